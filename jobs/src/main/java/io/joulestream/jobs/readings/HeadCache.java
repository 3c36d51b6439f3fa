package io.joulestream.jobs.readings;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The series in use, on the heap: the one used longest ago is the first to go when they take more than the bound.
 * Never the only copy after a barrier: the operator writes what changed back to state before each.
 */
final class HeadCache {
    private final long mostBytes;
    private final LinkedHashMap<String, CachedSeries> series = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    HeadCache(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    @Nullable
    CachedSeries get(String key) {
        return series.get(key);
    }

    void put(CachedSeries entry) {
        series.put(entry.key, entry);
        bytes += entry.estimatedBytes;
    }

    /** To be called after the series changed in size. */
    void resize(CachedSeries entry) {
        long now = entry.history.estimatedBytes();
        bytes += now - entry.estimatedBytes;
        entry.estimatedBytes = now;
    }

    void remove(CachedSeries entry) {
        series.remove(entry.key);
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
