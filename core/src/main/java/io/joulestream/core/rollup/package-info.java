/**
 * Spans and readings become the sums of calendar windows.
 * Everything in a window's sums but the extremes can be taken away again, so that a change costs what it touches.
 * Start with {@link io.joulestream.core.rollup.WindowSums}.
 */
@NullMarked
package io.joulestream.core.rollup;

import org.jspecify.annotations.NullMarked;
