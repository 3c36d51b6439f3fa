package io.joulestream.jobs.clickhouse;

/** One row of table {@code reading}: a reading as sent, or its tombstone. */
public record ReadingRow(
        String tenant,
        String series,
        long tsMillis,
        long valueMicros,
        String note,
        String source,
        String batch,
        long revision,
        boolean isDeleted)
        implements ClickHouseRow {
    @Override
    public void writeTo(RowBinaryWriter out) {
        out.string(tenant);
        out.string(series);
        out.int64(tsMillis);
        out.int64(valueMicros);
        out.string(note);
        out.string(source);
        out.string(batch);
        out.int64(revision);
        out.flag(isDeleted);
    }
}
