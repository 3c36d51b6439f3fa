package io.joulestream.core.histogram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** SEMANTICS 25 after every edit, against each reading's own bucket. */
class ReadingTimesTest {
    private static final long DAY = 86_400_000;
    private static final int SERIES = 300;

    private final SplittableRandom random = new SplittableRandom(26);

    @Test
    void countsAnyRangeAfterAnyEdit() {
        for (int i = 0; i < SERIES; i++) {
            var times = new ReadingTimes();
            NavigableSet<Long> expected = new TreeSet<>();
            long reach = 1L << (3 + random.nextInt(40));
            for (int edits = random.nextInt(400); edits >= 0; edits--) {
                edit(times, expected, reach);
            }
            assertEquals(expected.size(), times.size());
            if (!expected.isEmpty()) {
                assertEquals(expected.first(), times.first());
                assertEquals(expected.last(), times.last());
            }
            for (int j = 0; j < 10; j++) {
                assertCounts(times, expected, reach);
                assertNewest(times, expected, reach);
            }
        }
    }

    private void edit(ReadingTimes times, NavigableSet<Long> expected, long reach) {
        long ts = random.nextInt(3) == 0 && !expected.isEmpty()
                ? (random.nextBoolean() ? expected.first() : expected.last())
                : random.nextLong(-reach, reach);
        if (random.nextInt(4) == 0) {
            times.remove(ts);
            expected.remove(ts);
        } else {
            times.add(ts);
            expected.add(ts);
        }
    }

    private void assertCounts(ReadingTimes times, NavigableSet<Long> expected, long reach) {
        long from = expected.isEmpty() || random.nextBoolean()
                ? random.nextLong(-2 * reach, 2 * reach)
                : expected.first() + random.nextInt(3) - 1;
        long to = expected.isEmpty() || random.nextBoolean()
                ? from + 1 + random.nextLong(2 * reach)
                : Math.max(from + 1, expected.last() + random.nextInt(3) - 1);
        var buckets = new TimelineBuckets(from, to, 1 + random.nextInt(1000));
        long[] counts = new long[buckets.count()];
        for (long ts : expected.subSet(from, true, to, true)) {
            counts[buckets.bucket(ts)]++;
        }
        assertArrayEquals(counts, times.count(buckets), () -> buckets + " of " + expected);
    }

    private void assertNewest(ReadingTimes times, NavigableSet<Long> expected, long reach) {
        long from = random.nextLong(-2 * reach, reach);
        long to = from + 1 + random.nextLong(2 * reach);
        int n = 1 + random.nextInt(50);
        var newest = expected.subSet(from, true, to, false).descendingSet().stream()
                .skip(n - 1)
                .findFirst();
        assertEquals(newest.orElse(from), times.newest(n, from, to));
    }

    @Test
    void takesFourBytesAReadingWhereTheyAreMany() {
        var times = new ReadingTimes();
        for (int i = 0; i < 1_000_000; i++) {
            times.add(i * 10_000L);
        }
        assertEquals(1.25, times.estimatedBytes() / 4e6, 0.3);
        assertEquals(999_999 * 10_000L / DAY, times.last() / DAY);
    }
}
