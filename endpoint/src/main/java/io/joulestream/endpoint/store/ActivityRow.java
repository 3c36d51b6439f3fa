package io.joulestream.endpoint.store;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An activity with the weather at its start; of what is null nothing is known.
 *
 * @param distance in m, as {@code elevation}
 * @param moving in s, as {@code elapsed}
 * @param name or empty, as {@code city}, {@code country} and {@code zone}
 */
public record ActivityRow(
        String source,
        String id,
        String type,
        long startMillis,
        @Nullable BigDecimal lat,
        @Nullable BigDecimal lon,
        @Nullable BigDecimal distance,
        @Nullable BigDecimal moving,
        @Nullable BigDecimal elapsed,
        @Nullable BigDecimal elevation,
        @Nullable BigDecimal heartRate,
        String name,
        String city,
        String country,
        String zone,
        Weather weather,
        long revision) {

    /** @param status enriched, pending, no_location or unavailable(reason) */
    public record Weather(
            String status,
            @Nullable BigDecimal temperature,
            @Nullable BigDecimal humidity,
            @Nullable BigDecimal pressure,
            @Nullable BigDecimal windSpeed,
            @Nullable BigDecimal windDirection,
            @Nullable BigDecimal precipitation,
            @Nullable Long observedFromMillis,
            @Nullable Long observedToMillis,
            boolean provisional) {}
}
