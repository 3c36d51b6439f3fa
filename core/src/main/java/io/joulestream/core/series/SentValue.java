package io.joulestream.core.series;

import io.joulestream.core.input.Fields;
import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import io.joulestream.core.quantity.Micros;
import io.joulestream.core.quantity.Unit;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The value of a reading as it was sent: the components of the same names of {@link SeriesEvent}, checked. */
record SentValue(long micros, boolean level, long unscaled, int scale, String text) {
    private static final int LONGEST_TEXT = 1000;
    private static final long MICROS_PER_UNIT = 1_000_000;
    private static final Pattern NOT_FINITE = Pattern.compile("[+-]?(nan|inf|infinity)", Pattern.CASE_INSENSITIVE);
    /** What is too large in joules is too large in every unit, so it is refused though its unit is not known. */
    private static final Unit SMALLEST_UNIT = Unit.JOULE;

    static SentValue of(@Nullable Object json, @Nullable Unit unit) throws Rejection {
        if (json instanceof BigDecimal number) {
            return ofNumber(number, unit);
        }
        if (json instanceof Double number && !Double.isFinite(number)) {
            throw notFinite(json);
        }
        if (json instanceof String text && !text.isBlank() && text.length() <= LONGEST_TEXT) {
            return ofText(text, unit);
        }
        throw new Rejection(
                Reason.VALUE_INVALID,
                json == null ? "value is missing" : "value " + Fields.shown(json) + " is not a number");
    }

    static SentValue ofScaled(long unscaled, int scale, @Nullable Unit unit) throws Rejection {
        long micros = Micros.ofScaled(unscaled, scale, unit == null ? SMALLEST_UNIT : unit);
        if (micros == Micros.OUT_OF_RANGE) {
            throw tooLarge(BigDecimal.valueOf(unscaled, scale), unit);
        }
        return new SentValue(unit == null ? Micros.OUT_OF_RANGE : micros, false, unscaled, scale, "");
    }

    private static SentValue ofNumber(BigDecimal number, @Nullable Unit unit) throws Rejection {
        if (number.unscaledValue().bitLength() <= 63) {
            return ofScaled(number.unscaledValue().longValue(), number.scale(), unit);
        }
        long micros = Micros.of(number, unit == null ? SMALLEST_UNIT : unit);
        if (micros == Micros.OUT_OF_RANGE) {
            throw tooLarge(number, unit);
        }
        return new SentValue(unit == null ? Micros.OUT_OF_RANGE : micros, false, 0, 0, number.toString());
    }

    private static SentValue ofText(String text, @Nullable Unit unit) throws Rejection {
        if (NOT_FINITE.matcher(text).matches()) {
            throw notFinite(text);
        }
        BigDecimal number;
        try {
            number = new BigDecimal(text);
        } catch (NumberFormatException e) {
            Integer level = Levels.find(text);
            return new SentValue(level == null ? Micros.OUT_OF_RANGE : level * MICROS_PER_UNIT, true, 0, 0, text);
        }
        return ofNumber(number, unit);
    }

    private static Rejection notFinite(Object value) {
        return new Rejection(Reason.VALUE_NOT_FINITE, "value " + Fields.shown(value) + " is not a finite number");
    }

    private static Rejection tooLarge(BigDecimal number, @Nullable Unit unit) {
        return new Rejection(
                Reason.VALUE_OUT_OF_RANGE,
                "value " + Fields.shown(number) + (unit == null ? "" : " " + unit.symbol())
                        + " is not below 1e12 in the canonical unit");
    }
}
