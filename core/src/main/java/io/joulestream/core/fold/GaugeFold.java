package io.joulestream.core.fold;

import io.joulestream.core.quantity.Dimension;
import io.joulestream.core.series.Hold;
import io.joulestream.core.series.SeriesDefinition;

/** A level, held or joined by straight lines (SEMANTICS 16). */
final class GaugeFold extends Fold {
    private final long maxGapMillis;
    private final boolean linear;
    private final boolean power;

    GaugeFold(SeriesDefinition definition) {
        maxGapMillis = definition.maxGapMillis();
        linear = definition.hold() == Hold.LINEAR;
        power = definition.unit().dimension() == Dimension.POWER;
    }

    @Override
    public void advance(FoldState state, long tsMillis, long micros, Spans spans) {
        spans.clear();
        if (state.present()) {
            long from = state.tsMillis();
            long gap = tsMillis - from;
            if (!linear) {
                spans.add().held(from, from + Math.min(gap, maxGapMillis), state.micros(), power);
            } else if (gap <= maxGapMillis) {
                spans.add().line(from, tsMillis, state.micros(), micros, power);
            }
        }
        state.set(tsMillis, micros, 0);
    }
}
