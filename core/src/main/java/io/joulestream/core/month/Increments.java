package io.joulestream.core.month;

import io.joulestream.core.block.Blocks;
import io.joulestream.core.fold.Fold;
import io.joulestream.core.fold.FoldState;
import io.joulestream.core.fold.Spans;
import io.joulestream.core.quantity.Wide;

/** Sums of what a counter counted between neighbouring readings; a pair belongs to the time of its later reading. */
final class Increments {
    private Increments() {}

    /** Adds (sign 1) or takes away (sign -1) what one pair counted. */
    static void add(Wide sum, Spans spans, int sign) {
        for (int i = 0; i < spans.count(); i++) {
            sum.add(sign * spans.get(i).amountMicros());
        }
    }

    /** The pairs of {@code (after, upTo]}. */
    static void addBetween(Blocks blocks, Fold fold, long after, long upTo, Wide sum, int sign) {
        if (after >= upTo) {
            return;
        }
        FoldState state = new FoldState();
        Spans spans = new Spans();
        Blocks.Walk walk = blocks.walk(after + 1, fold, state);
        while (walk.next() && walk.tsMillis() <= upTo) {
            fold.advance(state, walk.tsMillis(), walk.micros(), spans);
            add(sum, spans, sign);
        }
    }
}
