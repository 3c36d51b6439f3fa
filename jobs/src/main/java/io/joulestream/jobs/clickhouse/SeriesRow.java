package io.joulestream.jobs.clickhouse;

import org.jspecify.annotations.Nullable;

/** One row of table {@code series}: the definition in force, or its tombstone. */
public record SeriesRow(
        String tenant,
        String series,
        String kind,
        String unit,
        String canonicalUnit,
        String quantity,
        String zone,
        String name,
        long maxGapMillis,
        @Nullable Long expectedIntervalMillis,
        long horizonMillis,
        @Nullable Long modulusMicros,
        @Nullable Long maxRateMicros,
        boolean signed,
        String interval,
        String stamp,
        String hold,
        boolean levels,
        @Nullable Double lat,
        @Nullable Double lon,
        String cell,
        boolean recomputing,
        long revision,
        boolean isDeleted) {}
