package io.joulestream.core.history;

import io.joulestream.core.block.Blocks;
import io.joulestream.core.fold.Fold;
import io.joulestream.core.fold.FoldState;
import io.joulestream.core.fold.Spans;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of one reading or of one meter event: takes the old spans around it away from the windows they touch and adds
 * the new ones, from the reading before to the reading after, further only while the old fold and the new one still differ.
 */
final class Correction {
    private final Blocks blocks;
    private final Fold fold;
    private final WindowTable table;
    private final MonthTable months;
    private final FoldState last;
    private final EvidenceTable evidence;

    private final FoldState oldState = new FoldState();
    private final FoldState newState = new FoldState();
    private final Spans spans = new Spans();
    private final List<Before> befores = new ArrayList<>();
    private long before = MonthChange.NONE_BEFORE;
    private long after = MonthChange.NONE_AFTER;
    private long reach;

    /** What the block with this key must carry as the state before its first reading. */
    private record Before(long blockKey, FoldState state) {}

    /** @param last the state after the last reading of the series; kept up to date */
    Correction(Blocks blocks, Fold fold, WindowTable table, MonthTable months, EvidenceTable evidence, FoldState last) {
        this.blocks = blocks;
        this.fold = fold;
        this.table = table;
        this.months = months;
        this.evidence = evidence;
        this.last = last;
    }

    /** Changes the meter events at this time: what {@code newFold} heeds in place of those that the fold so far does. */
    void applyMeterEvent(long tsMillis, Fold newFold) {
        Blocks.Walk walk = start(tsMillis);
        boolean agreed = changeSuccessors(walk, walk.next(), blocks.keyFor(tsMillis), newFold);
        months.beforeBlocks(stretch(tsMillis));
        if (!agreed) {
            last.set(newState);
        }
        befores.forEach(before -> blocks.setBefore(before.blockKey, before.state));
        months.endEvent(tsMillis, newFold, last);
        table.endEvent();
        evidence.endEvent();
        table.follow(newFold);
    }

    /** Changes the reading at this time from {@code known} (null: none) to {@code micros} (null: none). */
    void apply(long tsMillis, @Nullable Long known, @Nullable Long micros) {
        Blocks.Walk walk = start(tsMillis);
        boolean more = walk.next();
        if (known != null) {
            fold.advance(oldState, tsMillis, known, spans);
            changeSpans(tsMillis, -1);
            table.changeReading(tsMillis, known, -1);
            more = walk.next();
        }
        if (micros != null) {
            fold.advance(newState, tsMillis, micros, spans);
            changeSpans(tsMillis, 1);
            table.changeReading(tsMillis, micros, 1);
        }
        boolean agreed = changeSuccessors(walk, more, blocks.keyFor(tsMillis), fold);
        months.beforeBlocks(stretch(tsMillis));
        if (!agreed) {
            last.set(newState);
        }
        if (micros != null) {
            blocks.put(tsMillis, micros, fold);
        } else {
            blocks.remove(tsMillis);
        }
        // Only now: until here, windows may have been loaded from the blocks as they were.
        befores.forEach(before -> blocks.setBefore(before.blockKey, before.state));
        months.endEvent(tsMillis, fold, last);
        table.endEvent();
        evidence.endEvent();
        table.moveLast(last);
    }

    private Blocks.Walk start(long tsMillis) {
        months.beginEvent();
        Blocks.Walk walk = blocks.walk(tsMillis, fold, oldState);
        before = oldState.present() ? oldState.tsMillis() : MonthChange.NONE_BEFORE;
        reach = tsMillis;
        newState.set(oldState);
        return walk;
    }

    private MonthChange.Stretch stretch(long tsMillis) {
        return new MonthChange.Stretch(tsMillis, before, after, reach);
    }

    private void changeSpans(long laterTs, int sign) {
        table.changeSpans(spans, sign);
        months.changePair(laterTs, spans, sign);
        evidence.change(laterTs, spans, sign);
    }

    /** Returns whether readings are left behind the one from which both folds agree. */
    private boolean changeSuccessors(Blocks.Walk walk, boolean hasOne, long ownKey, Fold newFold) {
        boolean more = hasOne;
        while (more) {
            long ts = walk.tsMillis();
            after = Math.min(after, ts);
            reach = ts;
            if (walk.startsBlock() && walk.blockKey() != ownKey) {
                FoldState copy = new FoldState();
                copy.set(newState);
                befores.add(new Before(walk.blockKey(), copy));
            }
            fold.advance(oldState, ts, walk.micros(), spans);
            changeSpans(ts, -1);
            newFold.advance(newState, ts, walk.micros(), spans);
            changeSpans(ts, 1);
            if (oldState.sameAs(newState)) {
                return true;
            }
            more = walk.next();
        }
        return false;
    }
}
