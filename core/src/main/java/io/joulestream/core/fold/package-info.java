/**
 * Readings in time order become spans: what was consumed or held, from when to when, and how that is known.
 * A fold needs nothing but the state after the reading before, so that it can start at any reading (SEMANTICS 11-16).
 * Start with {@link io.joulestream.core.fold.Fold}.
 */
@NullMarked
package io.joulestream.core.fold;

import org.jspecify.annotations.NullMarked;
