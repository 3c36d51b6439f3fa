package io.joulestream.jobs.readings;

import io.joulestream.core.block.Archive;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.jobs.clickhouse.ArchivedBlockRow;
import io.joulestream.jobs.clickhouse.ArchivedBlockRow.Stage;
import java.util.HashMap;
import java.util.Map;

/** Table {@code archived_block}, where what is released goes at once. Thread-safe. */
final class ArchivedCopies implements StateRetention.Copies {
    private record Copy(String tenant, String series, Archive.Kind kind, long key, long number) {}

    private final Map<Copy, byte[]> copies = new HashMap<>();
    private int reads;

    synchronized void add(ArchivedBlockRow row) {
        Copy copy = new Copy(row.tenant(), row.series(), row.kind(), row.key(), row.copy());
        if (row.stage() == Stage.WRITTEN && copies.put(copy, row.bytes()) != null) {
            throw new AssertionError(copy + " written twice");
        } else if (row.stage() == Stage.RELEASED) {
            copies.remove(copy);
        }
    }

    @Override
    public synchronized byte[] read(SeriesKey series, Archive.Kind kind, long key, long number) {
        reads++;
        Copy copy = new Copy(series.tenant(), series.series(), kind, key, number);
        byte[] bytes = copies.get(copy);
        if (bytes == null) {
            throw new IllegalStateException("there is no " + copy);
        }
        return bytes;
    }

    synchronized int reads() {
        return reads;
    }

    synchronized int size() {
        return copies.size();
    }
}
