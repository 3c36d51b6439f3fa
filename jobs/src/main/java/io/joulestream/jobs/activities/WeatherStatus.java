package io.joulestream.jobs.activities;

import io.joulestream.core.weather.Bracket;
import io.joulestream.core.weather.Weather;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the weather of an activity (SEMANTICS 29).
 *
 * @param status {@code enriched}, {@code pending}, {@code no_location} or {@code unavailable(reason)}
 * @param weather of an enriched one only
 * @param fromMillis of an enriched one, when the observation before the start was made
 * @param toMillis likewise the one after it
 */
public record WeatherStatus(
        String status,
        @Nullable Weather weather,
        @Nullable Long fromMillis,
        @Nullable Long toMillis,
        boolean provisional) {
    /** Of an activity that is no more. */
    static final WeatherStatus NONE = without("");

    static final WeatherStatus PENDING = without("pending");
    static final WeatherStatus NO_LOCATION = without("no_location");

    static WeatherStatus enriched(Bracket bracket, long startMillis) {
        return new WeatherStatus(
                "enriched",
                bracket.at(startMillis),
                bracket.before().tsMillis(),
                bracket.after().tsMillis(),
                bracket.provisional());
    }

    static WeatherStatus unavailable(String reason) {
        return without("unavailable(" + reason + ")");
    }

    private static WeatherStatus without(String status) {
        return new WeatherStatus(status, null, null, null, false);
    }
}
