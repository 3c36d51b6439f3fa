package io.joulestream.jobs.clickhouse;

/**
 * One row of table {@code dead_letter}. {@code rawKey} and {@code raw} are the bytes as received, UTF-8 or not.
 * The job writes revision {@value #WRITTEN}, however often it writes the letter, and a tombstone of revision
 * {@value #REPLAYED} when its replay has come. So a repeated write never brings a replayed letter back.
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on the wire: never compared
public record DeadLetterRow(
        String topic,
        int partition,
        long offset,
        String tenant,
        String series,
        String reason,
        String detail,
        byte[] rawKey,
        byte[] raw,
        long receivedMillis,
        long revision,
        boolean isDeleted)
        implements ClickHouseRow {
    public static final long WRITTEN = 1;
    public static final long REPLAYED = 2;

    @Override
    public void writeTo(RowBinaryWriter out) {
        out.string(topic);
        out.int32(partition);
        out.int64(offset);
        out.string(tenant);
        out.string(series);
        out.string(reason);
        out.string(detail);
        out.string(rawKey);
        out.string(raw);
        out.int64(receivedMillis);
        out.int64(revision);
        out.flag(isDeleted);
    }
}
