package io.joulestream.core.history;

import io.joulestream.core.block.Blocks;
import io.joulestream.core.fold.Evidence;
import io.joulestream.core.fold.Fold;
import io.joulestream.core.fold.FoldState;
import io.joulestream.core.fold.Spans;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The evidence that changed and waits to be written, by the later reading of its pair. Nothing is kept but that: what a
 * pair's evidence was before an event, the old fold says.
 */
final class EvidenceTable {
    private static final long ENTRY_BYTES = 150;

    /** What is to be written: none where the plain growth decides, or the pair is gone. */
    private final NavigableMap<Long, @Nullable Evidence> changed = new TreeMap<>();
    /** Those of the pairs that the current event touches, before it and after it. */
    private final Map<Long, Evidence> before = new HashMap<>();

    private final Map<Long, Evidence> after = new HashMap<>();

    int changedCount() {
        return changed.size();
    }

    long estimatedBytes() {
        return ENTRY_BYTES * changed.size();
    }

    /** The pair that a reading behind all others completes. */
    void append(long tsMillis, Spans spans) {
        Evidence evidence = spans.evidence();
        if (evidence != null) {
            changed.put(tsMillis, evidence);
        }
    }

    /** Takes away (sign -1) or adds (sign 1) the pair that ends at the time, as part of the current event. */
    void change(long tsMillis, Spans spans, int sign) {
        Evidence evidence = spans.evidence();
        if (evidence != null) {
            (sign < 0 ? before : after).put(tsMillis, evidence);
        }
    }

    /** Ends the current event: what differs is to be written. */
    void endEvent() {
        before.forEach((ts, old) -> {
            Evidence now = after.get(ts);
            if (!Objects.equals(old, now)) {
                changed.put(ts, now);
            }
        });
        after.forEach((ts, now) -> {
            if (!before.containsKey(ts)) {
                changed.put(ts, now);
            }
        });
        before.clear();
        after.clear();
    }

    /** Has all pairs that end within {@code [fromMillis, toMillis]} written as their readings are now, whatever they were. */
    void rewrite(Blocks blocks, Fold fold, long fromMillis, long toMillis) {
        FoldState state = new FoldState();
        Spans spans = new Spans();
        Blocks.Walk walk = blocks.walk(fromMillis, fold, state);
        while (walk.next() && walk.tsMillis() <= toMillis) {
            fold.advance(state, walk.tsMillis(), walk.micros(), spans);
            changed.put(walk.tsMillis(), spans.evidence());
        }
    }

    void emit(RowOutput output, long revision) {
        changed.forEach((ts, evidence) -> output.evidence(ts, evidence, revision));
        changed.clear();
    }
}
