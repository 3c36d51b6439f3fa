package io.joulestream.core.input;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Instants of the wire (SEMANTICS 3): RFC 3339 with an offset, or an integer of epoch milliseconds. */
public final class Timestamps {
    /** 1990-01-01T00:00Z: what lies before it is seconds taken for milliseconds, or a clock that was never set. */
    public static final long EARLIEST_MILLIS =
            Instant.parse("1990-01-01T00:00:00Z").toEpochMilli();

    private static final long AHEAD_MILLIS = Duration.ofDays(1).toMillis();
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final String ALLOWED =
            "RFC 3339 with an offset (2024-01-31T12:00:00Z) or an integer of epoch milliseconds";

    private Timestamps() {}

    /**
     * The instant of a JSON value, cut to its millisecond.
     *
     * @param jsonValue a String or a BigDecimal; a text of digits counts as the number, for CSV has only texts
     * @param receivedMillis the instant at which the log received the record
     */
    public static long parse(Object jsonValue, long receivedMillis) throws Rejection {
        return parse("ts", jsonValue, receivedMillis);
    }

    /** As {@link #parse(Object, long)}, of a field of another name. */
    static long parse(String field, Object jsonValue, long receivedMillis) throws Rejection {
        long millis;
        if (jsonValue instanceof BigDecimal number) {
            millis = ofNumber(field, number, number);
        } else if (jsonValue instanceof String text) {
            millis = isInteger(text) ? ofNumber(field, new BigDecimal(text), text) : ofText(field, text);
        } else {
            throw invalid(field, jsonValue);
        }
        check(field, millis, receivedMillis);
        return millis;
    }

    /** Refuses what is before 1990 or more than a day after the log received it. */
    public static void check(long millis, long receivedMillis) throws Rejection {
        check("ts", millis, receivedMillis);
    }

    private static void check(String field, long millis, long receivedMillis) throws Rejection {
        if (millis < EARLIEST_MILLIS || millis - AHEAD_MILLIS > receivedMillis) {
            throw outOfRange(field, millis);
        }
    }

    private static long ofNumber(String field, BigDecimal number, Object shown) throws Rejection {
        if (number.abs().compareTo(MOST) > 0) {
            throw outOfRange(field, shown);
        }
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            throw invalid(field, shown);
        }
    }

    private static long ofText(String field, String text) throws Rejection {
        try {
            return Rfc3339.millis(text.length() <= 100 ? text : "");
        } catch (DateTimeException e) {
            throw invalid(field, text);
        }
    }

    private static boolean isInteger(String text) {
        int from = text.startsWith("-") ? 1 : 0;
        return text.length() > from
                && text.length() <= 100
                && text.chars().skip(from).allMatch(c -> c >= '0' && c <= '9');
    }

    private static Rejection invalid(String field, Object value) {
        return new Rejection(Reason.TIMESTAMP_INVALID, field + " " + Fields.shown(value) + " is not " + ALLOWED);
    }

    private static Rejection outOfRange(String field, Object value) {
        return new Rejection(
                Reason.TIMESTAMP_OUT_OF_RANGE,
                field + " " + Fields.shown(value) + " is not from 1990 to a day after it was received;"
                        + " numbers are epoch milliseconds");
    }
}
