package io.joulestream.jobs.readings;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The series in use, on the heap. While there is room all of them stay; then only one that comes again soon, in place of
 * the one used longest ago. So a pass over more series than fit leaves those that fit alone, and the collector little to
 * move (after 2Q: Johnson and Shasha, VLDB 1994). Never the only copy after a barrier: the operator writes what changed
 * back to state before each.
 */
final class HeadCache {
    private static final int LEAST_SERIES_BYTES = 3_000;

    private final long mostBytes;
    private final LinkedHashMap<String, CachedSeries> series = new LinkedHashMap<>(16, 0.75f, true);
    /** Hashes of keys that came lately and were not kept, about as many as there are series that fit. */
    private final int[] passedBy;

    private long bytes;

    HeadCache(long mostBytes) {
        this.mostBytes = mostBytes;
        int fitting = (int) Math.min(1 << 20, Math.max(1, mostBytes / LEAST_SERIES_BYTES));
        passedBy = new int[Integer.highestOneBit(fitting)];
    }

    @Nullable
    CachedSeries get(String key) {
        return series.get(key);
    }

    /** Whether the series is in the cache now; otherwise its user must write it back. */
    boolean keeps(CachedSeries entry) {
        if (entry.kept) {
            return true;
        }
        long now = entry.history.estimatedBytes();
        if (bytes + now > mostBytes && !passedByLately(entry.key)) {
            return false;
        }
        series.put(entry.key, entry);
        entry.kept = true;
        entry.estimatedBytes = now;
        bytes += now;
        return true;
    }

    /** To be called after a series that is kept changed in size. */
    void resize(CachedSeries entry) {
        long now = entry.history.estimatedBytes();
        bytes += now - entry.estimatedBytes;
        entry.estimatedBytes = now;
    }

    private boolean passedByLately(String key) {
        int hash = key.hashCode();
        int slot = (hash ^ (hash >>> 16)) & (passedBy.length - 1);
        if (passedBy[slot] == hash) {
            return true;
        }
        passedBy[slot] = hash;
        return false;
    }

    void remove(CachedSeries entry) {
        series.remove(entry.key);
        entry.kept = false;
        bytes -= entry.estimatedBytes;
    }

    /** The series used longest ago while there are too many bytes; never the only one. */
    @Nullable
    CachedSeries surplus() {
        return bytes > mostBytes && series.size() > 1
                ? series.values().iterator().next()
                : null;
    }

    Iterable<CachedSeries> all() {
        return series.values();
    }

    int size() {
        return series.size();
    }

    long bytes() {
        return bytes;
    }
}
