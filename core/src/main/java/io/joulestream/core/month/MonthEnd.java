package io.joulestream.core.month;

import io.joulestream.core.quantity.Wide;

/**
 * The register at the end of a month, in micro-units; the two readings that it comes from, the earlier one on the left.
 *
 * @param growth what was extrapolated beyond the last reading, negative before the first; zero between readings
 */
public record MonthEnd(
        EndMethod method, Wide value, Wide growth, long leftTs, long leftMicros, long rightTs, long rightMicros) {
    public static final MonthEnd MISSING = new MonthEnd(EndMethod.MISSING, new Wide(), new Wide(), 0, 0, 0, 0);

    /** An end between readings of which this is kept, and nothing else. */
    public static MonthEnd known(EndMethod method, Wide value) {
        return new MonthEnd(method, value, new Wide(), 0, 0, 0, 0);
    }

    /** The value of one reading. */
    static MonthEnd read(EndMethod method, long tsMillis, long micros) {
        return new MonthEnd(method, Wide.of(micros), new Wide(), tsMillis, micros, tsMillis, micros);
    }

    /** The straight line through two readings, the first the earlier: its value there plus the rounded difference. */
    public static MonthEnd onLine(
            EndMethod method, long instant, long leftTs, long leftMicros, long rightTs, long rightMicros) {
        Wide value = Wide.of(rightMicros - leftMicros).scaled(instant - leftTs, rightTs - leftTs);
        value.add(leftMicros);
        return new MonthEnd(method, value, new Wide(), leftTs, leftMicros, rightTs, rightMicros);
    }

    public boolean known() {
        return method != EndMethod.MISSING;
    }
}
