/**
 * The readings job: from the log's records to the changed rows of each series.
 * Whatever the batching, the crashes and the replays, the store ends with the rows that the log gives (SEMANTICS 21).
 * Start with {@link io.joulestream.jobs.readings.ReadingsJob}.
 */
@NullMarked
package io.joulestream.jobs.readings;

import org.jspecify.annotations.NullMarked;
