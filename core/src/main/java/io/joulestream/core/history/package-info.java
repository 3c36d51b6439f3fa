/**
 * The state of one series and how each event changes it.
 * Whatever the order of its events, the windows are those that its readings give when folded from the start (SEMANTICS 21).
 * Start with {@link io.joulestream.core.history.SeriesHistory}.
 */
@NullMarked
package io.joulestream.core.history;

import org.jspecify.annotations.NullMarked;
