/**
 * How much of what a series should have sent is there, per local day (SEMANTICS 27). All of it are whole numbers; shares
 * follow from them. Start with {@link io.joulestream.core.completeness.DayCompleteness}.
 */
@NullMarked
package io.joulestream.core.completeness;

import org.jspecify.annotations.NullMarked;
