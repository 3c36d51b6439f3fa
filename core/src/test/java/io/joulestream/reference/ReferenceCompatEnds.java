package io.joulestream.reference;

import io.joulestream.reference.ReferenceMonths.End;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rule 24, by looking at every reading. */
final class ReferenceCompatEnds {
    private final ZoneId zone;
    private final TreeMap<Long, BigInteger> readings;

    ReferenceCompatEnds(ZoneId zone, SortedMap<Long, BigInteger> readings) {
        this.zone = zone;
        this.readings = new TreeMap<>(readings);
    }

    @Nullable
    End at(YearMonth month) {
        // "boundary = last millisecond of the month in the series' zone"
        long boundary = ReferenceMonths.boundary(zone, month) - 1;
        Long nearest = null;
        long least = 4;
        for (long t : readings.keySet()) {
            long days = Math.abs(ChronoUnit.DAYS.between(local(t), local(boundary)));
            if (days <= 3 && days <= least) { // "equal distance: the later reading"
                nearest = t;
                least = days;
            }
        }
        if (nearest != null) {
            return End.of("actual", nearest, value(nearest), null);
        }
        var before = readings.floorKey(boundary);
        var after = readings.ceilingKey(boundary);
        if (before != null && after != null) {
            return line("interpolated", boundary, before, after);
        }
        if (before != null) {
            var second = readings.lowerKey(before);
            return second == null ? null : line("extrapolated", boundary, second, before);
        }
        var second = after == null ? null : readings.higherKey(after);
        return after == null || second == null ? null : line("extrapolated", boundary, after, second);
    }

    private End line(String method, long boundary, long left, long right) {
        var rise = value(right).subtract(value(left)).multiply(BigInteger.valueOf(boundary - left));
        var value = value(left).add(HalfEven.divide(rise, right - left));
        return new End(method, value, null, left, value(left), right, value(right));
    }

    private LocalDateTime local(long t) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(t), zone);
    }

    private BigInteger value(long t) {
        return readings.getOrDefault(t, BigInteger.ZERO);
    }
}
