package io.joulestream.jobs.clickhouse;

import io.joulestream.core.block.Archive;

/**
 * One row of table {@code archived_block}: a copy of what leaves the state, or, without bytes, what became of a copy. The
 * rows of one copy add up to one.
 */
@SuppressWarnings("ArrayRecordComponent") // on its way to the table: never compared
public record ArchivedBlockRow(
        String tenant,
        String series,
        Archive.Kind kind,
        long key,
        long copy,
        byte[] bytes,
        Stage stage,
        long changedAtMillis)
        implements ClickHouseRow {

    /** What became of a copy; a later one wins. */
    public enum Stage {
        /** It was written; where nothing else is said of it, its attempt was lost. */
        WRITTEN,
        /** It stands for what has left the state. */
        KEPT,
        /** It stands for nothing any more. */
        RELEASED
    }

    @Override
    public void writeTo(RowBinaryWriter out) {
        out.string(tenant);
        out.string(series);
        out.enum8(kind);
        out.int64(key);
        out.int64(copy);
        out.string(bytes);
        out.enum8(stage);
        out.int64(changedAtMillis);
    }
}
