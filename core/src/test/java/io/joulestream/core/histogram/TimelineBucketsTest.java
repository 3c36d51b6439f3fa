package io.joulestream.core.histogram;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** SEMANTICS 25, against its definition in unbounded integers. */
class TimelineBucketsTest {
    private static final int RANGES = 20_000;
    private static final int[] COUNTS = {1, 2, 3, 7, 100, 999, 1000};

    private final SplittableRandom random = new SplittableRandom(25);

    /** min(N - 1, floor((t - from) N / (to - from))). */
    private static int bucketByDefinition(long from, long to, int count, long ts) {
        BigInteger[] parts =
                big(ts).subtract(big(from)).multiply(big(count)).divideAndRemainder(big(to).subtract(big(from)));
        return parts[0].min(big(count - 1)).intValueExact();
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }

    @Test
    void putsEveryInstantIntoTheBucketOfTheDefinition() {
        for (int i = 0; i < RANGES; i++) {
            TimelineBuckets buckets = buckets();
            for (int j = 0; j < 10; j++) {
                assertBucket(buckets, instant(buckets));
            }
        }
    }

    @Test
    void startsABucketAtTheFirstInstantThatIsInIt() {
        for (int i = 0; i < RANGES; i++) {
            TimelineBuckets buckets = buckets();
            long[] edges = buckets.edges();
            assertEquals(buckets.count() + 1, edges.length);
            assertEquals(buckets.fromMillis(), edges[0]);
            assertEquals(buckets.toMillis(), edges[buckets.count()]);
            int edge = random.nextInt(edges.length);
            assertBucket(buckets, edges[edge]);
            if (edge > 0) {
                assertBucket(buckets, Math.max(edges[0], edges[edge] - 1));
                if (edges[edge] > edges[0]) {
                    int before = bucketByDefinition(edges[0], edges[buckets.count()], buckets.count(), edges[edge] - 1);
                    assertTrue(before < edge, () -> buckets + " at " + edge);
                }
            }
        }
    }

    @Test
    void hasMoreBucketsThanInstants() {
        var buckets = new TimelineBuckets(-1, 1, 5);
        assertArrayEquals(new long[] {-1, 0, 0, 1, 1, 1}, buckets.edges());
        assertEquals(0, buckets.bucket(-1));
        assertEquals(2, buckets.bucket(0));
        assertEquals(4, buckets.bucket(1));
    }

    @Test
    void refusesARangeWithoutLength() {
        assertThrows(IllegalArgumentException.class, () -> new TimelineBuckets(5, 5, 1));
        assertThrows(IllegalArgumentException.class, () -> new TimelineBuckets(5, 6, 0));
        assertThrows(IllegalArgumentException.class, () -> new TimelineBuckets(5, 6, 1).bucket(7));
        assertThrows(ArithmeticException.class, () -> new TimelineBuckets(Long.MIN_VALUE, Long.MAX_VALUE, 1));
    }

    private static void assertBucket(TimelineBuckets buckets, long ts) {
        assertEquals(
                bucketByDefinition(buckets.fromMillis(), buckets.toMillis(), buckets.count(), ts),
                buckets.bucket(ts),
                () -> ts + " in " + buckets);
    }

    private TimelineBuckets buckets() {
        int count = random.nextBoolean() ? COUNTS[random.nextInt(COUNTS.length)] : 1 + random.nextInt(1000);
        long from =
                switch (random.nextInt(3)) {
                    case 0 -> random.nextLong(-2_000, 2_000);
                    case 1 -> random.nextLong(-4_000_000_000_000L, 4_000_000_000_000L);
                    default -> random.nextLong(-999_999_999_999_999_999L, 999_999_999_999_999_999L);
                };
        long width =
                switch (random.nextInt(4)) {
                    case 0 -> 1 + random.nextInt(10);
                    case 1 -> 1 + random.nextInt(3_000);
                    case 2 -> 1 + random.nextLong(4_000_000_000_000L);
                    default -> 1 + random.nextLong(2_000_000_000_000_000_000L);
                };
        return new TimelineBuckets(from, from + width, count);
    }

    private long instant(TimelineBuckets buckets) {
        return random.nextInt(8) == 0 ? buckets.toMillis() : random.nextLong(buckets.fromMillis(), buckets.toMillis());
    }
}
