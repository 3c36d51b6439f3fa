package io.joulestream.core.history;

import io.joulestream.core.fold.Fold;
import io.joulestream.core.month.CompatEnds;
import io.joulestream.core.month.Edges;
import io.joulestream.core.month.EndMethod;
import io.joulestream.core.month.ExactEnds;
import io.joulestream.core.month.MonthEnd;
import io.joulestream.core.month.MonthMode;
import io.joulestream.core.month.MonthRow;
import io.joulestream.core.month.SiteMonths;
import io.joulestream.core.quantity.Wide;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which month rows one event changes: their ends before it, from the blocks as they were, against those after it. Only the
 * months that it can reach are looked at.
 */
final class MonthChange {
    /** No reading on this side. */
    static final long NONE_BEFORE = Long.MIN_VALUE;

    static final long NONE_AFTER = Long.MAX_VALUE;

    /**
     * The stretch of time that an event changes.
     *
     * @param before the reading before the event's time
     * @param after the reading after it
     * @param reach the reading from which the old and the new fold agree
     */
    record Stretch(long tsMillis, long before, long after, long reach) {}

    private final Edges oldEdges;
    private final Fold oldFold;
    private final long oldHorizon;
    private final SiteMonths months;
    private final ExactEnds exact;
    private final CompatEnds compat;

    private final NavigableSet<Integer> crossed = new TreeSet<>();
    private final Map<Integer, MonthEnd> oldEnds = new HashMap<>();
    private final Map<Integer, MonthRow> oldRows = new TreeMap<>();

    /** @param edges settled, before the event */
    MonthChange(Edges edges, Fold fold, long horizonMillis, SiteMonths months, ExactEnds exact, CompatEnds compat) {
        this.oldEdges = edges.copy();
        this.oldFold = fold;
        this.oldHorizon = horizonMillis;
        this.months = months;
        this.exact = exact;
        this.compat = compat;
    }

    /** To be called while the blocks are as they were. */
    void before(Stretch stretch) {
        long from = stretch.before != NONE_BEFORE ? stretch.before : Math.min(stretch.tsMillis, stretch.after) - 1;
        for (int month = months.of(from); months.end(month) <= stretch.reach; month++) {
            crossed.add(month);
            oldEnds.put(month, exact.at(month, oldFold, oldEdges, oldHorizon));
        }
        for (int month : compatRows(stretch)) {
            oldRows.put(month, compat.row(month, oldEdges));
        }
    }

    /** Whether the end of the month may be another one now, in either mode. */
    boolean touches(int month) {
        return crossed.contains(month) || oldRows.containsKey(month);
    }

    /** To be called once the blocks have changed. */
    void after(Edges edges, Fold fold, long horizonMillis, Map<Long, Wide> totalChanges, MonthMarks marks) {
        Map<Integer, Wide> totals = new HashMap<>();
        NavigableSet<Integer> rows = new TreeSet<>(crossed);
        totalChanges.forEach((start, change) -> totals.put(months.of(start), change));
        rows.addAll(totals.keySet());
        if (!oldEdges.sameFront(edges) || oldHorizon != horizonMillis) {
            addFront(rows, oldEdges, oldHorizon);
            addFront(rows, edges, horizonMillis);
        }
        if (!oldEdges.sameBack(edges) || oldHorizon != horizonMillis) {
            addBack(rows, oldEdges, oldHorizon);
            addBack(rows, edges, horizonMillis);
        }
        NavigableSet<Integer> all = new TreeSet<>(rows);
        rows.forEach(month -> all.add(month + 1));
        Ends ends = new Ends(edges, fold, horizonMillis);
        for (int month : all) {
            if (ends.changed(month, totals.getOrDefault(month, new Wide()))) {
                marks.mark(MonthMode.EXACT, month);
            }
        }
        for (Map.Entry<Integer, MonthRow> row : oldRows.entrySet()) {
            if (!compat.row(row.getKey(), edges).equals(row.getValue())) {
                marks.mark(MonthMode.COMPAT, row.getKey());
            }
        }
    }

    private void addFront(NavigableSet<Integer> rows, Edges edges, long horizonMillis) {
        if (edges.present() && !edges.single()) {
            int first = Math.max(SiteMonths.FIRST, months.of(edges.firstTs() - horizonMillis - 1));
            for (int month = first; months.end(month) < edges.firstTs(); month++) {
                rows.add(month);
            }
        }
    }

    private void addBack(NavigableSet<Integer> rows, Edges edges, long horizonMillis) {
        if (edges.present() && !edges.single()) {
            for (int month = months.of(edges.lastTs()); months.end(month) <= edges.lastTs() + horizonMillis; month++) {
                rows.add(month);
            }
        }
    }

    /** The months whose rows may change: those of the ends that may, and whoever subtracts from them. */
    private NavigableSet<Integer> compatRows(Stretch stretch) {
        NavigableSet<Integer> ends = new TreeSet<>();
        long ts = stretch.tsMillis;
        int first = months.of(oldEdges.present() ? Math.min(ts, oldEdges.firstTs()) : ts);
        int last = months.of(oldEdges.present() ? Math.max(ts, oldEdges.lastTs()) : ts);
        boolean atFront = stretch.before == NONE_BEFORE || stretch.before == oldEdges.firstTs();
        boolean atBack = stretch.after == NONE_AFTER || stretch.after == oldEdges.lastTs();
        // Those between the neighbours, and outside, where the two outermost readings make the line, the others.
        add(
                ends,
                stretch.before == NONE_BEFORE ? first - 2 : months.of(stretch.before),
                stretch.after == NONE_AFTER ? last + 1 : months.of(stretch.after) - 1);
        if (atFront) {
            add(ends, first - 2, first - 1);
        }
        if (atBack) {
            add(ends, last, last + 1);
        }
        int own = months.of(ts);
        for (int month = own - 1; month <= own; month++) {
            if (compat.mayBeNearest(month, ts, oldEdges)) {
                add(ends, month - 1, month);
            }
        }
        NavigableSet<Integer> rows = new TreeSet<>(ends);
        for (int month : ends) {
            rows.add(month + 1);
            if (SiteMonths.isDecember(month - 1)) {
                rows.add(month - 1);
            }
        }
        return rows;
    }

    private static void add(NavigableSet<Integer> set, int from, int to) {
        for (int month = from; month <= to; month++) {
            set.add(month);
        }
    }

    /** Ends before and after the event, as far as they are asked for. */
    private final class Ends {
        private final Edges edges;
        private final Fold fold;
        private final long horizonMillis;
        private final Map<Integer, MonthEnd> newEnds = new HashMap<>();

        Ends(Edges edges, Fold fold, long horizonMillis) {
            this.edges = edges;
            this.fold = fold;
            this.horizonMillis = horizonMillis;
        }

        boolean changed(int month, Wide totalChange) {
            MonthEnd was = before(month);
            MonthEnd is = after(month);
            if (!was.equals(is) || !is.known()) {
                return !was.equals(is);
            }
            MonthEnd startWas = before(month - 1);
            MonthEnd startIs = after(month - 1);
            if (!startWas.known() || !startIs.known()) {
                return startWas.known() != startIs.known();
            }
            Wide consumption = new Wide();
            consumption.set(totalChange);
            consumption.subtract(startIs.growth());
            consumption.add(startWas.growth());
            EndMethod method = is.method();
            return !consumption.isZero() || method.worse(startWas.method()) != method.worse(startIs.method());
        }

        private MonthEnd before(int month) {
            MonthEnd known = oldEnds.get(month);
            if (known != null) {
                return known;
            }
            long end = months.end(month);
            boolean outside = !oldEdges.present() || end < oldEdges.firstTs() || end > oldEdges.lastTs();
            // Between readings that the event left as they were, it is the same as after it.
            return outside ? exact.at(month, oldFold, oldEdges, oldHorizon) : after(month);
        }

        private MonthEnd after(int month) {
            return newEnds.computeIfAbsent(month, key -> exact.at(key, fold, edges, horizonMillis));
        }
    }
}
