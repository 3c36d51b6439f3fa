package io.joulestream.reference;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A definition with its defaults filled in (rules 5, 9, 10, 11, 15, 16, 17 and "Defaults"). Spans of time in
 * milliseconds, modulus and maxRate in micro-units of the canonical unit.
 *
 * @param interval a delta's, as written: a fixed duration, P1D or P1M
 */
record ReferenceDefinition(
        String kind,
        ReferenceUnit unit,
        ZoneId zone,
        long maxGap,
        @Nullable Long expectedInterval,
        long horizon,
        @Nullable BigInteger modulus,
        @Nullable BigInteger maxRate,
        boolean signed,
        @Nullable String interval,
        boolean stampEnd,
        boolean linear,
        boolean levels) {

    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;

    static ReferenceDefinition of(Map<String, Object> fields, ZoneId defaultZone) throws RefusedEvent {
        var kind = oneOf(fields, "kind", List.of("counter", "delta", "gauge"), "");
        var unit = ReferenceUnit.of(fields.get("unit"));
        var expected = duration(fields, "expectedInterval");
        var gap = duration(fields, "maxGap");
        if (gap == null) {
            gap = kind.equals("counter")
                    ? Long.valueOf(35 * DAY)
                    : expected != null ? Long.valueOf(3 * expected) : HOUR;
        }
        var stamp = oneOf(fields, "stamp", List.of("start", "end"), "start");
        var hold = oneOf(fields, "hold", List.of("step", "linear"), "step");
        var levels = flag(fields, "levels");
        if (levels && !(kind.equals("gauge") && unit.canonical().equals("1"))) {
            throw invalid();
        }
        // Rule 16: for linear, maxGap is "itself at most P31D".
        if (kind.equals("gauge") && hold.equals("linear") && gap > 31 * DAY) {
            throw invalid();
        }
        return new ReferenceDefinition(
                kind,
                unit,
                zone(fields.get("zone"), defaultZone),
                gap,
                expected,
                horizon(fields),
                positive(fields, "modulus", unit),
                positive(fields, "maxRate", unit),
                flag(fields, "signed"),
                interval(fields, kind),
                stamp.equals("end"),
                hold.equals("linear"),
                levels);
    }

    /** The length of a delta's fixed interval; null where it is the local day or month (rule 15). */
    @Nullable
    Long fixedInterval() {
        return interval == null || interval.equals("P1D") || interval.equals("P1M")
                ? null
                : (Long) Duration.parse(interval).toMillis();
    }

    /** Rule 5: "1-minute windows exist only for series whose expected interval is 60 s or less". */
    boolean hasMinutes() {
        return expectedInterval != null && expectedInterval <= 60_000;
    }

    /** Rule 10: "a change of dimension is refused". */
    ReferenceDefinition replacing(@Nullable ReferenceDefinition old) throws RefusedEvent {
        if (old != null && !old.unit.canonical().equals(unit.canonical())) {
            throw invalid();
        }
        return this;
    }

    private static RefusedEvent invalid() {
        return new RefusedEvent("definition_invalid");
    }

    private static String oneOf(Map<String, Object> fields, String name, List<String> allowed, String otherwise)
            throws RefusedEvent {
        var value = fields.getOrDefault(name, otherwise);
        if (value instanceof String text && allowed.contains(text)) {
            return text;
        }
        throw invalid();
    }

    private static boolean flag(Map<String, Object> fields, String name) throws RefusedEvent {
        if (fields.getOrDefault(name, false) instanceof Boolean flag) {
            return flag;
        }
        throw invalid();
    }

    private static @Nullable String interval(Map<String, Object> fields, String kind) throws RefusedEvent {
        var value = fields.get("interval");
        if (value == null) {
            if (kind.equals("delta")) {
                throw invalid();
            }
            return null;
        }
        if (!value.equals("P1M")) {
            duration(fields, "interval");
        }
        return (String) value;
    }

    /** "Durations are exact (P1D = 24 h)" */
    private static @Nullable Long duration(Map<String, Object> fields, String name) throws RefusedEvent {
        var value = fields.get(name);
        if (value == null) {
            return null;
        }
        try {
            if (value instanceof String text && Duration.parse(text).toMillis() > 0) {
                return Duration.parse(text).toMillis();
            }
        } catch (DateTimeParseException | ArithmeticException e) {
            throw invalid();
        }
        throw invalid();
    }

    /** "horizon P31D"; unlike the others it may be nothing. */
    private static long horizon(Map<String, Object> fields) throws RefusedEvent {
        if ("PT0S".equals(fields.get("horizon"))) {
            return 0;
        }
        var horizon = duration(fields, "horizon");
        return horizon == null ? 31 * DAY : horizon;
    }

    private static ZoneId zone(@Nullable Object value, ZoneId defaultZone) throws RefusedEvent {
        if (value == null) {
            return defaultZone;
        }
        if (value instanceof String id && ZoneId.getAvailableZoneIds().contains(id)) {
            return ZoneId.of(id);
        }
        throw invalid();
    }

    /** Modulus and maxRate are values of the definition's unit, and so fixed point like any value (rule 1). */
    private static @Nullable BigInteger positive(Map<String, Object> fields, String name, ReferenceUnit unit)
            throws RefusedEvent {
        var value = fields.get(name);
        if (value == null) {
            return null;
        }
        try {
            var micros = unit.micros(new BigDecimal(String.valueOf(value)));
            if (micros.signum() > 0) {
                return micros;
            }
        } catch (NumberFormatException | RefusedEvent e) {
            throw invalid();
        }
        throw invalid();
    }
}
