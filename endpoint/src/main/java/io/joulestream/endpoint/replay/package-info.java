/**
 * Sends dead letters into the log once more (SEMANTICS 9). Start with {@code LetterReplay}.
 */
@NullMarked
package io.joulestream.endpoint.replay;

import org.jspecify.annotations.NullMarked;
