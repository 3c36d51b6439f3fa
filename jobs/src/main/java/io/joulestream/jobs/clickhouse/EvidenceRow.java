package io.joulestream.jobs.clickhouse;

import io.joulestream.core.fold.Evidence;

/** One row of table {@code counter_evidence}: what decided the increment of a pair of readings, or its tombstone. */
public record EvidenceRow(
        String tenant,
        String series,
        long tsMillis,
        long fromTsMillis,
        long markMicros,
        long previousMicros,
        long valueMicros,
        Evidence.Rule rule,
        Evidence.Source source,
        String events,
        long incrementMicrosHigh,
        long incrementMicrosLow,
        long revision,
        boolean isDeleted)
        implements ClickHouseRow {
    @Override
    public void writeTo(RowBinaryWriter out) {
        out.string(tenant);
        out.string(series);
        out.int64(tsMillis);
        out.int64(fromTsMillis);
        out.int64(markMicros);
        out.int64(previousMicros);
        out.int64(valueMicros);
        out.enum8(rule);
        out.enum8(source);
        out.string(events);
        out.int128(incrementMicrosHigh, incrementMicrosLow);
        out.int64(revision);
        out.flag(isDeleted);
    }
}
