package io.joulestream.reference;

import java.math.BigInteger;
import java.util.function.LongFunction;

/**
 * What is known between two instants, {@code [from, to)}.
 *
 * @param length rule 14's: what decides which periods the span says something about
 * @param measured else interpolated
 * @param cumulative cum(t) of rules 13 and 16, in micro-units, for from <= t <= to
 * @param integral I(t) of rule 16, in micro-unit milliseconds, for from <= t <= to; zero for counters and deltas
 */
record ReferenceSpan(
        long from,
        long to,
        long length,
        boolean measured,
        LongFunction<BigInteger> cumulative,
        LongFunction<BigInteger> integral) {

    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    /** Rule 13: an increment spread linearly over its span. */
    static ReferenceSpan spread(long from, long to, long length, boolean measured, BigInteger increment) {
        return new ReferenceSpan(
                from,
                to,
                length,
                measured,
                t -> HalfEven.divide(increment.multiply(BigInteger.valueOf(t - from)), to - from),
                t -> BigInteger.ZERO);
    }

    /** Rule 16: a level with its integral; the cumulative value in watt hours. */
    static ReferenceSpan level(long from, long to, LongFunction<BigInteger> integral) {
        return new ReferenceSpan(from, to, to - from, true, t -> HalfEven.divide(integral.apply(t), HOUR), integral);
    }

    /** Rule 14: "A span contributes only to periods that it can say something about". */
    boolean contributesTo(String period) {
        return switch (period) {
            case "PT1M" -> length <= 15 * MINUTE;
            case "PT15M" -> length <= 6 * HOUR;
            case "PT1H" -> length <= 2 * DAY;
            default -> true;
        };
    }

    BigInteger amount(long start, long end) {
        return cumulative.apply(Math.min(end, to)).subtract(cumulative.apply(Math.max(start, from)));
    }

    BigInteger area(long start, long end) {
        return integral.apply(Math.min(end, to)).subtract(integral.apply(Math.max(start, from)));
    }
}
