package io.joulestream.jobs.clickhouse;

import org.jspecify.annotations.Nullable;

/** One row of table {@code activity}: an activity with the weather at its place and start, or its tombstone. */
public record ActivityRow(
        String tenant,
        String source,
        String id,
        String type,
        long startMillis,
        @Nullable Long latMicros,
        @Nullable Long lonMicros,
        @Nullable Long distanceMMicros,
        @Nullable Long movingSMicros,
        @Nullable Long elapsedSMicros,
        @Nullable Long elevationMMicros,
        @Nullable Long heartRateMicros,
        String name,
        String city,
        String country,
        String zone,
        String weatherStatus,
        @Nullable Long temperatureMicros,
        @Nullable Long humidityMicros,
        @Nullable Long pressureMicros,
        @Nullable Long windSpeedMicros,
        @Nullable Long windDirectionMicros,
        @Nullable Long precipitationMicros,
        @Nullable Long observedFromMillis,
        @Nullable Long observedToMillis,
        boolean provisional,
        long revision,
        boolean isDeleted) {}
