/**
 * How often something was within a range (SEMANTICS 25): classes of equal width. Each instant of the range is in exactly one
 * bucket. Start with {@link io.joulestream.core.histogram.TimelineBuckets}.
 */
@NullMarked
package io.joulestream.core.histogram;

import org.jspecify.annotations.NullMarked;
