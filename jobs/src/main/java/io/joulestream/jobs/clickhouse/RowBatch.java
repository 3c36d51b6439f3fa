package io.joulestream.jobs.clickhouse;

import java.util.Arrays;

/** The encoded rows of one insert, and where each of them ends. Reused; handed between threads, never shared. */
final class RowBatch {
    private final RowBinaryWriter bytes = new RowBinaryWriter();
    private int[] ends = new int[1024];
    private int rows;

    void add(ClickHouseRow row) {
        row.writeTo(bytes);
        if (rows == ends.length) {
            ends = Arrays.copyOf(ends, 2 * rows);
        }
        ends[rows++] = bytes.size();
    }

    void clear() {
        bytes.clear();
        rows = 0;
    }

    int rows() {
        return rows;
    }

    boolean isEmpty() {
        return rows == 0;
    }

    boolean isFull(ClickHouseConfig.Batch limit) {
        return rows >= limit.rows() || bytes.size() >= limit.bytes();
    }

    RowBinaryWriter bytes() {
        return bytes;
    }

    /** Where the row begins; of {@link #rows()}, where the last one ends. */
    int start(int row) {
        return row == 0 ? 0 : ends[row - 1];
    }
}
