package io.joulestream.core.series;

import io.joulestream.core.input.Fields;
import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import io.joulestream.core.quantity.Micros;
import io.joulestream.core.quantity.Unit;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A meter event as it was sent, checked as far as that can be done without the series' definition.
 *
 * @param closing of a swap only, in the unit that was sent or else the definition's
 * @param opening likewise
 */
public record SentMeterEvent(
        MeterEvent.Type type,
        @Nullable BigDecimal closing,
        @Nullable BigDecimal opening) {
    private static final int LONGEST_TEXT = 1000;
    private static final String AMOUNT = "the register's value, a number from 0 on; a swap needs it";

    public SentMeterEvent {
        boolean swap = type == MeterEvent.Type.SWAP;
        if ((closing != null) != swap || (opening != null) != swap) {
            throw new IllegalArgumentException(type + " with closing " + closing + " and opening " + opening);
        }
    }

    /** Of these fields of the wire; what a swap alone has is ignored of the others, like any unknown field. */
    static SentMeterEvent of(Map<String, ?> values) throws Rejection {
        var fields = new Fields(values, Reason.METER_EVENT_INVALID);
        String name = fields.text("event");
        MeterEvent.Type type = name == null ? null : MeterEvent.Type.find(name);
        if (type == null) {
            throw fields.refused("event", "reset, rollover, swap or correction");
        }
        return type == MeterEvent.Type.SWAP
                ? new SentMeterEvent(type, amount(fields, "closing"), amount(fields, "opening"))
                : new SentMeterEvent(type, null, null);
    }

    /** The event in canonical units, once it has passed every check that needs the definition. */
    MeterEvent in(SeriesDefinition definition, long tsMillis, @Nullable Unit sentUnit) throws Rejection {
        if (definition.kind() != Kind.COUNTER) {
            throw invalid("a " + definition.kind().wireName() + " has no register: meter events are for counters only");
        }
        Unit unit = sentUnit == null ? definition.unit() : sentUnit;
        definition.requireDimensionOf(unit);
        if (type == MeterEvent.Type.ROLLOVER && definition.modulusMicros() == null) {
            throw invalid("event 'rollover' needs the modulus at which the register wraps: the definition has none");
        }
        return new MeterEvent(
                type,
                tsMillis,
                micros("closing", closing, unit, definition),
                micros("opening", opening, unit, definition));
    }

    private static long micros(String field, @Nullable BigDecimal amount, Unit unit, SeriesDefinition definition)
            throws Rejection {
        if (amount == null) {
            return 0;
        }
        long micros = Micros.of(amount, unit);
        Long modulus = definition.modulusMicros();
        if (micros == Micros.OUT_OF_RANGE || micros < 0 || (modulus != null && micros >= modulus)) {
            throw invalid(field + " " + Fields.shown(amount) + " " + unit.symbol()
                    + " of a counter is below 0, not below 1e12, or not below its modulus");
        }
        return micros;
    }

    private static BigDecimal amount(Fields fields, String field) throws Rejection {
        Object value = fields.any(field);
        if (value instanceof BigDecimal number) {
            return number;
        }
        if (value instanceof String text && text.length() <= LONGEST_TEXT) {
            try {
                return new BigDecimal(text);
            } catch (NumberFormatException e) {
                throw fields.refused(field, AMOUNT);
            }
        }
        throw fields.refused(field, AMOUNT);
    }

    private static Rejection invalid(String detail) {
        return new Rejection(Reason.METER_EVENT_INVALID, detail);
    }
}
