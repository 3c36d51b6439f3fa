/**
 * The months of a counter: what its register showed at the end of each, and how that is known (SEMANTICS 22 - 24).
 * Every value follows from the readings, the fold and the zone alone; extrapolated ones enter no window.
 * Start with {@link io.joulestream.core.month.MonthRow}.
 */
@NullMarked
package io.joulestream.core.month;

import org.jspecify.annotations.NullMarked;
