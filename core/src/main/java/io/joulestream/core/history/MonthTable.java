package io.joulestream.core.history;

import io.joulestream.core.block.Blocks;
import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import io.joulestream.core.fold.Fold;
import io.joulestream.core.fold.FoldState;
import io.joulestream.core.fold.Spans;
import io.joulestream.core.month.CompatEnds;
import io.joulestream.core.month.Edges;
import io.joulestream.core.month.ExactEnds;
import io.joulestream.core.month.MonthMode;
import io.joulestream.core.month.MonthRow;
import io.joulestream.core.month.SiteMonths;
import io.joulestream.core.quantity.Wide;
import io.joulestream.core.series.Kind;
import java.util.Map;
import java.util.Objects;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The months of a counter: which of their rows events changed, in either mode, until {@link #emit} writes them in their
 * final state. A series of another kind has none.
 *
 * <p>Cost: a reading in order O(1), a correction the months whose ends it can reach, a row a few blocks; the rows behind the
 * last reading, which change most, need none.
 */
final class MonthTable {
    private final boolean counter;
    private final SiteMonths months;
    private final Blocks blocks;
    private final WindowTable windows;
    private final Edges edges = new Edges();
    private final ExactEnds exact;
    private final CompatEnds compat;
    private final MonthMarks marks = new MonthMarks();
    private final MonthsInOrder inOrder;
    private final MonthRows rows;
    private Fold fold;
    private long horizonMillis;
    /** Of the event that is being applied. */
    private @Nullable MonthChange change;
    /** The rows that a changed definition leaves behind, until the first {@link #emit} after it. */
    private @Nullable MonthRowBytes leaving;

    MonthTable(Shape shape, Blocks blocks, WindowTable windows) {
        this.counter = shape.definition().kind() == Kind.COUNTER;
        this.months = new SiteMonths(shape.calendar());
        this.blocks = blocks;
        this.windows = windows;
        this.fold = shape.fold();
        this.horizonMillis = shape.definition().horizonMillis();
        this.exact = new ExactEnds(blocks, months, shape.definition().signed());
        this.compat = new CompatEnds(blocks, fold, months);
        this.inOrder = new MonthsInOrder(months, compat, marks);
        this.rows = new MonthRows(months, exact, compat, windows);
    }

    /** Whether rows wait to be written; about how many. */
    int pending() {
        return marks.count() + (inOrder.tail || inOrder.front ? 1 : 0);
    }

    long estimatedBytes() {
        return counter ? edges.estimatedBytes() : 0;
    }

    /** To be called before the blocks have a reading that is later than all others. */
    void beforeAppend(long ts) {
        if (!counter) {
            return;
        }
        if (!edges.single()) {
            inOrder.before(ts, edges);
            return;
        }
        // With the second reading every line begins.
        beginEvent();
        beforeBlocks(new MonthChange.Stretch(
                ts, edges.present() ? edges.lastTs() : MonthChange.NONE_BEFORE, MonthChange.NONE_AFTER, ts));
    }

    /** To be called once the blocks have it. */
    void afterAppend(long ts, long micros, Spans spans) {
        if (!counter) {
            return;
        }
        MonthChange second = change;
        if (second == null) {
            inOrder.append(ts, micros, spans, edges, horizonMillis);
            return;
        }
        edges.append(ts, micros, spans);
        endEvent(second, Map.of());
    }

    /** Starts a correction. */
    void beginEvent() {
        if (counter) {
            edges.settle(blocks, fold);
            change = new MonthChange(edges, fold, horizonMillis, months, exact, compat);
        }
    }

    /** A correction adds (sign 1) or takes away (sign -1) the spans between a reading and the one before it. */
    void changePair(long laterTs, Spans spans, int sign) {
        if (counter) {
            edges.changePair(laterTs, spans, sign);
        }
    }

    /** To be called while the blocks are as they were. */
    void beforeBlocks(MonthChange.Stretch stretch) {
        MonthChange current = change;
        if (current != null) {
            current.before(stretch);
        }
    }

    /**
     * Ends a correction at the time, which the blocks have by now; the windows are still in it.
     *
     * @param last the state after the last reading
     */
    void endEvent(long tsMillis, Fold newFold, FoldState last) {
        MonthChange current = change;
        if (current != null) {
            fold = newFold;
            edges.follow(blocks, fold, tsMillis, last);
            endEvent(current, windows.changedMonthTotals());
        }
    }

    private void endEvent(MonthChange current, Map<Long, Wide> totalChanges) {
        current.after(edges, fold, horizonMillis, totalChanges, marks);
        inOrder.interrupt(current);
        rows.interrupt(current);
        change = null;
    }

    /** Follows a definition with another horizon and nothing else that matters here. */
    void changeHorizon(long newHorizonMillis) {
        if (counter && newHorizonMillis != horizonMillis) {
            beginEvent();
            MonthChange current = Objects.requireNonNull(change, "begun");
            horizonMillis = newHorizonMillis;
            endEvent(current, Map.of());
        }
    }

    /** Writes every row that changed since the last call; the windows have not been written yet. */
    void emit(RowOutput output, long revision) {
        edges.settle(blocks, fold);
        if (inOrder.tail) {
            markTail();
        }
        if (inOrder.front) {
            markFront();
        }
        marks.takeAll((mode, month) -> {
            MonthRow row = rows.row(mode, month, fold, edges, horizonMillis);
            if (leaving == null || !leaving.has(row)) {
                output.month(row, revision);
            }
        });
        leaving = null;
    }

    /** All rows there are; nothing is pending. */
    MonthRowBytes all() {
        MonthRowBytes all = new MonthRowBytes();
        forEachPossible((mode, month) -> all.add(rows.row(mode, month, fold, edges, horizonMillis)));
        return all;
    }

    /**
     * Starts from readings whose windows are there: every row is written that differs from those.
     *
     * @param last the state after the last reading
     * @param before the rows that the store has; null where nobody knows: then each month that may have had one is written
     */
    void start(FoldState last, @Nullable MonthRowBytes before) {
        if (counter) {
            edges.rebuild(blocks, fold, last);
            forEachPossible(marks::mark);
        }
        if (before != null) {
            before.forEach(marks::mark);
        }
        leaving = before;
    }

    /**
     * Writes the months of a stretch of time, and those outside the readings, whatever they were.
     *
     * @param last the state after the last reading
     */
    void rewrite(long fromMillis, long toMillis, FoldState last) {
        if (counter) {
            forEachOutside(marks::mark);
            edges.rebuild(blocks, fold, last);
            forEachOutside(marks::mark);
            mark(months.of(fromMillis - CompatEnds.NEAR_MILLIS) - 1, months.of(toMillis) + 1, marks::mark);
            inOrder.forget();
            rows.forget();
        }
    }

    /** @param last the state after the last reading, which the head has anyway */
    void write(ByteSink out, FoldState last) {
        if (counter) {
            edges.write(out, last);
            rows.write(out, last);
        }
    }

    void read(ByteSource in, FoldState last) {
        if (counter) {
            edges.read(in, last);
            rows.read(in, last);
        }
    }

    private void markTail() {
        inOrder.tail = false;
        if (edges.single()) {
            return; // what was behind it, the correction has marked
        }
        int last = months.of(edges.lastTs());
        for (int month = last; months.end(month) <= edges.lastTs() + horizonMillis; month++) {
            marks.mark(MonthMode.EXACT, month);
        }
        marks.mark(MonthMode.COMPAT, compat.inTable(last + 1, edges) ? last + 1 : last);
    }

    private void markFront() {
        inOrder.front = false;
        for (int month = months.of(edges.firstTs() - horizonMillis - 1);
                edges.present() && months.end(month) < edges.firstTs();
                month++) {
            marks.mark(MonthMode.EXACT, month);
        }
    }

    private void forEachPossible(ObjIntConsumer<MonthMode> action) {
        if (counter && edges.present()) {
            mark(firstPossible(), lastPossible(), action);
        }
    }

    private void forEachOutside(ObjIntConsumer<MonthMode> action) {
        if (edges.present()) {
            mark(firstPossible(), months.of(edges.firstTs()) + 1, action);
            mark(months.of(edges.lastTs()) - 1, lastPossible(), action);
        }
    }

    private int firstPossible() {
        return Math.min(months.of(edges.firstTs() - horizonMillis - 1), months.of(edges.firstTs()) - 2);
    }

    private int lastPossible() {
        return Math.max(months.of(edges.lastTs() + horizonMillis), months.of(edges.lastTs()) + 1);
    }

    private static void mark(int from, int to, ObjIntConsumer<MonthMode> action) {
        for (int month = Math.max(from, SiteMonths.FIRST); month <= Math.min(to, SiteMonths.LAST); month++) {
            for (MonthMode mode : MonthMode.values()) {
                action.accept(mode, month);
            }
        }
    }
}
