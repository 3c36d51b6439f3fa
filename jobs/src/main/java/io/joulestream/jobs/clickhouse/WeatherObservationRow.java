package io.joulestream.jobs.clickhouse;

import org.jspecify.annotations.Nullable;

/** One row of table {@code weather_observation}: the weather of a cell at an instant, or its tombstone. */
public record WeatherObservationRow(
        String tenant,
        String cell,
        long tsMillis,
        @Nullable Long temperatureMicros,
        @Nullable Long humidityMicros,
        @Nullable Long pressureMicros,
        @Nullable Long windSpeedMicros,
        @Nullable Long windDirectionMicros,
        @Nullable Long precipitationMicros,
        boolean provisional,
        long revision,
        boolean isDeleted) {}
