/**
 * Fixed-point values and the units they are sent in.
 * A value is a {@code long} of micro-units of its dimension's canonical unit, rounded exactly once (SEMANTICS 1, 2).
 * Start with {@code Micros}.
 */
@NullMarked
package io.joulestream.core.quantity;

import org.jspecify.annotations.NullMarked;
