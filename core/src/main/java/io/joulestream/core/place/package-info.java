/**
 * Where an activity was: the nearest city of an offline gazetteer, with its country and zone (SEMANTICS 31).
 * The same coordinates and the same cities give the same city on every machine, in whatever order the cities come.
 * Start with {@code Gazetteer}.
 */
@NullMarked
package io.joulestream.core.place;

import org.jspecify.annotations.NullMarked;
