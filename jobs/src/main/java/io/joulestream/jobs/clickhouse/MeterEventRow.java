package io.joulestream.jobs.clickhouse;

import org.jspecify.annotations.Nullable;

/** One row of table {@code meter_event}: what was told of a counter's register, or its tombstone. */
public record MeterEventRow(
        String tenant,
        String series,
        long tsMillis,
        String event,
        @Nullable Long closingMicros,
        @Nullable Long openingMicros,
        String note,
        String source,
        String batch,
        long revision,
        boolean isDeleted) {}
