package io.joulestream.core.fold;

import io.joulestream.core.quantity.Exact;
import io.joulestream.core.quantity.Wide;

/**
 * A stretch of time {@code [from, to)} with what happened in it. Mutable and reused.
 *
 * <p>A share of a span is always the difference of two cumulative values, each rounded half-even once, so that shares
 * over adjoining stretches add up exactly (SEMANTICS 13, 16).
 */
public final class Span {
    /** Milli-seconds of an hour: micro-watts times milliseconds, over this, are micro-watt-hours. */
    private static final long HOUR_MILLIS = 3_600_000;

    private enum Shape {
        AMOUNT,
        HELD,
        LINE
    }

    private Shape shape = Shape.AMOUNT;
    private long from;
    private long to;
    private long coveredFrom;
    private long length;
    private long first;
    private long second;
    private boolean measured;
    private boolean power;
    /** The energy of the whole span, once it has been asked for. */
    private final Wide whole = new Wide();

    private boolean wholeKnown;
    private final Wide upper = new Wide();
    private final Wide lower = new Wide();

    /** First instant, in epoch milliseconds. */
    public long from() {
        return from;
    }

    /** First instant after the span. */
    public long to() {
        return to;
    }

    /** Where what this span covers starts: later than {@link #from} where a span before it covers its beginning. */
    public long coveredFrom() {
        return coveredFrom;
    }

    /** Whether the covered time counts as measured; as interpolated otherwise. */
    public boolean measured() {
        return measured;
    }

    /** The length that decides which periods take the span (SEMANTICS 14): of a piece of a pair, the pair's. */
    public long lengthMillis() {
        return length;
    }

    /** All that a counter counted, or a delta brought, from the span's start to its end. */
    public long amountMicros() {
        return first;
    }

    /** The value that a gauge held over the span: of a line the mean, half-even to a micro-unit (SEMANTICS 26). */
    public long levelMicros() {
        return shape == Shape.LINE ? Exact.divHalfEven(first + second, 2) : first;
    }

    void increment(long fromMillis, long toMillis, long micros, boolean isMeasured) {
        fill(Shape.AMOUNT, fromMillis, toMillis, micros, 0);
        measured = isMeasured;
    }

    /** An increment that is a part of what happened between two readings. */
    void piece(long fromMillis, long toMillis, long micros, boolean isMeasured, long pairMillis) {
        increment(fromMillis, toMillis, micros, isMeasured);
        length = pairMillis;
    }

    void amount(long fromMillis, long toMillis, long coveredFromMillis, long micros) {
        fill(Shape.AMOUNT, fromMillis, toMillis, micros, 0);
        coveredFrom = coveredFromMillis;
    }

    void held(long fromMillis, long toMillis, long micros, boolean isPower) {
        fill(Shape.HELD, fromMillis, toMillis, micros, micros);
        power = isPower;
    }

    void line(long fromMillis, long toMillis, long fromMicros, long toMicros, boolean isPower) {
        fill(Shape.LINE, fromMillis, toMillis, fromMicros, toMicros);
        power = isPower;
    }

    private void fill(Shape newShape, long fromMillis, long toMillis, long firstMicros, long secondMicros) {
        shape = newShape;
        from = fromMillis;
        to = toMillis;
        coveredFrom = fromMillis;
        length = toMillis - fromMillis;
        first = firstMicros;
        second = secondMicros;
        measured = true;
        power = false;
        wholeKnown = false;
    }

    /**
     * Adds the share of {@code [a, b)}, which lies within the span, to the sums.
     *
     * @param sign 1 to add, -1 to take away
     * @param total micro-units consumed, or micro-watt-hours of a power
     * @param integral micro-units times milliseconds, of a gauge
     */
    public void addShare(long a, long b, int sign, Wide total, Wide integral) {
        switch (shape) {
            case AMOUNT -> total.add(sign * (amountUntil(b) - amountUntil(a)));
            case HELD -> {
                integral.addProduct(sign * first, b - a);
                if (power) {
                    addEnergy(a, b, sign, total);
                }
            }
            case LINE -> {
                integralUntil(b, upper);
                integralUntil(a, lower);
                upper.subtract(lower);
                addSigned(upper, sign, integral);
                if (power) {
                    addEnergy(a, b, sign, total);
                }
            }
        }
    }

    private long amountUntil(long t) {
        if (t == from) {
            return 0;
        }
        return t == to ? first : Exact.mulDivHalfEven(first, t - from, to - from);
    }

    private void addEnergy(long a, long b, int sign, Wide total) {
        energyUntil(b, upper);
        energyUntil(a, lower);
        upper.subtract(lower);
        addSigned(upper, sign, total);
    }

    /** The whole span's is the same for the windows of all periods that hold it. */
    private void energyUntil(long t, Wide result) {
        if (t == to && wholeKnown) {
            result.set(whole);
            return;
        }
        integralUntil(t, result);
        result.divideHalfEven(HOUR_MILLIS);
        if (t == to) {
            whole.set(result);
            wholeKnown = true;
        }
    }

    /** I(t) of SEMANTICS 16: for a line va x + (vb - va) x^2 / 2d, x = t - from, d = to - from. Fits 128 bits: d <= P31D. */
    private void integralUntil(long t, Wide result) {
        long x = t - from;
        result.clear();
        if (x == 0) {
            return;
        }
        if (shape == Shape.HELD) {
            result.addProduct(first, x);
            return;
        }
        long d = to - from;
        result.addProduct(2 * first, d * x);
        result.addProduct(second - first, x * x);
        result.divideHalfEven(2 * d);
    }

    private static void addSigned(Wide amount, int sign, Wide to) {
        if (sign > 0) {
            to.add(amount);
        } else {
            to.subtract(amount);
        }
    }
}
