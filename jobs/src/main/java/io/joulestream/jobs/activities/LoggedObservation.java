package io.joulestream.jobs.activities;

/**
 * An accepted event of topic {@code weather}: what is observed in a cell from now on, or that nothing is.
 *
 * @param owner the tenant whose observation it is, or {@link io.joulestream.core.weather.CellWeather#SHARED}
 * @param cell as {@link io.joulestream.core.weather.GridCell#toString}
 * @param observation as {@link io.joulestream.core.weather.Observation#toByteArray} gave it; empty for a delete
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on the wire: never compared
public record LoggedObservation(String owner, String cell, long tsMillis, byte[] observation) {}
