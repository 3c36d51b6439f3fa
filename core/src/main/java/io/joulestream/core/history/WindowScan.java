package io.joulestream.core.history;

import io.joulestream.core.block.Blocks;
import io.joulestream.core.fold.Fold;
import io.joulestream.core.fold.FoldState;
import io.joulestream.core.fold.Span;
import io.joulestream.core.fold.Spans;
import io.joulestream.core.rollup.Contribution;
import io.joulestream.core.rollup.WindowSums;

/** Reads what touches one window from the blocks: the readings around it, a reading's reach before and after. */
final class WindowScan {
    private WindowScan() {}

    /** Takes what is read, in the order of time. */
    interface Visitor {
        /** A span; it may lie beside the window. */
        void span(Span span);

        /** A reading of the window. */
        void reading(long tsMillis, long position, long micros);
    }

    static void scan(WindowEntry window, Blocks blocks, Fold fold, Visitor visitor) {
        FoldState state = new FoldState();
        Spans spans = new Spans();
        long reach = fold.reachMillis();
        Blocks.Walk walk = blocks.walk(window.start - reach, fold, state);
        boolean beyond = false;
        while (!beyond && walk.next()) {
            long ts = walk.tsMillis();
            fold.advance(state, ts, walk.micros(), spans);
            for (int i = 0; i < spans.count(); i++) {
                visitor.span(spans.get(i));
            }
            long position = fold.position(ts);
            if (position >= window.start && position < window.end) {
                visitor.reading(ts, position, walk.micros());
            }
            beyond = ts >= window.end + reach;
        }
    }

    /** Adds all that touches the window to its sums. */
    static void addAll(WindowEntry window, Blocks blocks, Fold fold) {
        scan(window, blocks, fold, new Visitor() {
            @Override
            public void span(Span span) {
                if (Contribution.counts(span.lengthMillis(), window.period)) {
                    window.sums.addSpan(span, window.start, window.end, 1);
                }
            }

            @Override
            public void reading(long tsMillis, long position, long micros) {
                window.sums.addReading(tsMillis, micros);
            }
        });
    }

    /** Takes the first, last, least and greatest of the window's readings anew. */
    static void replaceReadings(WindowEntry window, Blocks blocks, Fold fold) {
        WindowSums readings = new WindowSums();
        scan(window, blocks, fold, new Visitor() {
            @Override
            public void span(Span span) {}

            @Override
            public void reading(long tsMillis, long position, long micros) {
                readings.addReading(tsMillis, micros);
            }
        });
        window.sums.replaceReadings(readings);
    }
}
