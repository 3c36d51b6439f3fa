package io.joulestream.core.history;

import io.joulestream.core.block.Blocks;
import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import io.joulestream.core.calendar.Period;
import io.joulestream.core.calendar.SiteCalendar;
import io.joulestream.core.fold.Fold;
import io.joulestream.core.fold.FoldState;
import io.joulestream.core.fold.Span;
import io.joulestream.core.fold.Spans;
import io.joulestream.core.quantity.Wide;
import io.joulestream.core.rollup.Contribution;
import io.joulestream.core.rollup.WindowSums;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The windows that are open or being changed, with their sums.
 *
 * <p>A window that is not here is loaded when first touched: a day from its page, a month from its days, a finer window
 * from its readings. After {@link #emit} only the windows at the frontier stay, those that the next reading in order
 * will touch; so an in-order reading loads nothing.
 */
final class WindowTable {
    /** No reading yet: every window is new. */
    static final long NO_FRONTIER = Long.MIN_VALUE;

    /** From the coarsest on: a month must be loaded before any of its days is changed. */
    private static final List<Period> COARSE_TO_FINE =
            List.of(Period.MONTH, Period.DAY, Period.HOUR, Period.QUARTER_HOUR, Period.MINUTE);

    private final SiteCalendar calendar;
    private Fold fold;
    private final Blocks blocks;
    private final DayPages pages;
    private final DayDetails details;
    private final WindowLoader loader;
    private final Map<Period, PeriodWindows> byPeriod = new EnumMap<>(Period.class);
    private final PeriodWindows[] coarseToFine;
    private final PeriodWindows[] outsideRun;
    private final InOrderRun run = new InOrderRun();
    private final List<WindowEntry> touched = new ArrayList<>();
    private long frontier = NO_FRONTIER;
    private int changedCount;

    WindowTable(Shape shape, Blocks blocks, DayPages pages) {
        this.calendar = shape.calendar();
        this.fold = shape.fold();
        this.blocks = blocks;
        this.pages = pages;
        this.details = new DayDetails(shape, blocks);
        for (Period period : COARSE_TO_FINE) {
            byPeriod.put(period, new PeriodWindows(period));
        }
        // SEMANTICS 5: 1-minute windows exist only for series that are read that often.
        boolean minutes = shape.definition().hasMinutes();
        this.coarseToFine = windows(period -> period != Period.MINUTE || minutes);
        this.outsideRun = windows(period -> period == Period.QUARTER_HOUR || (period == Period.MINUTE && minutes));
        this.loader = new WindowLoader(calendar, blocks, pages, of(Period.DAY).byStart);
    }

    private PeriodWindows[] windows(Predicate<Period> which) {
        return COARSE_TO_FINE.stream().filter(which).map(this::of).toArray(PeriodWindows[]::new);
    }

    /** The last instant that any reading says something about. */
    long frontier() {
        return frontier;
    }

    /** The last reading is this one, or there is none: where the series has been opened. */
    void setLast(FoldState last) {
        frontier = last.present() ? fold.frontier(last.tsMillis()) : NO_FRONTIER;
        details.setLast(last);
    }

    /** As {@link #setLast}, where an event did it: the running day is another, or another part of it counts. */
    void moveLast(FoldState last) {
        if (!details.hasCompleteness()) {
            setLast(last);
            return;
        }
        WindowEntry left = runningDay();
        long leftEnd = left == null ? 0 : details.countedEnd(left);
        WindowEntry entered = last.present() ? at(of(Period.DAY), fold.position(last.tsMillis())) : null;
        long enteredEnd = entered == null ? 0 : details.countedEnd(entered);
        setLast(last);
        markMoved(left, leftEnd);
        markMoved(entered, enteredEnd);
    }

    private @Nullable WindowEntry runningDay() {
        return details.lastPosition() == DayDetails.NOWHERE ? null : at(of(Period.DAY), details.lastPosition());
    }

    private void markMoved(@Nullable WindowEntry day, long endBefore) {
        if (day != null && endBefore != details.countedEnd(day)) {
            details.changeCompleteness(day);
            await(day);
        }
    }

    DayDetails details() {
        return details;
    }

    /** The windows of the period in the table, by their start. */
    NavigableMap<Long, WindowEntry> windows(Period period) {
        run.close();
        return of(period).byStart;
    }

    /** Windows that wait to be written. */
    int changedCount() {
        return changedCount;
    }

    /** About how many bytes of heap the windows take. */
    long estimatedBytes() {
        int count = 0;
        for (PeriodWindows windows : coarseToFine) {
            count += windows.byStart.size();
        }
        return 400L * count + details.estimatedBytes(of(Period.DAY).byStart);
    }

    /** Windows are loaded by this fold from now on: one of the same definition with other meter events. */
    void follow(Fold newFold) {
        fold = newFold;
        details.follow(newFold);
    }

    /** Adds a reading and its spans behind all others: every window they touch is at the frontier or new. */
    void append(Spans spans, long tsMillis, long micros) {
        long position = fold.position(tsMillis);
        boolean inRun = run.holds(spans, position);
        if (inRun) {
            run.add(spans, tsMillis, micros);
            WindowEntry day = run.detailed();
            if (day != null) {
                details.append(day, spans);
                details.appendReading(day, position, micros);
            }
        } else {
            run.close();
        }
        for (PeriodWindows windows : inRun ? outsideRun : coarseToFine) {
            for (int i = 0; i < spans.count(); i++) {
                append(windows, spans.get(i));
            }
            WindowEntry own = at(windows, position);
            if (own.detail != null) {
                details.appendReading(own, position, micros);
            }
            own.sums.addReading(tsMillis, micros);
            mark(own);
        }
        // What is told of completeness asks for the sums of the day with each reading.
        if (!inRun && !details.hasCompleteness()) {
            run.open(coarseToFine, position);
        }
    }

    private void append(PeriodWindows windows, Span span) {
        if (Contribution.counts(span.lengthMillis(), windows.period)) {
            for (long t = span.from(); t < span.to(); ) {
                WindowEntry entry = at(windows, t);
                entry.sums.addSpan(span, entry.start, entry.end, 1);
                if (entry.detail != null) {
                    details.append(entry, span);
                }
                mark(entry);
                t = entry.end;
            }
        }
    }

    /** Adds (sign 1) or takes away (sign -1) spans, as part of the current event. */
    void changeSpans(Spans spans, int sign) {
        for (int i = 0; i < spans.count(); i++) {
            changeSpan(spans.get(i), sign);
        }
    }

    private void changeSpan(Span span, int sign) {
        for (PeriodWindows windows : coarseToFine) {
            if (Contribution.counts(span.lengthMillis(), windows.period)) {
                for (long t = span.from(); t < span.to(); ) {
                    WindowEntry entry = touch(windows, t);
                    entry.sums.addSpan(span, entry.start, entry.end, sign);
                    if (entry.detail != null) {
                        details.change(entry, span, sign);
                    }
                    t = entry.end;
                }
            }
        }
    }

    /** Adds (sign 1) or takes away (sign -1) a reading, as part of the current event. */
    void changeReading(long tsMillis, long micros, int sign) {
        long position = fold.position(tsMillis);
        for (PeriodWindows windows : coarseToFine) {
            WindowEntry entry = touch(windows, position);
            if (entry.detail != null) {
                details.changeReading(entry, micros, sign);
            }
            if (sign > 0) {
                entry.sums.addReading(tsMillis, micros);
            } else {
                entry.stale |= entry.sums.removeReading(tsMillis, micros);
            }
        }
    }

    /** By how much the current event changes the totals of months, by their start; only those that it does change. */
    Map<Long, Wide> changedMonthTotals() {
        Map<Long, Wide> changes = new HashMap<>();
        for (WindowEntry entry : touched) {
            Wide change = entry.period == Period.MONTH ? entry.changeOfTotal() : null;
            if (change != null) {
                changes.put(entry.start, change);
            }
        }
        return changes;
    }

    /** What the month counts; the caller must not change it. */
    Wide monthTotal(long start) {
        return at(of(Period.MONTH), start).sums.total();
    }

    /** Ends the current event, whose reading has been put into (or removed from) the blocks by now. */
    void endEvent() {
        for (WindowEntry entry : touched) {
            if (entry.stale && entry.period != Period.MONTH) {
                WindowScan.replaceReadings(entry, blocks, fold);
            }
        }
        for (WindowEntry entry : touched) {
            if (entry.stale) {
                loader.remergeExtremes(entry);
            }
        }
        for (WindowEntry entry : touched) {
            WindowSums before = entry.before;
            if (before != null && !entry.sums.sameRow(before)) {
                mark(entry);
            }
            if (before != null && entry.detail != null && details.endEvent(entry, before)) {
                await(entry);
            }
            entry.before = null;
        }
        touched.clear();
    }

    /** Writes every changed window, keeps the days, and lets go of all windows but those at the frontier. */
    void emit(RowOutput output, long revision) {
        run.close();
        for (PeriodWindows windows : coarseToFine) {
            for (WindowEntry entry : windows.byStart.values()) {
                if (entry.changed) {
                    output.window(entry.period, entry.start, entry.end, entry.sums, revision);
                    entry.changed = false;
                }
                if (entry.detail != null) {
                    details.emit(entry, output, revision);
                }
                entry.pending = false;
            }
        }
        changedCount = 0;
        settle();
    }

    /** Keeps every day in its page, the open one too, and forgets all windows. */
    void closeAll() {
        frontier = NO_FRONTIER;
        settle();
    }

    /** Keeps the days that are behind the frontier in their pages and drops all windows that are not at it. */
    private void settle() {
        run.close();
        if (frontier != NO_FRONTIER) {
            for (PeriodWindows windows : coarseToFine) {
                at(windows, frontier);
            }
        }
        for (PeriodWindows windows : coarseToFine) {
            if (windows.byStart.size() == 1 && frontier != NO_FRONTIER) {
                continue;
            }
            for (Iterator<WindowEntry> all = windows.byStart.values().iterator(); all.hasNext(); ) {
                WindowEntry entry = all.next();
                if (entry.start > frontier || entry.end <= frontier || frontier == NO_FRONTIER) {
                    if (entry.period == Period.DAY) {
                        pages.put(calendar.start(Period.MONTH, entry.start), entry.start, entry.sums);
                    }
                    all.remove();
                }
            }
            windows.forgetRecent();
        }
        pages.flush();
    }

    void write(ByteSink out) {
        out.writeSigned(frontier);
        if (frontier == NO_FRONTIER) {
            return;
        }
        for (PeriodWindows windows : coarseToFine) {
            WindowEntry entry = at(windows, frontier);
            out.writeSigned(frontier - entry.start);
            out.writeSigned(entry.end - entry.start);
            entry.sums.write(out, entry.start);
        }
        details.write(out, at(of(Period.DAY), frontier));
    }

    /** @param withDetails whether the bytes tell of the open day's details */
    void read(ByteSource in, boolean withDetails) {
        frontier = in.readSigned();
        if (frontier == NO_FRONTIER) {
            return;
        }
        for (PeriodWindows windows : coarseToFine) {
            long start = frontier - in.readSigned();
            long end = start + in.readSigned();
            windows.put(new WindowEntry(windows.period, start, end, WindowSums.read(in, start)));
        }
        if (details.any()) {
            WindowEntry day = at(of(Period.DAY), frontier);
            day.detail = details.create(false);
            if (withDetails) {
                details.read(in, day);
            }
        }
    }

    private WindowEntry touch(PeriodWindows windows, long t) {
        WindowEntry entry = at(windows, t);
        if (entry.touch()) {
            touched.add(entry);
        }
        return entry;
    }

    private void mark(WindowEntry entry) {
        if (!entry.changed) {
            entry.changed = true;
            await(entry);
        }
    }

    private void await(WindowEntry entry) {
        if (!entry.pending) {
            entry.pending = true;
            changedCount++;
        }
    }

    /** The window that holds the instant, loaded where it is not here yet. */
    private WindowEntry at(PeriodWindows windows, long t) {
        if (InOrderRun.isOf(windows.period)) {
            run.close();
        }
        WindowEntry entry = windows.find(t);
        if (entry == null) {
            Period period = windows.period;
            entry = new WindowEntry(period, calendar.start(period, t), calendar.end(period, t), new WindowSums());
            boolean loaded = entry.start <= frontier;
            if (loaded) {
                loader.load(entry, fold);
            }
            if (period == Period.DAY && details.any()) {
                entry.detail = details.create(!loaded);
            }
            windows.put(entry);
        }
        return entry;
    }

    private PeriodWindows of(Period period) {
        return Objects.requireNonNull(byPeriod.get(period), "every period has its windows");
    }
}
