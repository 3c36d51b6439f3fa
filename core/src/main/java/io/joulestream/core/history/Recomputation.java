package io.joulestream.core.history;

import io.joulestream.core.block.BlockStore;
import io.joulestream.core.block.Blocks;
import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import io.joulestream.core.calendar.Period;
import io.joulestream.core.calendar.SiteCalendar;
import io.joulestream.core.fold.Fold;
import io.joulestream.core.fold.FoldState;
import io.joulestream.core.fold.Spans;
import io.joulestream.core.month.MonthRow;
import io.joulestream.core.month.SiteMonths;
import io.joulestream.core.rollup.WindowSums;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A changed definition (or none: a deleted series) on its way through the history, in steps of bounded size.
 *
 * <p>A step covers the windows that start in {@code [from, to)}: it folds their readings by the old definition and by the
 * new one, and writes the rows that differ. Months come last, from the days of both.
 */
final class Recomputation {
    /** No window that starts before an instant ends later than this after it, months aside. */
    private static final long LONGEST_WINDOW_MILLIS = 3 * 86_400_000L;

    private static final WindowSums NOTHING = new WindowSums();

    private final Shape oldShape;
    private final @Nullable Shape newShape;
    private final Blocks blocks;
    private final DayPages oldPages;
    private final DayPages newPages;
    private final EvidenceTable evidence = new EvidenceTable();

    /** The rows of the old shape's months; those of the new one's are compared with them. */
    private MonthRowBytes oldMonths;

    private long from = Long.MIN_VALUE;
    private final FoldState oldState = new FoldState();
    private final FoldState newState = new FoldState();

    Recomputation(
            Shape oldShape,
            @Nullable Shape newShape,
            Blocks blocks,
            BlockStore store,
            int oldGeneration,
            MonthRowBytes oldMonths) {
        this.oldMonths = oldMonths;
        this.oldShape = oldShape;
        this.newShape = newShape;
        this.blocks = blocks;
        this.oldPages = new DayPages(store, oldGeneration);
        this.newPages = new DayPages(store, 1 - oldGeneration);
    }

    /** The shape that the windows not reached yet follow. */
    Shape oldShape() {
        return oldShape;
    }

    MonthRowBytes oldMonths() {
        return oldMonths;
    }

    /** The state of the new fold after the last reading, once {@link #step} has returned true. */
    FoldState newState() {
        return newState;
    }

    /**
     * Takes the next step.
     *
     * @param readings how many readings it covers at most
     * @return whether it was the last
     */
    boolean step(int readings, RowOutput output, long revision) {
        long to = end(readings);
        FoldState last = new FoldState();
        last.set(blocks.lastTsMillis(), 0, 0);
        WindowTable oldRows = new WindowTable(oldShape, blocks, oldPages);
        oldRows.details().setLast(last);
        fill(oldRows, oldShape.fold(), oldState, to, false);
        WindowTable newRows = null;
        if (newShape != null) {
            newRows = new WindowTable(newShape, blocks, newPages);
            newRows.details().setLast(last);
            fill(newRows, newShape.fold(), newState, to, true);
            keepDays(newShape.calendar(), newRows, to);
        } else {
            deleteReadings(output, to, revision);
        }
        for (Period period : Period.values()) {
            if (period != Period.MONTH) {
                NavigableMap<Long, WindowEntry> rows = newRows == null ? new TreeMap<>() : newRows.windows(period);
                writeDifferences(oldRows.windows(period), rows, from, to, output, revision);
            }
        }
        new DayDifferences(oldRows, newRows, output, revision).write(from, to, this::sameWindow);
        evidence.endEvent();
        evidence.emit(output, revision);
        from = to;
        if (to != Long.MAX_VALUE) {
            return false;
        }
        finish(output, revision);
        return true;
    }

    void write(ByteSink out) {
        out.writeSigned(from);
        writeState(out, oldState);
        writeState(out, newState);
        oldMonths.write(out);
    }

    void read(ByteSource in, boolean withMonths) {
        from = in.readSigned();
        readState(in, oldState);
        readState(in, newState);
        oldMonths = withMonths ? MonthRowBytes.read(in) : new MonthRowBytes();
    }

    static void writeState(ByteSink out, FoldState state) {
        out.writeByte(state.present() ? 1 : 0);
        out.writeSigned(state.tsMillis());
        out.writeSigned(state.micros());
        out.writeSigned(state.mark());
    }

    static void readState(ByteSource in, FoldState state) {
        boolean present = in.readByte() == 1;
        state.set(in.readSigned(), in.readSigned(), in.readSigned());
        if (!present) {
            state.clear();
        }
    }

    /** The time of the first reading that this step leaves to the next, or the end of time. */
    private long end(int readings) {
        Blocks.Walk walk = blocks.walk(from, oldShape.fold(), new FoldState());
        for (int i = 0; i < readings; i++) {
            if (!walk.next()) {
                return Long.MAX_VALUE;
            }
        }
        return walk.next() ? walk.tsMillis() : Long.MAX_VALUE;
    }

    /** Folds all readings that say something about windows starting in {@code [from, to)}; moves the state to {@code to}. */
    private void fill(WindowTable rows, Fold fold, FoldState state, long to, boolean keepStates) {
        long reach = fold.reachMillis();
        long first = from == Long.MIN_VALUE ? from : from - reach;
        long last = to == Long.MAX_VALUE ? to : to + LONGEST_WINDOW_MILLIS + reach;
        FoldState current = new FoldState();
        Blocks.Walk walk = blocks.walk(first, fold, current);
        if (reach == 0) {
            // The states that blocks carry are the old fold's or the new one's: only ours is surely of this fold.
            current.set(state);
        }
        boolean passed = false;
        Spans spans = new Spans();
        while (walk.next()) {
            long ts = walk.tsMillis();
            if (!passed && ts >= to) {
                state.set(current);
                passed = true;
            }
            if (keepStates && ts >= from && ts < to && walk.startsBlock()) {
                blocks.setBefore(walk.blockKey(), current);
            }
            fold.advance(current, ts, walk.micros(), spans);
            rows.append(spans, ts, walk.micros());
            if (ts >= from && ts < to) {
                evidence.change(ts, spans, keepStates ? 1 : -1);
            }
            if (ts >= last) {
                break;
            }
        }
        if (!passed) {
            state.set(current);
        }
    }

    private void keepDays(SiteCalendar calendar, WindowTable rows, long to) {
        for (WindowEntry day : rows.windows(Period.DAY).values()) {
            if (day.start >= from && day.start < to) {
                newPages.put(calendar.start(Period.MONTH, day.start), day.start, day.sums);
            }
        }
        newPages.flush();
    }

    private void deleteReadings(RowOutput output, long to, long revision) {
        Blocks.Walk walk = blocks.walk(from, oldShape.fold(), new FoldState());
        while (walk.next() && walk.tsMillis() < to) {
            output.readingDeleted(walk.tsMillis(), walk.micros(), revision);
        }
    }

    private void finish(RowOutput output, long revision) {
        NavigableMap<Long, WindowEntry> oldMonths = months(oldShape, oldPages);
        NavigableMap<Long, WindowEntry> newMonths = newShape == null ? new TreeMap<>() : months(newShape, newPages);
        writeDifferences(oldMonths, newMonths, Long.MIN_VALUE, Long.MAX_VALUE, output, revision);
        oldMonths.keySet().forEach(oldPages::removeMonth);
        oldPages.flush();
        if (newShape == null) {
            SiteMonths siteMonths = new SiteMonths(oldShape.calendar());
            this.oldMonths.forEach(
                    (mode, month) -> output.month(MonthRow.none(mode, month, siteMonths.end(month)), revision));
            blocks.clear();
        }
    }

    private NavigableMap<Long, WindowEntry> months(Shape shape, DayPages pages) {
        Fold fold = shape.fold();
        NavigableMap<Long, WindowEntry> months = new TreeMap<>();
        Blocks.Walk walk = blocks.walk(Long.MIN_VALUE, fold, new FoldState());
        if (!walk.next()) {
            return months;
        }
        SiteCalendar calendar = shape.calendar();
        long end = blocks.lastTsMillis() + fold.reachMillis();
        long start = calendar.start(Period.MONTH, walk.tsMillis() - fold.reachMillis());
        while (start <= end) {
            long next = calendar.end(Period.MONTH, start);
            if (!pages.days(start).isEmpty()) {
                WindowSums sums = new WindowSums();
                pages.days(start).values().forEach(sums::merge);
                months.put(start, new WindowEntry(Period.MONTH, start, next, sums));
            }
            start = next;
        }
        return months;
    }

    private void writeDifferences(
            NavigableMap<Long, WindowEntry> oldRows,
            NavigableMap<Long, WindowEntry> newRows,
            long first,
            long end,
            RowOutput output,
            long revision) {
        for (Map.Entry<Long, WindowEntry> row : newRows.entrySet()) {
            WindowEntry now = row.getValue();
            if (now.start >= first && now.start < end) {
                WindowEntry before = oldRows.get(now.start);
                if (before == null || !sameRow(before, now)) {
                    output.window(now.period, now.start, now.end, now.sums, revision);
                }
            }
        }
        for (WindowEntry gone : oldRows.values()) {
            if (gone.start >= first && gone.start < end && !newRows.containsKey(gone.start)) {
                output.window(gone.period, gone.start, gone.end, NOTHING, revision);
            }
        }
    }

    /** Whether the row of table {@code rollup} stays as it is: its local times and empty columns too. */
    private boolean sameRow(WindowEntry before, WindowEntry now) {
        return newShape != null
                && oldShape.definition().kind() == newShape.definition().kind()
                && sameWindow(before, now)
                && before.sums.sameRow(now.sums);
    }

    /** Whether a window is the same by both calendars, on the wall clock too. */
    private boolean sameWindow(WindowEntry before, WindowEntry now) {
        if (newShape == null) {
            return false;
        }
        SiteCalendar oldCalendar = oldShape.calendar();
        SiteCalendar newCalendar = newShape.calendar();
        return before.end == now.end
                && oldCalendar.localMillis(now.start) == newCalendar.localMillis(now.start)
                && oldCalendar.localMillis(now.end) == newCalendar.localMillis(now.end);
    }
}
