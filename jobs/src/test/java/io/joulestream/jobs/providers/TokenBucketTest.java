package io.joulestream.jobs.providers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    /** One a second. */
    private static final int PER_DAY = 86_400;

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);
    private final TokenBucket bucket = new TokenBucket(new Rate(3, PER_DAY), nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    @Test
    void letsABurstThroughAndThenOneAnInterval() {
        for (int i = 0; i < 3; i++) {
            assertEquals(Duration.ZERO, bucket.take(1, Duration.ZERO));
        }
        assertNull(bucket.take(1, Duration.ZERO));
        pass(seconds(1));
        assertEquals(Duration.ZERO, bucket.take(1, Duration.ZERO));
        assertNull(bucket.take(1, Duration.ZERO));
    }

    @Test
    void putsThoseWhoCanWaitOneAfterTheOther() {
        assertEquals(Duration.ZERO, bucket.take(3, seconds(2)));
        assertEquals(seconds(1), bucket.take(1, seconds(2)));
        assertEquals(seconds(2), bucket.take(1, seconds(2)));
        assertNull(bucket.take(1, seconds(2)));
        assertEquals(seconds(3), bucket.waitFor(1));
    }

    @Test
    void givesThoseWhomItRefusesATurnOneAfterTheOther() {
        assertEquals(Duration.ZERO, bucket.take(3, Duration.ZERO));
        for (int each = 1; each <= 5; each++) {
            assertNull(bucket.take(1, Duration.ZERO));
            assertEquals(seconds(each), bucket.turn(1));
        }
        assertEquals(seconds(7), bucket.turn(2));
        for (int each = 1; each <= 5; each++) {
            pass(seconds(1));
            assertEquals(Duration.ZERO, bucket.take(1, Duration.ZERO));
        }
        pass(seconds(100));
        assertEquals(Duration.ZERO, bucket.take(3, Duration.ZERO));
        assertEquals(seconds(1), bucket.turn(1));
    }

    @Test
    void takesNothingForWhomItRefuses() {
        assertNull(bucket.take(4, Duration.ZERO));
        assertEquals(Duration.ZERO, bucket.take(3, Duration.ZERO));
    }

    @Test
    void letsMoreThanABurstWaitUntilThereWouldHaveBeenEnough() {
        assertEquals(seconds(21), bucket.take(24, seconds(30)));
        pass(seconds(21));
        assertEquals(seconds(1), bucket.waitFor(1));
    }

    @Test
    void neverHoldsMoreThanABurst() {
        pass(Duration.ofDays(365));
        assertEquals(Duration.ZERO, bucket.take(3, Duration.ZERO));
        assertEquals(seconds(1), bucket.waitFor(1));
    }

    @Test
    void hasRatesWithinItsArithmetic() {
        TokenBucket slowest = new TokenBucket(new Rate(10_000, 1), nanos::get);
        assertEquals(Duration.ZERO, slowest.take(10_000, Duration.ZERO));
        assertEquals(Duration.ofDays(1), slowest.waitFor(1));
        assertThrows(IllegalArgumentException.class, () -> new Rate(10_001, 1));
        assertThrows(IllegalArgumentException.class, () -> new Rate(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Rate(1, 0));
    }

    @Test
    void takesBackWhatWasNotSent() {
        bucket.take(3, Duration.ZERO);
        bucket.giveBack(2);
        assertEquals(Duration.ZERO, bucket.take(2, Duration.ZERO));
        assertEquals(seconds(1), bucket.waitFor(1));
    }

    /** Whatever is asked of it: within any span there are at most a burst and what the span refills. */
    @Test
    void keepsToItsRateOverAnySpan() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            int burst = 1 + random.nextInt(5);
            AtomicLong now = new AtomicLong(random.nextLong());
            TokenBucket law = new TokenBucket(new Rate(burst, PER_DAY), now::get);
            long start = now.get();
            Deque<Long> sent = new ArrayDeque<>();
            for (int i = 0; i < 300; i++) {
                now.addAndGet(random.nextInt(1_500_000_000));
                Duration wait = law.take(1, Duration.ofMillis(random.nextInt(3000)));
                if (wait != null) {
                    sent.add(now.get() - start + wait.toNanos());
                }
            }
            long[] times = sent.stream().mapToLong(Long::longValue).sorted().toArray();
            for (int from = 0; from < times.length; from++) {
                for (int to = from; to < times.length; to++) {
                    long allowed = burst + (times[to] - times[from]) / 1_000_000_000L;
                    assertTrue(to - from + 1 <= allowed, "seed " + seed);
                }
            }
            assertTrue(times.length > 100, "seed " + seed);
        }
    }
}
