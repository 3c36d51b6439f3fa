package io.joulestream.core.fold;

import io.joulestream.core.quantity.Exact;
import io.joulestream.core.series.MeterEvent;
import io.joulestream.core.series.MeterEvents;
import io.joulestream.core.series.SeriesDefinition;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A cumulative register: increments with rollover, dip and reset, or plain differences if signed (SEMANTICS 11, 14); where
 * meter events say what happened between two readings, nothing is guessed (12).
 */
final class CounterFold extends Fold {
    private static final long HOUR_MILLIS = 3_600_000;

    private final long maxGapMillis;
    private final boolean signed;
    private final @Nullable Long modulus;
    private final @Nullable Long maxRatePerHour;
    private final MeterEvents events;

    CounterFold(SeriesDefinition definition, MeterEvents events) {
        this.events = events;
        maxGapMillis = definition.maxGapMillis();
        signed = definition.signed();
        modulus = definition.modulusMicros();
        maxRatePerHour = definition.maxRateMicrosPerHour();
    }

    @Override
    public void advance(FoldState state, long tsMillis, long micros, Spans spans) {
        spans.clear();
        if (!state.present()) {
            state.set(tsMillis, micros, signed ? 0 : micros);
            return;
        }
        int event = events.after(state.tsMillis());
        if (event < events.size() && events.get(event).tsMillis() <= tsMillis) {
            addPieces(state, tsMillis, micros, event, spans);
            state.set(tsMillis, micros, signed ? 0 : micros);
            return;
        }
        long gap = tsMillis - state.tsMillis();
        if (signed) {
            spans.add().increment(state.tsMillis(), tsMillis, micros - state.micros(), gap <= maxGapMillis);
            state.set(tsMillis, micros, 0);
            return;
        }
        long high = state.mark();
        long next = micros;
        long increment;
        Evidence.Rule guess = null;
        if (micros >= high) {
            increment = micros - high;
        } else if (rollsOver(high, micros)) {
            increment = modulusOrZero() - high + micros;
            guess = Evidence.Rule.ROLLOVER;
        } else if (micros >= high - Math.floorDiv(high, 10)) { // v >= 0.9 H, in integers
            increment = 0;
            next = high;
            guess = Evidence.Rule.DIP;
        } else {
            increment = micros;
            guess = Evidence.Rule.RESET;
        }
        if (implausible(increment, gap)) {
            next = micros;
            increment = 0;
            guess = Evidence.Rule.IMPLAUSIBLE;
        } else {
            spans.add().increment(state.tsMillis(), tsMillis, increment, gap <= maxGapMillis);
        }
        if (guess != null) {
            spans.decidedBy(evidence(state, high, tsMillis, micros, guess, "", BigInteger.valueOf(increment)));
        }
        state.set(tsMillis, micros, next);
    }

    private static Evidence evidence(
            FoldState before,
            long mark,
            long tsMillis,
            long micros,
            Evidence.Rule rule,
            String between,
            BigInteger increment) {
        return new Evidence(before.tsMillis(), tsMillis, mark, before.micros(), micros, rule, between, increment);
    }

    /** The pair's increment in pieces that end at its events; an event at its end joins the piece before. */
    private void addPieces(FoldState before, long tsMillis, long micros, int firstEvent, Spans spans) {
        long pair = tsMillis - before.tsMillis();
        long from = before.tsMillis();
        long high = signed ? before.micros() : before.mark();
        long mark = high;
        boolean known = true;
        long amount = 0;
        BigInteger counted = BigInteger.ZERO;
        String between = "";
        for (int i = firstEvent; i < events.size() && events.get(i).tsMillis() <= tsMillis; i++) {
            MeterEvent event = events.get(i);
            amount = known ? until(event, mark) : 0;
            counted = counted.add(BigInteger.valueOf(amount));
            between = Evidence.and(between, event.type().wireName());
            mark = event.openingMicros();
            known = event.type() != MeterEvent.Type.CORRECTION;
            if (event.tsMillis() < tsMillis) {
                spans.add().piece(from, event.tsMillis(), amount, pair <= maxGapMillis, pair);
                from = event.tsMillis();
                amount = 0;
            }
        }
        long last = known ? growth(mark, micros) : 0;
        spans.add().piece(from, tsMillis, amount + last, pair <= maxGapMillis, pair);
        counted = counted.add(BigInteger.valueOf(last));
        spans.decidedBy(evidence(before, high, tsMillis, micros, Evidence.Rule.EVENT, between, counted));
    }

    /** What was counted from the mark up to the event. */
    private long until(MeterEvent event, long mark) {
        return switch (event.type()) {
            case RESET, CORRECTION -> 0;
            // Without a modulus, which a later definition may have lost, nobody knows: as a reset.
            case ROLLOVER -> modulus == null ? 0 : modulus - mark;
            case SWAP -> growth(mark, event.closingMicros());
        };
    }

    private long growth(long mark, long micros) {
        return signed ? micros - mark : Math.max(0, micros - mark);
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
