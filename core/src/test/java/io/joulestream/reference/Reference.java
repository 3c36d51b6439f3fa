package io.joulestream.reference;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One series by the words of SEMANTICS: events in the order of its log go in, and all readings and rows are there to
 * be asked for at any time. Nothing is kept but the definition, the readings and the meter events; rows are computed anew by
 * each call. Not thread-safe.
 */
public final class Reference {
    /** A field whose text is a record that is no JSON object; an event that has it stands for that record. */
    public static final String UNPARSABLE = "#unparsable";

    private static final BigInteger EARLIEST =
            BigInteger.valueOf(Instant.parse("1990-01-01T00:00:00Z").toEpochMilli());
    private static final long DAY = 86_400_000;
    private static final Pattern RFC_3339 =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2})[Tt](\\d{2}:\\d{2}:\\d{2})(\\.\\d+)?([Zz]|[+-]\\d{2}:\\d{2})");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,9})?");
    private static final Pattern NOT_FINITE = Pattern.compile("(?i)[+-]?(nan|inf|infinity)");
    private static final Map<String, Integer> LEVELS =
            Map.of("exhausted", 1, "very low", 2, "low", 3, "medium", 6, "high", 8, "very high", 9, "peak", 10);

    private final ZoneId defaultZone;
    private final TreeMap<Long, BigInteger> readings = new TreeMap<>();
    private final TreeMap<Long, ReferenceMeterEvent> meterEvents = new TreeMap<>();
    private @Nullable ReferenceDefinition definition;

    /** @param defaultZone the job's, for a definition that names none (rule 9) */
    public Reference(ZoneId defaultZone) {
        this.defaultZone = defaultZone;
    }

    /**
     * Applies the next event of the series' log.
     *
     * @param event the fields of the topic {@code readings} (API.md)
     * @param receivedMillis when the log received it
     * @return how the record ended (rule 10), for example {@code replaced} or {@code dead_letter:unit_unknown}
     */
    public String apply(Map<String, Object> event, long receivedMillis) {
        try {
            if (event.containsKey(UNPARSABLE)) {
                throw new RefusedEvent("record_unparsable");
            }
            var op = event.getOrDefault("op", "reading");
            return switch (op instanceof String text ? text : "") {
                case "reading" -> reading(event, receivedMillis);
                case "delete" -> delete(event, receivedMillis);
                case "series" -> series(event);
                case "series-delete" -> seriesDelete();
                case "meter" -> meter(event, receivedMillis);
                case "meter-delete" -> meterDelete(event, receivedMillis);
                default -> throw new RefusedEvent("op_unknown");
            };
        } catch (RefusedEvent e) {
            return "dead_letter:" + e.reason();
        }
    }

    /** All readings by time, in the canonical unit, with six decimals. */
    public SortedMap<Long, BigDecimal> readings() {
        var decimals = new TreeMap<Long, BigDecimal>();
        readings.forEach((t, micros) -> decimals.put(t, new BigDecimal(micros, 6)));
        return decimals;
    }

    /** All meter events by time; closing and opening values of swaps in the canonical unit. */
    public SortedMap<Long, ReferenceMeterEvent> meterEvents() {
        return Collections.unmodifiableSortedMap(meterEvents);
    }

    /** All rows of all periods, from all readings, all meter events and the latest definition. */
    public SortedMap<WindowKey, ReferenceRow> rows() {
        return definition == null ? Collections.emptySortedMap() : ReferenceRows.of(definition, readings, meterEvents);
    }

    /** All rows of months, in both modes, from the same (rules 22 to 24). */
    public SortedMap<MonthKey, ReferenceMonth> months() {
        return definition == null
                ? Collections.emptySortedMap()
                : ReferenceMonths.of(definition, readings, meterEvents);
    }

    /** Rule 26: the values of each day that has any, by its start. */
    public SortedMap<Long, ReferenceDistribution> distributions() {
        return definition == null
                ? Collections.emptySortedMap()
                : new ReferenceDays(definition, readings).distributions();
    }

    /** Rule 27: the completeness of each day that has a row, by its start. */
    public SortedMap<Long, ReferenceCompleteness> completeness() {
        return definition == null
                ? Collections.emptySortedMap()
                : new ReferenceDays(definition, readings).completeness(rows());
    }

    /** What decided pairs of readings other than the plain growth, by the time of the later reading. */
    public SortedMap<Long, ReferenceEvidence> evidence() {
        return definition == null
                ? Collections.emptySortedMap()
                : ReferenceSpans.evidence(definition, readings, meterEvents);
    }

    /** The definition's zone; the default one while there is no definition. */
    public ZoneId zone() {
        return definition == null ? defaultZone : definition.zone();
    }

    private String reading(Map<String, Object> event, long receivedMillis) throws RefusedEvent {
        long t = time(event.get("ts"), receivedMillis);
        var defined = definition == null ? definedBy(event) : definition;
        var micros = value(event, defined);
        definition = defined;
        var old = readings.put(t, micros);
        // Rule 7
        return old == null ? "accepted" : old.equals(micros) ? "duplicate" : "replaced";
    }

    /** Rule 9: "A reading of an undefined series defines it where it carries kind and unit". */
    private ReferenceDefinition definedBy(Map<String, Object> event) throws RefusedEvent {
        var kind = event.get("kind");
        var unit = event.get("unit");
        if (kind == null || unit == null) {
            throw new RefusedEvent("series_unknown");
        }
        var fields = new HashMap<String, Object>();
        fields.put("kind", kind);
        fields.put("unit", unit);
        return ReferenceDefinition.of(fields, defaultZone);
    }

    private String delete(Map<String, Object> event, long receivedMillis) throws RefusedEvent {
        long t = time(event.get("ts"), receivedMillis);
        return readings.remove(t) == null ? "nothing_to_delete" : "deleted";
    }

    /** Rule 12: "An event's identity is (tenant, series, timestamp, meter)"; duplicates and replacements by rule 7. */
    private String meter(Map<String, Object> event, long receivedMillis) throws RefusedEvent {
        long t = time(event.get("ts"), receivedMillis);
        if (definition == null) {
            throw new RefusedEvent("series_unknown");
        }
        var known = ReferenceMeterEvent.of(event, definition);
        var old = meterEvents.put(t, known);
        return old == null ? "meter_event" : old.equals(known) ? "duplicate" : "replaced";
    }

    private String meterDelete(Map<String, Object> event, long receivedMillis) throws RefusedEvent {
        long t = time(event.get("ts"), receivedMillis);
        return meterEvents.remove(t) == null ? "nothing_to_delete" : "deleted";
    }

    /** Rule 10: a definition replaces the former one whole, for the whole history; the readings stay as they are. */
    private String series(Map<String, Object> event) throws RefusedEvent {
        definition = ReferenceDefinition.of(event, defaultZone).replacing(definition);
        return "definition";
    }

    private String seriesDelete() {
        if (definition == null) {
            return "nothing_to_delete";
        }
        definition = null;
        readings.clear();
        meterEvents.clear();
        return "series_deleted";
    }

    /** Rule 3. */
    private static long time(@Nullable Object ts, long receivedMillis) throws RefusedEvent {
        var millis = millis(ts);
        var latest = BigInteger.valueOf(receivedMillis + DAY);
        if (millis.compareTo(EARLIEST) < 0 || millis.compareTo(latest) > 0) {
            throw new RefusedEvent("timestamp_out_of_range");
        }
        return millis.longValueExact();
    }

    private static BigInteger millis(@Nullable Object ts) throws RefusedEvent {
        if (ts instanceof Long || ts instanceof Integer || ts instanceof BigInteger) {
            return new BigInteger(ts.toString());
        }
        var text = RFC_3339.matcher(ts instanceof String string ? string : "");
        if (text.matches()) {
            try {
                var second = OffsetDateTime.parse(
                        text.group(1) + "T" + text.group(2) + text.group(4).toUpperCase(Locale.ROOT));
                // Whole milliseconds: further digits are cut off.
                var fraction = (text.group(3) == null ? "." : text.group(3)) + "000";
                return BigInteger.valueOf(second.toEpochSecond() * 1000 + Integer.parseInt(fraction.substring(1, 4)));
            } catch (DateTimeException e) {
                throw new RefusedEvent("timestamp_invalid");
            }
        }
        throw new RefusedEvent("timestamp_invalid");
    }

    /** Rules 1, 2, 11 and 17. */
    private static BigInteger value(Map<String, Object> event, ReferenceDefinition definition) throws RefusedEvent {
        var unit = event.get("unit") == null ? definition.unit() : ReferenceUnit.of(event.get("unit"));
        if (!unit.canonical().equals(definition.unit().canonical())) {
            throw new RefusedEvent("unit_mismatch");
        }
        var micros = unit.micros(number(event.get("value"), definition.levels()));
        if (definition.kind().equals("counter") && micros.signum() < 0) {
            throw new RefusedEvent("value_out_of_range");
        }
        var modulus = definition.modulus();
        if (definition.kind().equals("counter") && modulus != null && micros.compareTo(modulus) >= 0) {
            throw new RefusedEvent("value_out_of_range");
        }
        if (definition.levels() && !isLevel(micros)) {
            throw new RefusedEvent("level_invalid");
        }
        return micros;
    }

    private static BigDecimal number(@Nullable Object value, boolean levels) throws RefusedEvent {
        var text = value instanceof String || value instanceof Number ? value.toString() : "";
        if (NOT_FINITE.matcher(text).matches()) {
            throw new RefusedEvent("value_not_finite");
        }
        if (NUMBER.matcher(text).matches()) {
            return new BigDecimal(text);
        }
        var level = LEVELS.get(text);
        if (levels && level != null) {
            return BigDecimal.valueOf(level);
        }
        throw new RefusedEvent(levels && value instanceof String ? "level_invalid" : "value_invalid");
    }

    private static boolean isLevel(BigInteger micros) {
        for (long level = 1; level <= 10; level++) {
            if (micros.equals(BigInteger.valueOf(level * 1_000_000))) {
                return true;
            }
        }
        return false;
    }
}
