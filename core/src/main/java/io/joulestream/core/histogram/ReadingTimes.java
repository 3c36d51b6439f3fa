package io.joulestream.core.histogram;

import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The times of a series' readings, four bytes each and some hundred for each twelve days that have any: counts any range
 * without looking at the readings within. Mutable, not thread-safe.
 */
public final class ReadingTimes {
    /** 2^30 ms, some twelve days: what lies within is told by an int. */
    private static final int ERA_BITS = 30;

    private static final int ERA_MASK = (1 << ERA_BITS) - 1;
    private static final long ERA_BYTES = 120;

    private final NavigableMap<Long, Era> eras = new TreeMap<>();
    private long size;

    /** The times of one era, ascending, relative to its start. */
    private static final class Era {
        int[] offsets = new int[16];
        int count;

        /** The index of the time, or {@code -(insertion point) - 1}. */
        int find(int offset) {
            // The common case first: in order.
            return count == 0 || offset > offsets[count - 1]
                    ? -count - 1
                    : Arrays.binarySearch(offsets, 0, count, offset);
        }

        int before(int offset) {
            int found = find(offset);
            return found >= 0 ? found : -found - 1;
        }
    }

    public long size() {
        return size;
    }

    /** About how many bytes of heap they take. */
    public long estimatedBytes() {
        long bytes = 0;
        for (Era era : eras.values()) {
            bytes += ERA_BYTES + 4L * era.offsets.length;
        }
        return bytes;
    }

    /** The first time; only where there is one. */
    public long first() {
        Map.Entry<Long, Era> first = eras.firstEntry();
        return (first.getKey() << ERA_BITS) + first.getValue().offsets[0];
    }

    /** The last time; only where there is one. */
    public long last() {
        Map.Entry<Long, Era> last = eras.lastEntry();
        return (last.getKey() << ERA_BITS) + last.getValue().offsets[last.getValue().count - 1];
    }

    /** Adds a time, unless it is there; O(1) behind all others of its twelve days, else O(how many they have). */
    public void add(long tsMillis) {
        Era era = eras.computeIfAbsent(tsMillis >> ERA_BITS, key -> new Era());
        int offset = (int) (tsMillis & ERA_MASK);
        int found = era.find(offset);
        if (found >= 0) {
            return;
        }
        if (era.count == era.offsets.length) {
            era.offsets = Arrays.copyOf(era.offsets, era.count + era.count / 2);
        }
        int place = -found - 1;
        System.arraycopy(era.offsets, place, era.offsets, place + 1, era.count - place);
        era.offsets[place] = offset;
        era.count++;
        size++;
    }

    /** Removes a time, if it is there. */
    public void remove(long tsMillis) {
        Era era = eras.get(tsMillis >> ERA_BITS);
        int found = era == null ? -1 : era.find((int) (tsMillis & ERA_MASK));
        if (era == null || found < 0) {
            return;
        }
        era.count--;
        System.arraycopy(era.offsets, found + 1, era.offsets, found, era.count - found);
        size--;
        if (era.count == 0) {
            eras.remove(tsMillis >> ERA_BITS);
        }
    }

    /** The time of the n-th newest reading within {@code [from, to)}, n from 1 on; {@code from} where there are fewer. */
    public long newest(long n, long from, long to) {
        long left = n;
        for (Map.Entry<Long, Era> entry :
                eras.headMap(to >> ERA_BITS, true).descendingMap().entrySet()) {
            Era era = entry.getValue();
            int end = entry.getKey() == to >> ERA_BITS ? era.before((int) (to & ERA_MASK)) : era.count;
            if (end >= left) {
                return Math.max(from, (entry.getKey() << ERA_BITS) + era.offsets[end - (int) left]);
            }
            left -= end;
        }
        return from;
    }

    /** How many there are in each bucket (SEMANTICS 25); O(all eras + buckets log n). */
    public long[] count(TimelineBuckets buckets) {
        long[] counts = new long[buckets.count()];
        var walk = new Walk();
        long before = walk.before(buckets.fromMillis());
        for (int i = 0; i < counts.length; i++) {
            // The last bucket is closed.
            long until = i == counts.length - 1 ? Math.addExact(buckets.toMillis(), 1) : buckets.edge(i + 1);
            long next = walk.before(until);
            counts[i] = next - before;
            before = next;
        }
        return counts;
    }

    /** Counts what is before instants that are asked for in ascending order. */
    private final class Walk {
        private long passed;
        private long fromEra = Long.MIN_VALUE;

        long before(long tsMillis) {
            long era = tsMillis >> ERA_BITS;
            if (era > fromEra) {
                for (Era whole : eras.subMap(fromEra, true, era, false).values()) {
                    passed += whole.count;
                }
                fromEra = era;
            }
            Era own = eras.get(era);
            return passed + (own == null ? 0 : own.before((int) (tsMillis & ERA_MASK)));
        }
    }
}
