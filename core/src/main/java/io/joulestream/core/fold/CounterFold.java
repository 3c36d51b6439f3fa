package io.joulestream.core.fold;

import io.joulestream.core.quantity.Exact;
import io.joulestream.core.series.SeriesDefinition;
import org.jspecify.annotations.Nullable;

/** A cumulative register: increments with rollover, dip and reset, or plain differences if signed (SEMANTICS 11, 14). */
final class CounterFold extends Fold {
    private static final long HOUR_MILLIS = 3_600_000;

    private final long maxGapMillis;
    private final boolean signed;
    private final @Nullable Long modulus;
    private final @Nullable Long maxRatePerHour;

    CounterFold(SeriesDefinition definition) {
        maxGapMillis = definition.maxGapMillis();
        signed = definition.signed();
        modulus = definition.modulusMicros();
        maxRatePerHour = definition.maxRateMicrosPerHour();
    }

    @Override
    public void advance(FoldState state, long tsMillis, long micros, Span span) {
        if (!state.present()) {
            span.clear();
            state.set(tsMillis, micros, signed ? 0 : micros);
            return;
        }
        long gap = tsMillis - state.tsMillis();
        if (signed) {
            span.increment(state.tsMillis(), tsMillis, micros - state.micros(), gap <= maxGapMillis);
            state.set(tsMillis, micros, 0);
            return;
        }
        long high = state.mark();
        long next = micros;
        long increment;
        if (micros >= high) {
            increment = micros - high;
        } else if (rollsOver(high, micros)) {
            increment = modulusOrZero() - high + micros;
        } else if (micros >= high - Math.floorDiv(high, 10)) { // v >= 0.9 H, in integers
            increment = 0;
            next = high;
        } else {
            increment = micros;
        }
        if (implausible(increment, gap)) {
            span.clear();
            next = micros;
        } else {
            span.increment(state.tsMillis(), tsMillis, increment, gap <= maxGapMillis);
        }
        state.set(tsMillis, micros, next);
    }

    private boolean rollsOver(long high, long micros) {
        long m = modulusOrZero();
        return m > 0 && high >= m - m / 10 && micros <= m / 10; // 0.9 M <= H and v <= 0.1 M, in integers
    }

    private long modulusOrZero() {
        return modulus == null ? 0 : modulus;
    }

    private boolean implausible(long increment, long gapMillis) {
        return maxRatePerHour != null && Exact.compareProducts(increment, HOUR_MILLIS, maxRatePerHour, gapMillis) > 0;
    }
}
