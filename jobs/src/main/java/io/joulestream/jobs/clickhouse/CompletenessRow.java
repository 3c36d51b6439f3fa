package io.joulestream.jobs.clickhouse;

/** One row of table {@code completeness}: what is there of a day's readings, or its tombstone. */
public record CompletenessRow(
        String tenant,
        String series,
        long startMillis,
        long endMillis,
        long localStartMillis,
        long localEndMillis,
        long lengthMillis,
        long expected,
        long actual,
        long missing,
        long longestGapMillis,
        long measuredMillis,
        long revision,
        boolean isDeleted)
        implements ClickHouseRow {
    @Override
    public void writeTo(RowBinaryWriter out) {
        out.string(tenant);
        out.string(series);
        out.int64(startMillis);
        out.int64(endMillis);
        out.int64(localStartMillis);
        out.int64(localEndMillis);
        out.int64(lengthMillis);
        out.int64(expected);
        out.int64(actual);
        out.int64(missing);
        out.int64(longestGapMillis);
        out.int64(measuredMillis);
        out.int64(revision);
        out.flag(isDeleted);
    }
}
