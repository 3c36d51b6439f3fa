package io.joulestream.core.series;

import io.joulestream.core.input.Fields;
import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import io.joulestream.core.input.Timestamps;
import io.joulestream.core.quantity.Micros;
import io.joulestream.core.quantity.Unit;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event of a series' log (SEMANTICS 6), valid as far as that can be known without the series' definition; the rest
 * is {@link SeriesDefinition#microsOf}. Texts that were not sent are empty.
 *
 * <p>A value is rounded once, when its unit is known; so a reading carries it in one of three ways:
 * <ul>
 *   <li>sent with a unit: {@code micros}, final, and the number as sent beside it;
 *   <li>sent without: {@code unscaled * 10^-scale}, or, where its digits fit no long, the decimal {@code text};
 *       {@code micros} is {@link Micros#OUT_OF_RANGE} until {@link #microsIn} says it;
 *   <li>sent as a word: {@code level}, with the word in {@code text} and the level in {@code micros}; a word that names
 *       no level has {@link Micros#OUT_OF_RANGE}, and which refusal it gets depends on the definition.
 * </ul>
 *
 * @param tsMillis of a reading, a meter event or a delete; otherwise 0
 * @param definition of op SERIES only
 * @param meter of op METER only; {@code unit} is then that of its values
 */
public record SeriesEvent(
        Op op,
        long tsMillis,
        long micros,
        @Nullable Unit unit,
        @Nullable Kind kind,
        boolean level,
        String note,
        String source,
        String batch,
        @Nullable SeriesDefinition definition,
        long unscaled,
        int scale,
        String text,
        @Nullable SentMeterEvent meter) {
    private static final int LONGEST_NOTE = 10_000;
    private static final int LONGEST_SOURCE = 200;

    /** What an event does to its series. */
    public enum Op {
        READING,
        DELETE,
        SERIES,
        SERIES_DELETE,
        METER,
        METER_DELETE;

        /** The name on the wire; a reading may go without. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public SeriesEvent {
        if ((definition != null) != (op == Op.SERIES)) {
            throw new IllegalArgumentException(op + " with definition " + definition);
        }
        if ((meter != null) != (op == Op.METER)) {
            throw new IllegalArgumentException(op + " with meter event " + meter);
        }
    }

    /** A reading of {@code unscaled * 10^-scale}, without texts: what a fast decoder makes of the common record. */
    public static SeriesEvent reading(long tsMillis, long unscaled, int scale, @Nullable Unit unit) throws Rejection {
        SentValue value = SentValue.ofScaled(unscaled, scale, unit);
        return reading(tsMillis, value, unit, null, "", "", "");
    }

    /**
     * The event of these fields of the wire, or the first thing that is wrong with them; unknown fields are ignored.
     *
     * @param fields flat JSON: String, BigDecimal, Boolean; Double only for a number that is not finite
     * @param receivedMillis the instant at which the log received the record
     * @param defaultZone of a definition without one
     */
    public static SeriesEvent of(Map<String, ?> fields, long receivedMillis, ZoneId defaultZone) throws Rejection {
        var record = new Fields(fields, Reason.RECORD_UNPARSABLE);
        Op op = op(record);
        return switch (op) {
            case READING -> reading(record, ts(record, receivedMillis));
            case DELETE, METER_DELETE -> plain(op, ts(record, receivedMillis), null);
            case METER -> meter(record, ts(record, receivedMillis), fields);
            case SERIES -> plain(op, 0, SeriesDefinition.of(fields, defaultZone));
            case SERIES_DELETE -> plain(op, 0, null);
        };
    }

    /**
     * The value in micros, a number without unit taken as one of the definition's; {@link Micros#OUT_OF_RANGE} where it
     * is too large, or a word that names no level. Does not compare dimensions.
     */
    public long microsIn(Unit definitionUnit) {
        if (unit != null || level) {
            return micros;
        }
        return text.isEmpty()
                ? Micros.ofScaled(unscaled, scale, definitionUnit)
                : Micros.of(new BigDecimal(text), definitionUnit);
    }

    /** Whether the value is a word that names no level, which every definition refuses. */
    public boolean isUnknownWord() {
        return level && micros == Micros.OUT_OF_RANGE;
    }

    private static Op op(Fields record) throws Rejection {
        String name = record.text("op");
        if (name == null) {
            return Op.READING;
        }
        for (Op op : Op.values()) {
            if (name.equals(op.wireName())) {
                return op;
            }
        }
        throw new Rejection(
                Reason.OP_UNKNOWN,
                "op " + Fields.shown(name) + " is not reading, delete, meter, meter-delete, series or series-delete;"
                        + " without op: a reading");
    }

    private static long ts(Fields record, long receivedMillis) throws Rejection {
        Object ts = record.any("ts");
        if (ts == null) {
            throw new Rejection(Reason.TIMESTAMP_INVALID, "ts is missing");
        }
        return Timestamps.parse(ts, receivedMillis);
    }

    /** An event without a value. */
    public static SeriesEvent plain(Op op, long tsMillis, @Nullable SeriesDefinition definition) {
        return new SeriesEvent(
                op, tsMillis, Micros.OUT_OF_RANGE, null, null, false, "", "", "", definition, 0, 0, "", null);
    }

    /** A meter event; texts that were not sent are empty. */
    public static SeriesEvent meter(
            long tsMillis, SentMeterEvent sent, @Nullable Unit unit, String note, String source, String batch) {
        return new SeriesEvent(
                Op.METER, tsMillis, Micros.OUT_OF_RANGE, unit, null, false, note, source, batch, null, 0, 0, "", sent);
    }

    private static SeriesEvent meter(Fields record, long tsMillis, Map<String, ?> fields) throws Rejection {
        return meter(
                tsMillis,
                SentMeterEvent.of(fields),
                record.unit("unit"),
                record.text("note", LONGEST_NOTE),
                record.text("source", LONGEST_SOURCE),
                record.text("batch", LONGEST_SOURCE));
    }

    private static SeriesEvent reading(Fields record, long tsMillis) throws Rejection {
        Unit unit = record.unit("unit");
        return reading(
                tsMillis,
                SentValue.of(record.any("value"), unit),
                unit,
                kind(record),
                record.text("note", LONGEST_NOTE),
                record.text("source", LONGEST_SOURCE),
                record.text("batch", LONGEST_SOURCE));
    }

    private static SeriesEvent reading(
            long tsMillis,
            SentValue value,
            @Nullable Unit unit,
            @Nullable Kind kind,
            String note,
            String source,
            String batch) {
        return new SeriesEvent(
                Op.READING,
                tsMillis,
                value.micros(),
                unit,
                kind,
                value.level(),
                note,
                source,
                batch,
                null,
                value.unscaled(),
                value.scale(),
                value.text(),
                null);
    }

    private static @Nullable Kind kind(Fields record) throws Rejection {
        String name = record.text("kind");
        Kind kind = name == null ? null : Kind.find(name);
        if (name != null && kind == null) {
            throw new Rejection(
                    Reason.DEFINITION_INVALID, "kind " + Fields.shown(name) + " is not counter, delta or gauge");
        }
        return kind;
    }
}
