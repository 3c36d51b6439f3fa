package io.joulestream.endpoint;

import io.joulestream.core.calendar.Period;
import io.joulestream.core.histogram.TimelineBuckets;
import io.joulestream.core.series.AmountInterval;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.store.Store;
import io.joulestream.endpoint.store.Store.Counted;
import io.joulestream.endpoint.store.Store.Range;
import io.joulestream.endpoint.store.StoreUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Counts a series' readings per time bucket (SEMANTICS 25): whole windows by the count in their row, and one by one only
 * the readings of windows that an edge cuts.
 *
 * <p>A window is whole where its first and its last reading are in one bucket. So it does not matter to which window a
 * reading belongs, by which zone, or by which end of its span: only that the windows of a period share out the readings
 * in the order of time.
 */
final class TimelineCounts {
    /** Fewer readings than these are counted one by one as fast as by windows. */
    private static final long FEW_READINGS = 200_000;
    /** The calendar day of any zone is shorter. */
    private static final long LONGEST_WINDOW_MILLIS = Duration.ofDays(3).toMillis();

    private static final long LONGEST_MONTH_MILLIS = Duration.ofDays(33).toMillis();
    private static final long BEFORE_ALL = -4_000_000_000_000_000_000L;

    private final Store store;
    private final SeriesKey key;
    private final TimelineBuckets buckets;
    private final Range range;
    private final List<Long> bounds;
    private final long[] counts;
    private long revision;

    private TimelineCounts(Store store, SeriesKey key, TimelineBuckets buckets) {
        this.store = store;
        this.key = key;
        this.buckets = buckets;
        this.range = new Range(
                Math.max(PointsHandler.EARLIEST_MILLIS, buckets.fromMillis()),
                Math.min(PointsHandler.LATEST_MILLIS, buckets.toMillis()));
        this.counts = new long[buckets.count()];
        var distinct = new TreeSet<Long>(List.of(BEFORE_ALL, buckets.toMillis() + 1));
        for (int i = 0; i < buckets.count(); i++) {
            distinct.add(buckets.edge(i));
        }
        this.bounds = List.copyOf(distinct);
    }

    /**
     * @param counts of each bucket
     * @param revision the greatest of the rows that were counted
     */
    record Result(List<Long> counts, long revision) {}

    /** @param readings how many the series has; null: not known */
    static Result of(
            Store store, SeriesKey key, Store.Defined defined, TimelineBuckets buckets, @Nullable Long readings)
            throws StoreUnavailable {
        var counting = new TimelineCounts(store, key, buckets);
        Period period = period(buckets);
        // While a changed definition is being applied, windows of both are there.
        boolean few = readings != null && readings <= FEW_READINGS;
        if (period == null || few || defined.recomputing()) {
            counting.countReadings(List.of(counting.range));
        } else if (counting.range.fromMillis() <= counting.range.toMillis()) {
            counting.countWindows(period, reachMillis(defined.definition().interval()));
        }
        return new Result(LongStream.of(counting.counts).boxed().toList(), counting.revision);
    }

    /** Windows much shorter than a bucket, yet not many more than there are buckets; null: readings themselves. */
    private static @Nullable Period period(TimelineBuckets buckets) {
        long width = (buckets.toMillis() - buckets.fromMillis()) / buckets.count();
        if (width >= Duration.ofDays(30).toMillis()) {
            return Period.DAY;
        }
        if (width >= Duration.ofDays(1).toMillis()) {
            return Period.HOUR;
        }
        return width >= Duration.ofHours(1).toMillis() ? Period.QUARTER_HOUR : null;
    }

    /** How long before its reading a span may start, and with it the window that counts the reading (SEMANTICS 15). */
    private static long reachMillis(@Nullable AmountInterval interval) {
        if (interval == null) {
            return 0;
        }
        return interval.calendarPeriod() == null ? interval.fixedMillis() : LONGEST_MONTH_MILLIS;
    }

    private void countWindows(Period period, long reachMillis) throws StoreUnavailable {
        var starts = new Range(
                Math.max(PointsHandler.EARLIEST_MILLIS, range.fromMillis() - reachMillis - LONGEST_WINDOW_MILLIS),
                range.toMillis());
        var cut = new ArrayList<Range>();
        for (Counted windows : store.countWindows(key, period.iso(), starts, bounds)) {
            if (windows.firstBound() != windows.lastBound()) {
                cut.add(new Range(
                        Math.max(buckets.fromMillis(), windows.firstMillis()),
                        Math.min(buckets.toMillis(), windows.lastMillis())));
            } else if (buckets.contains(windows.firstBound())) {
                add(windows);
            }
        }
        if (!cut.isEmpty()) {
            countReadings(cut);
        }
    }

    private void countReadings(List<Range> stretches) throws StoreUnavailable {
        var sorted = stretches.stream()
                .filter(stretch -> stretch.fromMillis() <= stretch.toMillis())
                .sorted(Comparator.comparingLong(Range::fromMillis))
                .toList();
        if (sorted.isEmpty()) {
            return;
        }
        var finer = new TreeSet<>(bounds);
        NavigableMap<Long, Long> ends = new TreeMap<>();
        for (Range stretch : sorted) {
            finer.add(stretch.fromMillis());
            finer.add(stretch.toMillis() + 1);
            ends.put(stretch.fromMillis(), stretch.toMillis());
        }
        var hull = new Range(
                sorted.get(0).fromMillis(), sorted.get(sorted.size() - 1).toMillis());
        for (Counted readings : store.countReadings(key, hull, List.copyOf(finer), sorted)) {
            var stretch = ends.floorEntry(readings.firstBound());
            if (stretch != null && readings.firstBound() <= stretch.getValue()) {
                add(readings);
            }
        }
    }

    /** A bound is in the bucket of what comes between it and the next one. */
    private void add(Counted counted) {
        counts[buckets.bucket(counted.firstBound())] += counted.readings();
        revision = Math.max(revision, counted.revision());
    }
}
