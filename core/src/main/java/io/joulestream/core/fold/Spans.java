package io.joulestream.core.fold;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The spans that one reading completes, in the order of time: none, one, or, where meter events lie before it, one piece
 * from each to the next. Mutable and reused: a span is valid until the next reading.
 */
public final class Spans {
    private Span[] spans = {new Span()};
    private int count;
    private @Nullable Evidence evidence;

    public int count() {
        return count;
    }

    public Span get(int index) {
        return spans[index];
    }

    /** What decided the pair that the reading completes; null where its increment is the plain growth, or nothing is a pair. */
    public @Nullable Evidence evidence() {
        return evidence;
    }

    void clear() {
        count = 0;
        evidence = null;
    }

    void decidedBy(Evidence newEvidence) {
        evidence = newEvidence;
    }

    /** One more, for the caller to fill. */
    Span add() {
        if (count == spans.length) {
            spans = Arrays.copyOf(spans, 2 * count);
            Arrays.setAll(spans, index -> index < count ? spans[index] : new Span());
        }
        return spans[count++];
    }
}
