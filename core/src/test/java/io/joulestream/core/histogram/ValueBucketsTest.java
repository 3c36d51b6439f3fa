package io.joulestream.core.histogram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** SEMANTICS 26. */
class ValueBucketsTest {
    private static final long LIMIT = 1_000_000_000_000_000_000L;

    @Test
    void givesEveryValueTheBoundOfTheRule() {
        for (long value : values()) {
            assertEquals(bound(value), ValueBuckets.bound(ValueBuckets.number(value)), "of " + value);
        }
    }

    @Test
    void holdsEveryValueBetweenItsEnds() {
        for (long value : values()) {
            long bound = bound(value);
            assertTrue(ValueBuckets.least(bound) <= value && value <= ValueBuckets.greatest(bound), "of " + value);
            assertEquals(bound, bound(ValueBuckets.least(bound)));
            assertEquals(bound, bound(ValueBuckets.greatest(bound)));
        }
    }

    @Test
    void leavesNoValueBetweenTwoBuckets() {
        for (int number = -6_000; number < 6_000; number++) {
            long bound = ValueBuckets.bound(number);
            assertEquals(number, ValueBuckets.number(bound));
            assertEquals(
                    ValueBuckets.greatest(bound) + 1, ValueBuckets.least(ValueBuckets.bound(number + 1)), "" + number);
        }
    }

    /** "the bucket's middle, within 0.8 % of the value": in fact within 0.4 %. */
    @Test
    void hasAMiddleNearToEveryValue() {
        for (long value : values()) {
            BigInteger error = BigInteger.valueOf(ValueBuckets.middle(bound(value)))
                    .subtract(BigInteger.valueOf(value))
                    .abs();
            assertTrue(
                    error.multiply(BigInteger.valueOf(256))
                                    .compareTo(BigInteger.valueOf(value).abs())
                            <= 0,
                    value + " is " + error + " away");
        }
    }

    /** All magnitudes and both signs, few values and many, by weights and by counts. */
    @Test
    void answersQuantilesNearToTheExactOnes() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 500; round++) {
            TreeMap<Long, Long> weights = new TreeMap<>();
            int size = 1 + random.nextInt(60);
            for (int i = 0; i < size; i++) {
                weights.merge(value(random), (long) random.nextInt(round % 2 == 0 ? 2 : 90_000_000), Long::sum);
            }
            TreeMap<Long, Long> buckets = new TreeMap<>();
            weights.forEach((value, weight) -> buckets.merge(bound(value), weight, Long::sum));
            Quantiles quantiles = new Quantiles(List.copyOf(buckets.keySet()), List.copyOf(buckets.values()));
            long total = weights.values().stream().mapToLong(Long::longValue).sum();
            for (String q : List.of("0", "0.000000001", "0.01", "0.25", "0.5", "0.75", "0.999999999", "1")) {
                Long answer = quantiles.of(new BigDecimal(q));
                if (total == 0) {
                    assertEquals(null, answer);
                    continue;
                }
                long exact = exact(weights, new BigDecimal(q).multiply(BigDecimal.valueOf(total)));
                assertTrue(
                        answer != null && Math.abs((double) answer - exact) <= 0.008 * Math.abs((double) exact),
                        q + " is " + exact + ", answered " + answer);
            }
        }
    }

    @Test
    void addsAndTakesAwayInAnyOrder() {
        SplittableRandom random = new SplittableRandom(9);
        for (int round = 0; round < 200; round++) {
            TreeMap<Long, long[]> expected = new TreeMap<>();
            Distribution distribution = new Distribution();
            for (int i = 0; i < 300; i++) {
                long value = value(random) >> (round % 8 == 0 ? 50 : 0);
                int readings = random.nextInt(5) - 2;
                int millis = random.nextInt(100) - 50;
                long[] sums = expected.computeIfAbsent(bound(value), bound -> new long[2]);
                sums[0] += readings;
                sums[1] += millis;
                distribution.add(value, readings, millis);
            }
            expected.values().removeIf(sums -> sums[0] == 0 && sums[1] == 0);
            List<String> wanted = new ArrayList<>();
            expected.forEach((bound, sums) -> wanted.add(bound + " " + sums[0] + " " + sums[1]));
            assertEquals(wanted, rows(distribution));
            expected.forEach((bound, sums) -> distribution.add(bound, (int) -sums[0], -sums[1]));
            assertTrue(distribution.isEmpty());
        }
    }

    @Test
    void isReadAsItWasWritten() {
        SplittableRandom random = new SplittableRandom(11);
        Distribution distribution = new Distribution();
        for (int i = 0; i < 1_000; i++) {
            distribution.add(value(random), random.nextInt(3), random.nextInt(1_000_000));
            ByteSink out = new ByteSink(64);
            distribution.write(out);
            Distribution read = Distribution.read(new ByteSource(out.toByteArray()));
            assertTrue(read.sameAs(distribution));
            assertEquals(rows(distribution), rows(read));
        }
    }

    private static List<String> rows(Distribution distribution) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < distribution.size(); i++) {
            rows.add(distribution.bound(i) + " " + distribution.count(i) + " " + distribution.coveredMillis(i));
        }
        return rows;
    }

    private static long exact(SortedMap<Long, Long> weights, BigDecimal rank) {
        long sum = 0;
        for (var weight : weights.entrySet()) {
            sum += weight.getValue();
            if (sum > 0 && BigDecimal.valueOf(sum).compareTo(rank) >= 0) {
                return weight.getKey();
            }
        }
        throw new AssertionError("no quantile");
    }

    private static long[] values() {
        SplittableRandom random = new SplittableRandom(5);
        long[] values = new long[20_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i < 2_000 ? i - 1_000 : value(random);
        }
        values[19_999] = LIMIT - 1;
        values[19_998] = 1 - LIMIT;
        return values;
    }

    /** Of any magnitude, often at the edge of a bucket. */
    private static long value(SplittableRandom random) {
        long magnitude = random.nextLong(1L << random.nextInt(1, 60));
        if (random.nextInt(4) == 0) {
            magnitude = (1L << random.nextInt(60)) + random.nextInt(3) - 1;
        }
        magnitude = Math.min(LIMIT - 1, magnitude);
        return random.nextBoolean() ? magnitude : -magnitude;
    }

    /** The rule as it is written. */
    private static long bound(long value) {
        long x = Math.abs(value);
        if (x < 256) {
            return value;
        }
        int s = 63 - Long.numberOfLeadingZeros(x) - 7;
        return Long.signum(value) * ((x >> s) << s);
    }
}
