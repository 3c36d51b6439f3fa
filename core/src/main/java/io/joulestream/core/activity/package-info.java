/**
 * What an activity is, and the events that its log holds (SEMANTICS 28). An instance that exists is valid; whatever is not, is
 * a {@code Rejection} with a reason code. Start with {@code ActivityEvent}.
 */
@NullMarked
package io.joulestream.core.activity;

import org.jspecify.annotations.NullMarked;
