package io.joulestream.core.history;

import io.joulestream.core.fold.Spans;
import io.joulestream.core.month.CompatEnds;
import io.joulestream.core.month.Edges;
import io.joulestream.core.month.MonthMode;
import io.joulestream.core.month.SiteMonths;
import io.joulestream.core.quantity.Wide;

/**
 * What readings in order do to a counter's months: they always change the extrapolated ends behind them, which {@link
 * #tail} says once for all, and seldom another. The calendar is asked once a month and, near a month's end, once a day.
 */
final class MonthsInOrder {
    /** No reading counts as the end itself. */
    private static final int NONE = CompatEnds.NEAREST_DAYS + 1;

    private static final int NO_MONTH = Integer.MIN_VALUE;

    private final SiteMonths months;
    private final CompatEnds compat;
    private final MonthMarks marks;

    /** Until then each reading in order does to the ends around it what the last one did. */
    private long sameUntil = Long.MIN_VALUE;

    /** The month whose end each of them is until then, or none. */
    private int nearestTo = NO_MONTH;

    /** The month whose boundary is so near the last reading that the next one may count as its end; how near any is. */
    private int nearMonth = NO_MONTH;

    private int nearDays = NONE;

    /** The last month that ends before this first reading, its end, and that of the next. */
    private int frontMonth = NO_MONTH;

    private long frontOf;
    private long frontEnd;
    private long frontNextEnd;

    /** Whether the ends behind the last reading changed. */
    boolean tail;

    /** Whether the ends before the first reading changed. */
    boolean front;

    MonthsInOrder(SiteMonths months, CompatEnds compat, MonthMarks marks) {
        this.months = months;
        this.compat = compat;
        this.marks = marks;
    }

    /** To be called before the reading is in the blocks; there are two others at least. */
    void before(long ts, Edges edges) {
        tail = true;
        if (ts >= sameUntil) {
            look(ts, edges);
        } else if (nearestTo != NO_MONTH) {
            marks.mark(MonthMode.COMPAT, nearestTo);
        }
    }

    private void look(long ts, Edges edges) {
        pass(ts, edges.lastTs());
        int own = months.of(ts);
        int newNearMonth = NO_MONTH;
        int newNearDays = NONE;
        nearestTo = NO_MONTH;
        sameUntil = months.end(own) - CompatEnds.NEAR_MILLIS;
        for (int month = months.of(edges.lastTs()) - 1; month <= own; month++) {
            long boundary = compat.boundary(month);
            boolean near = Math.abs(ts - boundary) < CompatEnds.NEAR_MILLIS;
            int known = nearestDays(month, boundary, edges);
            int days = near ? compat.days(ts, boundary) : NONE;
            boolean nearest = days < NONE && days <= known;
            boolean between = known >= NONE && edges.lastTs() < boundary && boundary < ts;
            if (nearest || between) {
                marks.mark(MonthMode.COMPAT, month);
            }
            if (near) {
                newNearMonth = month;
                newNearDays = nearest ? days : known;
                nearestTo = nearest ? month : NO_MONTH;
                sameUntil = compat.sameDaysUntil(ts, boundary);
            }
        }
        nearMonth = newNearMonth;
        nearDays = newNearDays;
    }

    /** Marks the months whose end lies behind the last reading and not behind the new one. */
    private void pass(long ts, long lastTs) {
        for (int month = months.of(lastTs); months.end(month) <= ts; month++) {
            marks.mark(MonthMode.EXACT, month);
        }
    }

    private int nearestDays(int month, long boundary, Edges edges) {
        if (Math.abs(edges.lastTs() - boundary) >= CompatEnds.NEAR_MILLIS) {
            return NONE;
        }
        return month == nearMonth ? nearDays : Math.min(NONE, compat.nearestDays(month, edges));
    }

    /** Takes the reading to the edges; while they are younger than seven days, it moves the front. */
    void append(long ts, long micros, Spans spans, Edges edges, long horizonMillis) {
        if (edges.frontSettled()) {
            edges.append(ts, micros, spans);
            return;
        }
        findFront(edges.firstTs());
        // The next month's consumption starts at that end; behind the last reading it has changed anyway.
        boolean mayChange = frontNextEnd <= edges.lastTs() && !marks.isMarked(MonthMode.EXACT, frontMonth + 1);
        Wide before = mayChange ? edges.growthBefore(frontEnd, horizonMillis) : null;
        edges.append(ts, micros, spans);
        if (frontEnd < edges.firstTs() - horizonMillis) {
            return;
        }
        front = true;
        if (before != null && !before.equals(edges.growthBefore(frontEnd, horizonMillis))) {
            marks.mark(MonthMode.EXACT, frontMonth + 1);
        }
    }

    /** The calendar is asked once for each first reading, and not by every reading of the first seven days. */
    private void findFront(long firstTs) {
        if (frontMonth != NO_MONTH && frontOf == firstTs) {
            return;
        }
        int last = months.of(firstTs - 1);
        frontMonth = months.end(last) < firstTs ? last : last - 1;
        frontEnd = months.end(frontMonth);
        frontNextEnd = months.end(frontMonth + 1);
        frontOf = firstTs;
    }

    /** A correction came between. */
    void interrupt(MonthChange change) {
        sameUntil = Long.MIN_VALUE;
        if (change.touches(nearMonth)) {
            nearMonth = NO_MONTH;
        }
    }

    void forget() {
        sameUntil = Long.MIN_VALUE;
        nearMonth = NO_MONTH;
    }
}
