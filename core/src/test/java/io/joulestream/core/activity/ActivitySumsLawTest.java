package io.joulestream.core.activity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.histogram.Distribution;
import io.joulestream.core.histogram.ValueBuckets;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Sums of activities that come, go and are edited equal those of what is left, summed anew in decimals. */
class ActivitySumsLawTest {
    private static final int SEEDS = 200;

    @Test
    void whatHasGoneLeavesNoTrace() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            List<Activity> there = new ArrayList<>();
            ActivitySums sums = new ActivitySums();
            for (int i = 0; i < 60; i++) {
                if (there.isEmpty() || random.nextInt(5) < 3) {
                    Activity activity = activity(random);
                    there.add(activity);
                    sums.add(activity, 1);
                } else {
                    sums.add(there.remove(random.nextInt(there.size())), -1);
                }
                sums = ActivitySums.read(sums.toByteArray());
                assertSame(there, sums);
            }
            for (Activity each : there) {
                sums.add(each, -1);
            }
            assertArrayEquals(new ActivitySums().toByteArray(), sums.toByteArray());
        }
    }

    private static Activity activity(Random random) {
        return new Activity(
                "run",
                0,
                null,
                some(random, 40_000_000_000L),
                some(random, 20_000_000_000L),
                some(random, 20_000_000_000L),
                some(random, 2_000_000_000L),
                random.nextInt(3) == 0 ? null : Long.valueOf(30_000_000 + random.nextInt(220_000_000)),
                null);
    }

    private static @Nullable Long some(Random random, long most) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> null;
            case 2 -> 0L;
            case 3 -> 1_000_000_000_000_000L; // as much as there can be
            default -> Long.valueOf(random.nextLong(most));
        };
    }

    private static void assertSame(List<Activity> there, ActivitySums sums) {
        assertEquals(there.size(), sums.count());
        assertEquals(sum(there, Activity::distance), sums.distance().toBigInteger());
        assertEquals(sum(there, Activity::moving), sums.moving().toBigInteger());
        assertEquals(sum(there, Activity::elevation), sums.elevation().toBigInteger());

        List<Activity> paced = there.stream()
                .filter(each -> each.distance() != null && each.moving() != null)
                .toList();
        BigDecimal time = new BigDecimal(sum(paced, Activity::moving));
        assertEquals(
                time.signum() == 0
                        ? null
                        : new BigDecimal(sum(paced, Activity::distance))
                                .multiply(BigDecimal.valueOf(1_000_000))
                                .divide(time, 0, RoundingMode.HALF_EVEN)
                                .min(BigDecimal.valueOf(999_999_999_999_999_999L)),
                decimal(sums.speed()));

        BigDecimal beats = BigDecimal.ZERO;
        BigDecimal weights = BigDecimal.ZERO;
        for (Activity each : there) {
            Long weight = each.moving() != null ? each.moving() : each.elapsed();
            if (each.heartRate() != null && weight != null) {
                BigDecimal millis =
                        BigDecimal.valueOf(weight).divide(BigDecimal.valueOf(1000), 0, RoundingMode.HALF_EVEN);
                beats = beats.add(millis.multiply(BigDecimal.valueOf(each.heartRate())));
                weights = weights.add(millis);
            }
        }
        assertEquals(
                weights.signum() == 0 ? null : beats.divide(weights, 0, RoundingMode.HALF_EVEN),
                decimal(sums.heartRate()));

        assertEquals(histogram(there, Activity::distance), histogram(sums.distances()));
        assertEquals(histogram(there, ActivitySumsLawTest::pace), histogram(sums.paces()));
    }

    private static @Nullable Long pace(Activity activity) {
        Long metres = activity.distance();
        Long seconds = activity.moving();
        return metres == null || seconds == null || metres < 1_000_000
                ? null
                : Long.valueOf(BigDecimal.valueOf(seconds)
                        .multiply(BigDecimal.valueOf(1_000_000_000))
                        .divide(BigDecimal.valueOf(metres), 0, RoundingMode.HALF_EVEN)
                        .longValueExact());
    }

    private static BigInteger sum(List<Activity> activities, Function<Activity, @Nullable Long> value) {
        return activities.stream()
                .map(value)
                .filter(Objects::nonNull)
                .map(BigInteger::valueOf)
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static @Nullable BigDecimal decimal(@Nullable Long value) {
        return value == null ? null : BigDecimal.valueOf(value);
    }

    private static Map<Long, Integer> histogram(List<Activity> activities, Function<Activity, @Nullable Long> value) {
        Map<Long, Integer> counts = new TreeMap<>();
        activities.stream()
                .map(value)
                .filter(Objects::nonNull)
                .forEach(each -> counts.merge(ValueBuckets.bound(ValueBuckets.number(each)), 1, Integer::sum));
        return counts;
    }

    private static Map<Long, Integer> histogram(Distribution distribution) {
        Map<Long, Integer> counts = new TreeMap<>();
        for (int i = 0; i < distribution.size(); i++) {
            counts.put(distribution.bound(i), distribution.count(i));
        }
        return counts;
    }

    @Test
    void weeksBeginOnMondayAndMonthsOnTheirFirst() {
        LocalDate newYear = LocalDate.parse("2023-01-01"); // a Sunday
        assertEquals(newYear, SummaryPeriod.DAY.start(newYear));
        assertEquals(LocalDate.parse("2022-12-26"), SummaryPeriod.WEEK.start(newYear));
        assertEquals(newYear, SummaryPeriod.MONTH.start(newYear));
        LocalDate monday = LocalDate.parse("2024-02-26");
        for (int i = 0; i < 7; i++) {
            assertEquals(monday, SummaryPeriod.WEEK.start(monday.plusDays(i)));
        }
        assertEquals(LocalDate.parse("2024-02-01"), SummaryPeriod.MONTH.start(monday));
        assertTrue(SummaryPeriod.find("P7D") == SummaryPeriod.WEEK && SummaryPeriod.find("P2D") == null);
    }
}
