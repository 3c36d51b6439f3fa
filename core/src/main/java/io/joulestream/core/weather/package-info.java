/**
 * Observations of the weather and what they say about a place and time (SEMANTICS 29, 30). All in integers: micro-units and
 * micro-degrees. Start with {@code CellWeather}.
 */
@NullMarked
package io.joulestream.core.weather;

import org.jspecify.annotations.NullMarked;
