package io.joulestream.core.weather;

/**
 * The weather of a cell at an instant, as somebody observed or modelled it.
 *
 * @param provisional a final one may follow, and never the other way round (SEMANTICS 29)
 */
public record Observation(long tsMillis, boolean provisional, Weather weather) {}
