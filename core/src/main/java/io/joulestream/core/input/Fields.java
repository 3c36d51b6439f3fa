package io.joulestream.core.input;

import io.joulestream.core.quantity.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of one flat JSON object; null counts as absent, and a field of another type is refused by name. */
public final class Fields {
    private static final int SHOWN_LENGTH = 100;
    /** A number below 10 to the minus this has no millionths. */
    private static final int SMALLEST = 20;

    private final Map<String, ?> values;
    private final Reason reason;

    /** @param reason of the refusals */
    public Fields(Map<String, ?> values, Reason reason) {
        this.values = values;
        this.reason = reason;
    }

    public @Nullable Object any(String field) {
        return values.get(field);
    }

    public @Nullable String text(String field) throws Rejection {
        return typed(field, String.class, "a text");
    }

    /** The text of at most this many characters; empty where there is none. */
    public String text(String field, int longest) throws Rejection {
        String text = text(field);
        if (text == null) {
            return "";
        }
        if (text.length() > longest) {
            throw new Rejection(
                    reason, field + " has " + text.length() + " characters; at most " + longest + " are allowed");
        }
        return text;
    }

    public @Nullable BigDecimal number(String field) throws Rejection {
        return typed(field, BigDecimal.class, "a number");
    }

    /** False where there is none. */
    public boolean flag(String field) throws Rejection {
        Boolean flag = typed(field, Boolean.class, "true or false");
        return flag != null && flag;
    }

    /** As {@link #number}, in millionths of its unit, rounded half-even; refused outside of least and most. */
    public @Nullable Long micros(String field, BigDecimal least, BigDecimal most) throws Rejection {
        BigDecimal number = number(field);
        if (number == null) {
            return null;
        }
        if (number.compareTo(least) < 0 || number.compareTo(most) > 0) {
            throw refused(field, "from " + least.toPlainString() + " to " + most.toPlainString());
        }
        // A number this small is none; to write it out would take as many zeros as its exponent says.
        boolean tiny = (long) number.precision() - number.scale() < -SMALLEST;
        return tiny
                ? 0
                : number.movePointRight(6).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }

    /**
     * The instant of a field that must be there, as {@link Timestamps#parse}.
     *
     * @param receivedMillis the instant at which the log received the record
     */
    public long instant(String field, long receivedMillis) throws Rejection {
        Object value = values.get(field);
        if (value == null) {
            throw refused(field, "an instant");
        }
        try {
            return Timestamps.parse(field, value, receivedMillis);
        } catch (Rejection e) {
            throw new Rejection(reason, e.detail());
        }
    }

    /** The refusal of a value: it is not what is allowed. */
    public Rejection refused(String field, String allowed) {
        Object value = values.get(field);
        return new Rejection(
                reason,
                value == null ? field + " is missing: " + allowed : field + " " + shown(value) + " is not " + allowed);
    }

    /** The refusal of a text that a parser has refused; the parser's message says what it is not. */
    public Rejection refused(String field, IllegalArgumentException cause) {
        return new Rejection(
                reason, field + " " + shown(String.valueOf(values.get(field))) + " is " + cause.getMessage());
    }

    /** Null where there is none; UNIT_UNKNOWN where there is no such unit. */
    public @Nullable Unit unit(String field) throws Rejection {
        String symbol = text(field);
        Unit unit = symbol == null ? null : Unit.find(symbol);
        if (symbol != null && unit == null) {
            throw new Rejection(Reason.UNIT_UNKNOWN, field + " " + shown(symbol) + " is not one of " + Unit.symbols());
        }
        return unit;
    }

    private <T> @Nullable T typed(String field, Class<T> type, String allowed) throws Rejection {
        Object value = values.get(field);
        if (value != null && !type.isInstance(value)) {
            throw refused(field, allowed);
        }
        return type.cast(value);
    }

    /** A value in a detail: texts quoted, long ones cut, numbers in their shortest form. */
    public static String shown(Object value) {
        String text = value instanceof BigDecimal number ? number.toString() : String.valueOf(value);
        String cut = text.length() <= SHOWN_LENGTH ? text : text.substring(0, SHOWN_LENGTH) + "…";
        return value instanceof String ? "'" + cut + "'" : cut;
    }
}
