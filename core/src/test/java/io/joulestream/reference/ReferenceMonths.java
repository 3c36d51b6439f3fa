package io.joulestream.reference;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rules 22 to 24: the rows of a counter's months, in both modes. */
final class ReferenceMonths {
    /** From the best to the worst. */
    static final List<String> METHODS = List.of("measured", "actual", "interpolated", "extrapolated", "missing");

    /** The table holds months that a date of two bytes holds. */
    private static final YearMonth FIRST = YearMonth.of(1970, 1);

    private static final YearMonth LAST = YearMonth.of(2149, 12);

    /**
     * The register at the end of a month.
     *
     * @param counted C there, continued beyond the ends; null in mode compat
     */
    record End(
            String method,
            BigInteger value,
            @Nullable BigInteger counted,
            long leftTs,
            BigInteger left,
            long rightTs,
            BigInteger right) {
        static End of(String method, long t, BigInteger value, @Nullable BigInteger counted) {
            return new End(method, value, counted, t, value, t, value);
        }
    }

    private ReferenceMonths() {}

    static SortedMap<MonthKey, ReferenceMonth> of(
            ReferenceDefinition definition,
            SortedMap<Long, BigInteger> readings,
            SortedMap<Long, ReferenceMeterEvent> meterEvents) {
        var rows = new TreeMap<MonthKey, ReferenceMonth>();
        if (definition.kind().equals("counter") && !readings.isEmpty()) {
            exact(definition, readings, meterEvents, rows);
            compat(definition.zone(), readings, rows);
        }
        return rows;
    }

    private static void exact(
            ReferenceDefinition definition,
            SortedMap<Long, BigInteger> readings,
            SortedMap<Long, ReferenceMeterEvent> meterEvents,
            SortedMap<MonthKey, ReferenceMonth> rows) {
        var zone = definition.zone();
        var ends = new ReferenceExactEnds(definition, readings, meterEvents);
        var last = month(zone, readings.lastKey() + definition.horizon()).plusMonths(1);
        for (var month = month(zone, readings.firstKey() - definition.horizon()).minusMonths(2);
                !month.isAfter(last);
                month = month.plusMonths(1)) {
            var end = ends.at(boundary(zone, month));
            var before = ends.at(boundary(zone, month.minusMonths(1)));
            if (end != null) {
                // Rule 23: "the growth of C between its two boundaries"
                var grown = before == null ? null : counted(end).subtract(counted(before));
                put(rows, "exact", zone, month, end, grown, worse(end, before));
            }
        }
    }

    /** Beyond the first extrapolated month on either side its line goes on: those months have no row in the table. */
    private static void compat(
            ZoneId zone, SortedMap<Long, BigInteger> readings, SortedMap<MonthKey, ReferenceMonth> rows) {
        var ends = new ReferenceCompatEnds(zone, readings);
        var first = month(zone, readings.firstKey());
        var last = month(zone, readings.lastKey());
        for (var month = first; month.isBefore(last); month = month.plusMonths(1)) {
            compat(ends, zone, month, rows);
        }
        for (var month = last; compat(ends, zone, month, rows); ) {
            month = month.plusMonths(1);
        }
        for (var month = first.minusMonths(1); compat(ends, zone, month, rows); ) {
            month = month.minusMonths(1);
        }
    }

    /** @return whether the month's own end is a reading near it */
    private static boolean compat(
            ReferenceCompatEnds ends, ZoneId zone, YearMonth month, SortedMap<MonthKey, ReferenceMonth> rows) {
        var end = ends.at(month);
        if (end == null) {
            return false;
        }
        var from = ends.at(month.minusMonths(1));
        var to = end;
        if (from == null && month.getMonthValue() == 12) {
            // "for a December whose November is null, the next January's end reading minus December's"
            from = end;
            to = ends.at(month.plusMonths(1));
        }
        var consumption = from == null || to == null ? null : to.value().subtract(from.value());
        put(rows, "compat", zone, month, end, consumption, worse(from, to));
        return end.method().equals("actual");
    }

    private static void put(
            SortedMap<MonthKey, ReferenceMonth> rows,
            String mode,
            ZoneId zone,
            YearMonth month,
            End end,
            @Nullable BigInteger consumption,
            String quality) {
        if (month.isBefore(FIRST) || month.isAfter(LAST)) {
            return;
        }
        rows.put(
                new MonthKey(mode, month),
                new ReferenceMonth(
                        boundary(zone, month),
                        end.method(),
                        new BigDecimal(end.value(), 6),
                        end.leftTs(),
                        new BigDecimal(end.left(), 6),
                        end.rightTs(),
                        new BigDecimal(end.right(), 6),
                        ReferenceRows.decimal(consumption),
                        quality));
    }

    /** "Its quality is the worse of the two boundaries'" */
    private static String worse(@Nullable End one, @Nullable End other) {
        int first = METHODS.indexOf(one == null ? "missing" : one.method());
        int second = METHODS.indexOf(other == null ? "missing" : other.method());
        return METHODS.get(Math.max(first, second));
    }

    private static BigInteger counted(End end) {
        return Objects.requireNonNull(end.counted());
    }

    /** The first instant of the next month's first day. */
    static long boundary(ZoneId zone, YearMonth month) {
        return month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant().toEpochMilli();
    }

    private static YearMonth month(ZoneId zone, long t) {
        long start = new ReferenceCalendar(zone).month(t).start();
        return YearMonth.from(Instant.ofEpochMilli(start).atZone(zone));
    }
}
