package io.joulestream.jobs.clickhouse;

/** One row of table {@code distribution}: the values of a day, as parallel arrays, or its tombstone. */
@SuppressWarnings("ArrayRecordComponent") // on its way to the table: never compared
public record DistributionRow(
        String tenant,
        String series,
        long startMillis,
        long endMillis,
        long localStartMillis,
        long localEndMillis,
        long[] bucket,
        int[] count,
        int[] coveredMillis,
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
        out.array(bucket);
        out.array(count);
        out.array(coveredMillis);
        out.int64(revision);
        out.flag(isDeleted);
    }
}
