package io.joulestream.local;

import io.joulestream.reference.Reference;
import io.joulestream.reference.ReferenceRow;
import io.joulestream.reference.WindowKey;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares every reading, and every row and field of every period, that the endpoint tells of with the reference. */
final class PointsComparer {
    private static final Map<String, Long> LENGTHS =
            Map.of("PT1M", 60_000L, "PT15M", 900_000L, "PT1H", 3_600_000L, "P1D", 86_400_000L, "P1M", 28 * 86_400_000L);
    /** Below the limit of 100,000 points, and some hours are short. */
    private static final int PAGE = 90_000;

    private static final long EARLIEST = Instant.parse("1989-01-01T00:00:00Z").toEpochMilli();
    private static final long LATEST = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();
    private static final long BEYOND = 32 * 86_400_000L;
    private static final int SHOWN = 10;

    private final ReadingsClient client;
    private final String series;
    private final Reference reference;

    PointsComparer(URI baseUrl, String series, Reference reference) {
        this.client = new ReadingsClient(baseUrl, series);
        this.series = series;
        this.reference = reference;
    }

    /** Fails with the first ten differences where there is any. */
    void assertSame() {
        var differences = differences();
        if (!differences.isEmpty()) {
            throw new AssertionError("%s: %d differences, the first of them%n  %s"
                    .formatted(
                            series,
                            differences.size(),
                            String.join(
                                    System.lineSeparator() + "  ",
                                    differences.subList(0, Math.min(SHOWN, differences.size())))));
        }
    }

    /** One line for each reading, row or field that differs. */
    List<String> differences() {
        var expected = new TreeMap<String, SortedMap<Long, Map<String, @Nullable Object>>>();
        WindowKey.PERIODS.forEach(period -> expected.put(period, new TreeMap<>()));
        expected.put("raw", new TreeMap<>());
        reference.rows().forEach((key, row) -> Objects.requireNonNull(expected.get(key.period()))
                .put(key.start(), fields(row)));
        reference.readings().forEach((t, value) -> {
            var fields = new LinkedHashMap<String, @Nullable Object>();
            fields.put("value", value);
            Objects.requireNonNull(expected.get("raw")).put(t, fields);
        });
        var differences = new ArrayList<String>();
        expected.forEach((period, rows) -> compare(period, rows, actual(period, rows), differences));
        return differences;
    }

    private static Map<String, @Nullable Object> fields(ReferenceRow row) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("end", row.end());
        fields.put("total", row.total());
        fields.put("mean", row.mean());
        fields.put("min", row.min());
        fields.put("max", row.max());
        fields.put("first", row.first());
        fields.put("first_ts", row.firstTs());
        fields.put("last", row.last());
        fields.put("last_ts", row.lastTs());
        fields.put("sum", row.sum());
        fields.put("count", row.count());
        fields.put("measured_ms", row.measuredMs());
        fields.put("interpolated_ms", row.interpolatedMs());
        fields.put("quality", row.quality());
        return fields;
    }

    /** All that the endpoint has of a period, page by page, beyond both ends of what is expected. */
    private SortedMap<Long, Map<String, @Nullable Object>> actual(
            String period, SortedMap<Long, Map<String, @Nullable Object>> expected) {
        var rows = new TreeMap<Long, Map<String, @Nullable Object>>();
        var all = reference.readings();
        if (all.isEmpty()) {
            addPage(client.points(period, EARLIEST, LATEST), period.equals("raw") ? "ts" : "start", rows);
            return rows;
        }
        // A delta's span can lie before its reading: the rows tell, too.
        long from = Math.min(all.firstKey(), expected.isEmpty() ? Long.MAX_VALUE : expected.firstKey()) - BEYOND;
        long to = Math.max(all.lastKey(), expected.isEmpty() ? Long.MIN_VALUE : expected.lastKey()) + BEYOND;
        var cuts = new TreeSet<Long>(List.of(from, to));
        if (period.equals("raw")) {
            var times = List.copyOf(all.keySet());
            for (int i = PAGE; i < times.size(); i += PAGE) {
                cuts.add(times.get(i));
            }
        } else {
            long step = PAGE * Objects.requireNonNull(LENGTHS.get(period));
            for (long cut = from + step; cut < to; cut += step) {
                cuts.add(cut);
            }
        }
        for (long cut : cuts) {
            var next = cuts.higher(cut);
            if (next != null) {
                addPage(client.points(period, cut, next), period.equals("raw") ? "ts" : "start", rows);
            }
        }
        return rows;
    }

    /** Columns to rows. */
    private static void addPage(
            Map<String, Object> columns, String key, SortedMap<Long, Map<String, @Nullable Object>> rows) {
        var keys = column(columns, key);
        for (int i = 0; i < keys.size(); i++) {
            var fields = new LinkedHashMap<String, @Nullable Object>();
            for (var name : columns.keySet()) {
                if (columns.get(name) instanceof List<?> column) {
                    if (column.size() != keys.size()) {
                        throw new AssertionError(name + " has " + column.size() + " of " + keys.size() + " elements");
                    }
                    fields.put(name, column.get(i));
                }
            }
            if (rows.put((Long) Objects.requireNonNull(keys.get(i)), fields) != null) {
                throw new AssertionError(keys.get(i) + " came twice");
            }
        }
    }

    private static List<?> column(Map<String, Object> columns, String name) {
        if (columns.get(name) instanceof List<?> column) {
            return column;
        }
        throw new AssertionError("no column " + name + " but " + columns.keySet());
    }

    private static void compare(
            String period,
            SortedMap<Long, Map<String, @Nullable Object>> expected,
            SortedMap<Long, Map<String, @Nullable Object>> actual,
            List<String> differences) {
        var starts = new TreeSet<>(expected.keySet());
        starts.addAll(actual.keySet());
        for (long start : starts) {
            var at = period + " " + Instant.ofEpochMilli(start);
            var want = expected.get(start);
            var got = actual.get(start);
            if (want == null) {
                differences.add(at + ": expected nothing, was " + got);
            } else if (got == null) {
                differences.add(at + ": was missing, expected " + want);
            } else {
                want.forEach((name, value) -> {
                    if (!same(value, got.get(name))) {
                        differences.add(at + " " + name + ": expected " + value + ", was " + got.get(name));
                    }
                });
            }
        }
    }

    private static boolean same(@Nullable Object expected, @Nullable Object actual) {
        if (expected instanceof Number && actual instanceof Number) {
            return new BigDecimal(expected.toString()).compareTo(new BigDecimal(actual.toString())) == 0;
        }
        return Objects.equals(expected, actual);
    }
}
