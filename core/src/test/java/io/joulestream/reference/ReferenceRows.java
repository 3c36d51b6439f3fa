package io.joulestream.reference;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rules 18 and 19: readings and spans to the rows of all windows that they touch. */
final class ReferenceRows {
    /** What touches one window: nothing is summed before everything is known. */
    private static final class Touching {
        final List<Long> times = new ArrayList<>();
        final List<BigInteger> values = new ArrayList<>();
        final List<ReferenceSpan> spans = new ArrayList<>();
    }

    private ReferenceRows() {}

    static SortedMap<WindowKey, ReferenceRow> of(
            ReferenceDefinition definition,
            SortedMap<Long, BigInteger> readings,
            SortedMap<Long, ReferenceMeterEvent> meterEvents) {
        var rows = new TreeMap<WindowKey, ReferenceRow>();
        var spans = ReferenceSpans.of(definition, readings, meterEvents);
        for (var period : WindowKey.PERIODS) {
            if (!period.equals("PT1M") || definition.hasMinutes()) {
                rows(period, definition, readings, spans, rows);
            }
        }
        return rows;
    }

    private static void rows(
            String period,
            ReferenceDefinition definition,
            SortedMap<Long, BigInteger> readings,
            List<ReferenceSpan> spans,
            SortedMap<WindowKey, ReferenceRow> rows) {
        var calendar = new ReferenceCalendar(definition.zone());
        var touched = new TreeMap<ReferenceCalendar.Window, Touching>(
                Comparator.comparingLong(ReferenceCalendar.Window::start));
        readings.forEach((t, value) -> {
            // Rule 15: a delta's reading belongs to the window in which its span starts.
            boolean delta = definition.kind().equals("delta");
            long belongsTo = delta ? ReferenceSpans.deltaSpan(definition, t).start() : t;
            var touching = touched.computeIfAbsent(calendar.window(period, belongsTo), w -> new Touching());
            touching.times.add(t);
            touching.values.add(value);
        });
        for (var span : spans) {
            if (span.contributesTo(period)) {
                var window = calendar.window(period, span.from());
                while (window.start() < span.to()) {
                    touched.computeIfAbsent(window, w -> new Touching()).spans.add(span);
                    window = calendar.window(period, window.end());
                }
            }
        }
        touched.forEach((window, touching) ->
                rows.put(new WindowKey(period, window.start()), row(definition, window, touching)));
    }

    private static ReferenceRow row(
            ReferenceDefinition definition, ReferenceCalendar.Window window, Touching touching) {
        long start = window.start();
        long end = window.end();
        var total = BigInteger.ZERO;
        var area = BigInteger.ZERO;
        for (var span : touching.spans) {
            total = total.add(span.amount(start, end));
            area = area.add(span.area(start, end));
        }
        long measured = covered(window, touching.spans, true);
        long interpolated = covered(window, touching.spans, false);
        boolean gauge = definition.kind().equals("gauge");
        boolean hasTotal = !gauge || definition.unit().canonical().equals("W");
        boolean hasMean = gauge && measured > 0;
        int last = touching.times.size() - 1; // in time order, as the readings are
        boolean read = last >= 0;
        return new ReferenceRow(
                end,
                touching.times.size(),
                read ? touching.times.get(0) : null,
                read ? decimal(touching.values.get(0)) : null,
                read ? touching.times.get(last) : null,
                read ? decimal(touching.values.get(last)) : null,
                touching.values.stream()
                        .min(Comparator.naturalOrder())
                        .map(ReferenceRows::decimal)
                        .orElse(null),
                touching.values.stream()
                        .max(Comparator.naturalOrder())
                        .map(ReferenceRows::decimal)
                        .orElse(null),
                touching.values.stream()
                        .reduce(BigInteger::add)
                        .map(ReferenceRows::decimal)
                        .orElse(null),
                hasTotal ? decimal(total) : null,
                hasMean ? decimal(HalfEven.divide(area, measured)) : null,
                measured,
                interpolated,
                quality(end - start, measured, interpolated));
    }

    /** Rule 15: the length of the union; for counters and gauges, whose spans never overlap, their sum. */
    private static long covered(ReferenceCalendar.Window window, List<ReferenceSpan> spans, boolean measured) {
        var sorted = spans.stream()
                .filter(span -> span.measured() == measured)
                .sorted(Comparator.comparingLong(ReferenceSpan::from))
                .toList();
        long length = 0;
        long upTo = window.start();
        for (var span : sorted) {
            long from = Math.max(span.from(), upTo);
            long to = Math.min(span.to(), window.end());
            if (to > from) {
                length += to - from;
                upTo = to;
            }
        }
        return length;
    }

    /** Rule 19. */
    private static String quality(long length, long measured, long interpolated) {
        if (measured + interpolated < length) {
            return "partial";
        }
        return interpolated > 0 ? "interpolated" : "measured";
    }

    static @Nullable BigDecimal decimal(@Nullable BigInteger micros) {
        return micros == null ? null : new BigDecimal(micros, 6);
    }
}
