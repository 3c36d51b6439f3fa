package io.joulestream.core.history;

import io.joulestream.core.block.BlockStore;
import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import io.joulestream.core.rollup.WindowSums;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The sums of a series' days, a page a local month, so that a month's row needs no reading.
 *
 * <p>Two generations can stand side by side: while a changed definition is applied, the old days and the new ones.
 */
final class DayPages {
    private final BlockStore store;
    private final int generation;
    private final Map<Long, NavigableMap<Long, WindowSums>> pages = new HashMap<>();
    private final Set<Long> dirty = new HashSet<>();

    /** @param generation 0 or 1 */
    DayPages(BlockStore store, int generation) {
        this.store = store;
        this.generation = generation;
    }

    int generation() {
        return generation;
    }

    /** The days of a month that anything touches, by their start; the caller must not change them. */
    NavigableMap<Long, WindowSums> days(long monthStart) {
        return pages.computeIfAbsent(monthStart, this::load);
    }

    @Nullable
    WindowSums day(long monthStart, long dayStart) {
        return days(monthStart).get(dayStart);
    }

    /** Keeps a copy of the day's sums; empty sums remove the day. */
    void put(long monthStart, long dayStart, WindowSums sums) {
        if (sums.isEmpty()) {
            days(monthStart).remove(dayStart);
        } else {
            days(monthStart)
                    .computeIfAbsent(dayStart, start -> new WindowSums())
                    .set(sums);
        }
        dirty.add(monthStart);
    }

    void removeMonth(long monthStart) {
        days(monthStart).clear();
        dirty.add(monthStart);
    }

    void flush() {
        ByteSink out = new ByteSink(1024);
        for (long month : dirty) {
            NavigableMap<Long, WindowSums> days = Objects.requireNonNull(pages.get(month), "a changed page is loaded");
            if (days.isEmpty()) {
                store.remove(BlockStore.Table.DAYS, key(month));
                continue;
            }
            out.clear();
            long previous = month;
            for (Map.Entry<Long, WindowSums> day : days.entrySet()) {
                out.writeSigned(day.getKey() - previous);
                day.getValue().write(out, day.getKey());
                previous = day.getKey();
            }
            store.put(BlockStore.Table.DAYS, key(month), out.toByteArray());
        }
        dirty.clear();
        pages.clear();
    }

    private NavigableMap<Long, WindowSums> load(long monthStart) {
        NavigableMap<Long, WindowSums> days = new TreeMap<>();
        byte[] bytes = store.get(BlockStore.Table.DAYS, key(monthStart));
        if (bytes != null) {
            ByteSource in = new ByteSource(bytes);
            long day = monthStart;
            while (in.hasMore()) {
                day += in.readSigned();
                days.put(day, WindowSums.read(in, day));
            }
        }
        return days;
    }

    private long key(long monthStart) {
        return monthStart * 2 + generation;
    }
}
