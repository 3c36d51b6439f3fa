/**
 * What a series is, and the events that its log holds.
 * An instance that exists is valid; whatever is not, is a {@code Rejection} with a reason code (SEMANTICS 3, 6, 9, 10).
 * Start with {@code SeriesEvent}.
 */
@NullMarked
package io.joulestream.core.series;

import org.jspecify.annotations.NullMarked;
