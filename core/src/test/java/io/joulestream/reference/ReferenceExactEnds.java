package io.joulestream.reference;

import io.joulestream.reference.ReferenceMonths.End;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rule 22. */
final class ReferenceExactEnds {
    private static final long SEVEN_DAYS = 7 * 86_400_000L;

    private final ReferenceDefinition definition;
    private final TreeMap<Long, BigInteger> readings;
    private final List<ReferenceSpan> spans;
    /** H after each reading. */
    private final SortedMap<Long, BigInteger> high = new TreeMap<>();

    ReferenceExactEnds(
            ReferenceDefinition definition,
            SortedMap<Long, BigInteger> readings,
            SortedMap<Long, ReferenceMeterEvent> meterEvents) {
        this.definition = definition;
        this.readings = new TreeMap<>(readings);
        this.spans = ReferenceSpans.counter(definition, readings, meterEvents, new TreeMap<>(), high);
    }

    @Nullable
    End at(long boundary) {
        long first = readings.firstKey();
        long last = readings.lastKey();
        if (readings.containsKey(boundary)) {
            return End.of("measured", boundary, value(boundary), counted(boundary));
        }
        if (boundary < first) {
            return first - boundary <= definition.horizon() ? beforeFirst(boundary, first, last) : null;
        }
        if (boundary > last) {
            return boundary - last <= definition.horizon() ? afterLast(boundary, first, last) : null;
        }
        long a = readings.lowerKey(boundary);
        long b = readings.higherKey(boundary);
        // "H(a) + what rules 11-13 give from ta to the boundary"
        var start = definition.signed() ? value(a) : Objects.requireNonNull(high.get(a));
        var value = start.add(counted(boundary).subtract(counted(a)));
        return new End("interpolated", value, counted(boundary), a, value(a), b, value(b));
    }

    /** "r = the newest reading at least 7 days before z, else the first one" */
    private @Nullable End afterLast(long boundary, long first, long z) {
        var week = readings.floorKey(z - SEVEN_DAYS);
        long r = week == null ? first : week;
        if (r == z) {
            return null; // "with a single reading: missing"
        }
        var growth = counted(z).subtract(counted(r)).multiply(BigInteger.valueOf(boundary - z));
        var rounded = HalfEven.divide(growth, z - r);
        return new End("extrapolated", value(z).add(rounded), counted(z).add(rounded), r, value(r), z, value(z));
    }

    /** "r = the oldest reading at least 7 days after a, else the last one; never below zero" */
    private @Nullable End beforeFirst(long boundary, long a, long last) {
        var week = readings.ceilingKey(a + SEVEN_DAYS);
        long r = week == null ? last : week;
        if (r == a) {
            return null;
        }
        var growth = counted(r).subtract(counted(a)).multiply(BigInteger.valueOf(a - boundary));
        var value = value(a).subtract(HalfEven.divide(growth, r - a)).max(BigInteger.ZERO);
        // What is counted is as much as the register grows.
        return new End("extrapolated", value, value.subtract(value(a)), a, value(a), r, value(r));
    }

    /** C(t): "the sum of all increments up to t" */
    private BigInteger counted(long t) {
        return spans.stream()
                .filter(span -> span.from() < t)
                .map(span -> span.amount(span.from(), t))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private BigInteger value(long t) {
        return Objects.requireNonNull(readings.get(t));
    }
}
