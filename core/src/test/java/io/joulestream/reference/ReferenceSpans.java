package io.joulestream.reference;

import static java.util.stream.Collectors.joining;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rules 11, 12, 14, 15 and 16: all readings of a series, in time order, to the spans that they tell of. */
final class ReferenceSpans {
    private static final BigInteger NINE = BigInteger.valueOf(9);
    private static final BigInteger HOUR = BigInteger.valueOf(3_600_000);

    private ReferenceSpans() {}

    static List<ReferenceSpan> of(
            ReferenceDefinition definition,
            SortedMap<Long, BigInteger> readings,
            SortedMap<Long, ReferenceMeterEvent> meterEvents) {
        return switch (definition.kind()) {
            case "counter" -> counter(definition, readings, meterEvents, new TreeMap<>(), new TreeMap<>());
            case "delta" -> delta(definition, readings);
            default -> gauge(definition, readings);
        };
    }

    /** What decided each pair for which that was not "v >= H", by the time of its later reading. */
    static SortedMap<Long, ReferenceEvidence> evidence(
            ReferenceDefinition definition,
            SortedMap<Long, BigInteger> readings,
            SortedMap<Long, ReferenceMeterEvent> meterEvents) {
        var evidence = new TreeMap<Long, ReferenceEvidence>();
        if (definition.kind().equals("counter")) {
            counter(definition, readings, meterEvents, evidence, new TreeMap<>());
        }
        return evidence;
    }

    /** @param highs takes H after each reading; those of a signed counter mean nothing */
    static List<ReferenceSpan> counter(
            ReferenceDefinition definition,
            SortedMap<Long, BigInteger> readings,
            SortedMap<Long, ReferenceMeterEvent> meterEvents,
            SortedMap<Long, ReferenceEvidence> evidence,
            SortedMap<Long, BigInteger> highs) {
        var spans = new ArrayList<ReferenceSpan>();
        var modulus = definition.modulus();
        var times = List.copyOf(readings.keySet());
        if (times.isEmpty()) {
            return spans;
        }
        var high = value(readings, times.get(0)); // "the first reading sets H and counts nothing"
        highs.put(times.get(0), high);
        for (int i = 1; i < times.size(); i++) {
            long ta = times.get(i - 1);
            long tb = times.get(i);
            var v = value(readings, tb);
            BigInteger increment;
            var newHigh = v;
            var rule = "";
            var known = meterEvents.subMap(ta + 1, tb + 1); // "ta < t <= tb"
            if (!known.isEmpty()) {
                var mark = definition.signed() ? value(readings, ta) : high;
                var pieces = ReferencePieces.of(definition, ta, tb, mark, v, known);
                spans.addAll(pieces);
                var names = known.values().stream().map(ReferenceMeterEvent::event);
                var counted =
                        pieces.stream().map(piece -> piece.amount(ta, tb)).reduce(BigInteger.ZERO, BigInteger::add);
                evidence.put(tb, pair(ta, mark, value(readings, ta), v, "event", names.collect(joining(",")), counted));
                high = v; // "Then H = v."
                highs.put(tb, high);
                continue;
            }
            if (definition.signed()) {
                increment = v.subtract(value(readings, ta)); // "v - previous, ... without any of these guesses"
            } else {
                if (v.compareTo(high) >= 0) {
                    increment = v.subtract(high);
                } else if (modulus != null && isRollover(modulus, high, v)) {
                    increment = modulus.subtract(high).add(v); // M - H + v
                    rule = "rollover";
                } else if (v.multiply(BigInteger.TEN).compareTo(high.multiply(NINE)) >= 0) {
                    increment = BigInteger.ZERO; // dip: v >= 0.9 H, "H stays"
                    newHigh = high;
                    rule = "dip";
                } else {
                    increment = v; // reset
                    rule = "reset";
                }
                if (isImplausible(definition.maxRate(), increment, tb - ta)) {
                    evidence.put(tb, pair(ta, high, value(readings, ta), v, "implausible", "", BigInteger.ZERO));
                    high = v;
                    highs.put(tb, high);
                    continue; // "not counted, its span uncovered, H = v"
                }
            }
            if (!rule.isEmpty()) {
                evidence.put(tb, pair(ta, high, value(readings, ta), v, rule, "", increment));
            }
            high = newHigh;
            highs.put(tb, high);
            // Rule 14: further apart than maxGap counts as interpolated.
            boolean measured = tb - ta <= definition.maxGap();
            spans.add(ReferenceSpan.spread(ta, tb, tb - ta, measured, increment));
        }
        return spans;
    }

    private static ReferenceEvidence pair(
            long ta,
            BigInteger mark,
            BigInteger previous,
            BigInteger v,
            String rule,
            String events,
            BigInteger increment) {
        return new ReferenceEvidence(
                ta,
                new BigDecimal(mark, 6),
                new BigDecimal(previous, 6),
                new BigDecimal(v, 6),
                rule,
                events,
                new BigDecimal(increment, 6));
    }

    /** "v < H, a modulus M is declared, 0.9 M <= H and v <= 0.1 M" */
    private static boolean isRollover(BigInteger modulus, BigInteger high, BigInteger v) {
        return modulus.multiply(NINE).compareTo(high.multiply(BigInteger.TEN)) <= 0
                && v.multiply(BigInteger.TEN).compareTo(modulus) <= 0;
    }

    /** "An increment above maxRate (unit per hour) times the time between the two readings" */
    private static boolean isImplausible(@Nullable BigInteger maxRate, BigInteger increment, long millis) {
        return maxRate != null && increment.multiply(HOUR).compareTo(maxRate.multiply(BigInteger.valueOf(millis))) > 0;
    }

    private static List<ReferenceSpan> delta(ReferenceDefinition definition, SortedMap<Long, BigInteger> readings) {
        var spans = new ArrayList<ReferenceSpan>();
        readings.forEach((t, value) -> {
            var window = deltaSpan(definition, t);
            long length = window.end() - window.start();
            spans.add(ReferenceSpan.spread(window.start(), window.end(), length, true, value));
        });
        return spans;
    }

    /** Rule 15: the span of the delta reading at t. */
    static ReferenceCalendar.Window deltaSpan(ReferenceDefinition definition, long t) {
        var calendar = new ReferenceCalendar(definition.zone());
        var fixed = definition.fixedInterval();
        if (fixed != null) {
            return definition.stampEnd()
                    ? new ReferenceCalendar.Window(t - fixed, t)
                    : new ReferenceCalendar.Window(t, t + fixed);
        }
        long inside = definition.stampEnd() ? t - 1 : t;
        return calendar.window(String.valueOf(definition.interval()), inside);
    }

    private static List<ReferenceSpan> gauge(ReferenceDefinition definition, SortedMap<Long, BigInteger> readings) {
        var spans = new ArrayList<ReferenceSpan>();
        var times = List.copyOf(readings.keySet());
        for (int i = 1; i < times.size(); i++) { // "The last reading spans nothing yet."
            long ta = times.get(i - 1);
            long tb = times.get(i);
            var va = value(readings, ta);
            var vb = value(readings, tb);
            if (!definition.linear()) {
                // "spans the time to the next one, at most maxGap"; I(t) = v (t - ta), exact
                long to = Math.min(tb, Math.addExact(ta, definition.maxGap()));
                spans.add(ReferenceSpan.level(ta, to, t -> va.multiply(BigInteger.valueOf(t - ta))));
            } else if (tb - ta <= definition.maxGap()) {
                spans.add(ReferenceSpan.level(ta, tb, t -> straightLine(va, vb, t - ta, tb - ta)));
            }
        }
        return spans;
    }

    /** The integral over the first x ms of a line from va to vb over d ms: va x + (vb - va) x^2 / (2 d). */
    private static BigInteger straightLine(BigInteger va, BigInteger vb, long x, long d) {
        var bigX = BigInteger.valueOf(x);
        var twoD = BigInteger.valueOf(2 * d);
        var numerator = va.multiply(bigX)
                .multiply(twoD)
                .add(vb.subtract(va).multiply(bigX).multiply(bigX));
        return HalfEven.divide(numerator, twoD);
    }

    private static BigInteger value(SortedMap<Long, BigInteger> readings, long t) {
        return Objects.requireNonNull(readings.get(t));
    }
}
