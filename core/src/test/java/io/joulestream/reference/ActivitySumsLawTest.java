package io.joulestream.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.activity.Activity;
import io.joulestream.core.activity.ActivitySums;
import io.joulestream.core.activity.SummaryPeriod;
import io.joulestream.core.histogram.Distribution;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
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
                assertEquals(SummaryReference.of(there), shown(sums), "seed " + seed);
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

    private static SummaryReference shown(ActivitySums sums) {
        return new SummaryReference(
                sums.count(),
                sums.distance().toBigInteger(),
                sums.moving().toBigInteger(),
                sums.elevation().toBigInteger(),
                sums.speed(),
                sums.heartRate(),
                histogram(sums.distances()),
                histogram(sums.paces()));
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
