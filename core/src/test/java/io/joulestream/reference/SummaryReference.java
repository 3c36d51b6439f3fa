package io.joulestream.reference;

import io.joulestream.core.activity.Activity;
import io.joulestream.core.histogram.ValueBuckets;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What activities come to, slow and obvious: all of them summed anew in decimals.
 *
 * @param distances how many are in each bucket, by its bound
 * @param paces likewise
 */
public record SummaryReference(
        long count,
        BigInteger distance,
        BigInteger moving,
        BigInteger elevation,
        @Nullable Long speed,
        @Nullable Long heartRate,
        Map<Long, Integer> distances,
        Map<Long, Integer> paces) {

    public static SummaryReference of(List<Activity> activities) {
        return new SummaryReference(
                activities.size(),
                sum(activities, Activity::distance),
                sum(activities, Activity::moving),
                sum(activities, Activity::elevation),
                speed(activities),
                heartRate(activities),
                histogram(activities, Activity::distance),
                histogram(activities, SummaryReference::pace));
    }

    private static @Nullable Long speed(List<Activity> activities) {
        List<Activity> paced = activities.stream()
                .filter(each -> each.distance() != null && each.moving() != null)
                .toList();
        BigDecimal time = new BigDecimal(sum(paced, Activity::moving));
        return time.signum() == 0
                ? null
                : Long.valueOf(new BigDecimal(sum(paced, Activity::distance))
                        .multiply(BigDecimal.valueOf(1_000_000))
                        .divide(time, 0, RoundingMode.HALF_EVEN)
                        .min(BigDecimal.valueOf(999_999_999_999_999_999L))
                        .longValueExact());
    }

    private static @Nullable Long heartRate(List<Activity> activities) {
        BigDecimal beats = BigDecimal.ZERO;
        BigDecimal weights = BigDecimal.ZERO;
        for (Activity each : activities) {
            Long weight = each.moving() != null ? each.moving() : each.elapsed();
            if (each.heartRate() != null && weight != null) {
                BigDecimal millis =
                        BigDecimal.valueOf(weight).divide(BigDecimal.valueOf(1000), 0, RoundingMode.HALF_EVEN);
                beats = beats.add(millis.multiply(BigDecimal.valueOf(each.heartRate())));
                weights = weights.add(millis);
            }
        }
        return weights.signum() == 0
                ? null
                : Long.valueOf(beats.divide(weights, 0, RoundingMode.HALF_EVEN).longValueExact());
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

    private static Map<Long, Integer> histogram(List<Activity> activities, Function<Activity, @Nullable Long> value) {
        Map<Long, Integer> counts = new TreeMap<>();
        activities.stream()
                .map(value)
                .filter(Objects::nonNull)
                .forEach(each -> counts.merge(ValueBuckets.bound(ValueBuckets.number(each)), 1, Integer::sum));
        return counts;
    }
}
