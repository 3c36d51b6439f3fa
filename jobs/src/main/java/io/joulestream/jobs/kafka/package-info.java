/**
 * The log: its topics, the decoding of its records, and the records that cannot be used.
 * Every record ends as one event or as one dead letter with its bytes, never as nothing.
 * Start with {@code ReadingDecoder}.
 */
@NullMarked
package io.joulestream.jobs.kafka;

import org.jspecify.annotations.NullMarked;
