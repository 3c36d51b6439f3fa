package io.joulestream.reference;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rules 26 and 27: all readings of a series to what is told of each of its local days. */
final class ReferenceDays {
    private static final BigInteger BUCKETS = BigInteger.valueOf(256);

    private final ReferenceDefinition definition;
    private final SortedMap<Long, BigInteger> readings;
    private final ReferenceCalendar calendar;

    ReferenceDays(ReferenceDefinition definition, SortedMap<Long, BigInteger> readings) {
        this.definition = definition;
        this.readings = readings;
        this.calendar = new ReferenceCalendar(definition.zone());
    }

    /** Rule 26, by the start of the day; days without any value are not there. */
    SortedMap<Long, ReferenceDistribution> distributions() {
        var days = new TreeMap<Long, ReferenceDistribution>();
        if (definition.kind().equals("counter")) {
            return days;
        }
        readings.forEach((t, value) -> day(days, belongsTo(t)).add(bucket(value), 1, 0));
        if (definition.kind().equals("gauge")) {
            held(days);
        }
        return days;
    }

    /** "A gauge's covered time counts in the bucket of the value held (linear: the span's mean)" */
    private void held(SortedMap<Long, ReferenceDistribution> days) {
        var times = List.copyOf(readings.keySet());
        for (int i = 1; i < times.size(); i++) {
            long from = times.get(i - 1);
            long to = times.get(i);
            var value = value(from);
            if (definition.linear()) {
                if (to - from > definition.maxGap()) {
                    continue;
                }
                value = HalfEven.divide(value.add(value(to)), 2);
            } else {
                to = Math.min(to, from + definition.maxGap());
            }
            for (long t = from; t < to; t = calendar.day(t).end()) {
                day(days, t).add(bucket(value), 0, Math.min(to, calendar.day(t).end()) - t);
            }
        }
    }

    private ReferenceDistribution day(SortedMap<Long, ReferenceDistribution> days, long t) {
        var day = calendar.day(t);
        return days.computeIfAbsent(day.start(), start -> new ReferenceDistribution(day.end()));
    }

    /** "x itself below 256, else its leading one and the next 7 bits ...; negatives mirrored" */
    static long bucket(BigInteger value) {
        var magnitude = value.abs();
        var lower = magnitude;
        if (magnitude.compareTo(BUCKETS) >= 0) {
            int shift = magnitude.bitLength() - 1 - 7;
            lower = magnitude.shiftRight(shift).shiftLeft(shift);
        }
        return value.signum() * lower.longValueExact();
    }

    /** Rule 27, by the start of the day: a row for each day that has one of rule 18. */
    SortedMap<Long, ReferenceCompleteness> completeness(SortedMap<WindowKey, ReferenceRow> rows) {
        var days = new TreeMap<Long, ReferenceCompleteness>();
        var interval = definition.expectedInterval();
        if (interval != null) {
            rows.forEach((key, row) -> {
                if (key.period().equals("P1D")) {
                    days.put(key.start(), completeness(interval, key.start(), row));
                }
            });
        }
        return days;
    }

    private ReferenceCompleteness completeness(long interval, long start, ReferenceRow row) {
        var positions = new ArrayList<Long>();
        for (long t : readings.keySet()) {
            if (belongsTo(t) >= start && belongsTo(t) < row.end()) {
                positions.add(belongsTo(t));
            }
        }
        long end = Math.min(row.end(), countedEnd(start, row.end()));
        long longest = 0;
        long previous = start;
        for (long position : positions) {
            longest = Math.max(longest, position - previous);
            previous = position;
        }
        longest = Math.max(longest, end - previous);
        return new ReferenceCompleteness(
                row.end(), end - start, (end - start) / interval, positions.size(), longest, row.measuredMs());
    }

    /** "the running day: up to its last reading"; a delta's tells of its span. */
    private long countedEnd(long start, long end) {
        long last = readings.lastKey();
        if (belongsTo(last) < start || belongsTo(last) >= end) {
            return end;
        }
        return definition.kind().equals("delta")
                ? ReferenceSpans.deltaSpan(definition, last).end()
                : last;
    }

    /** Rule 15: a delta's reading belongs to the window in which its span starts. */
    private long belongsTo(long t) {
        return definition.kind().equals("delta")
                ? ReferenceSpans.deltaSpan(definition, t).start()
                : t;
    }

    private BigInteger value(long t) {
        @Nullable BigInteger value = readings.get(t);
        if (value == null) {
            throw new IllegalArgumentException("no reading at " + t);
        }
        return value;
    }
}
