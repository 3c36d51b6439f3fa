package io.joulestream.core.month;

import io.joulestream.core.block.Blocks;
import io.joulestream.core.calendar.SiteCalendar;
import io.joulestream.core.fold.Fold;
import io.joulestream.core.fold.FoldState;
import org.jspecify.annotations.Nullable;

/**
 * Month ends by the old application's rules (SEMANTICS 24): of the raw readings and the zone, whatever the meter did. Its
 * boundary is the last millisecond of the month.
 */
public final class CompatEnds {
    /** A reading at most this many whole local days away counts as the end itself. */
    public static final int NEAREST_DAYS = 3;

    /** No reading further away is {@link #NEAREST_DAYS}: four local days, and what clocks are ever set forward or back. */
    public static final long NEAR_MILLIS = 6 * 86_400_000L;

    private static final long DAY_MILLIS = 86_400_000;

    private final Blocks blocks;
    private final Fold fold;
    private final SiteMonths months;
    private final SiteCalendar calendar;

    private record Point(long tsMillis, long micros) {}

    /** @param fold any of the series: blocks are walked with one, and nothing of it matters here */
    public CompatEnds(Blocks blocks, Fold fold, SiteMonths months) {
        this.blocks = blocks;
        this.fold = fold;
        this.months = months;
        this.calendar = months.calendar();
    }

    /** The month's last millisecond. */
    public long boundary(int month) {
        return months.end(month) - 1;
    }

    /** Whole local days between the two, truncated: calendar days less one where the time of day falls short. */
    public int days(long tsMillis, long boundary) {
        long local = Math.abs(calendar.localMillis(tsMillis) - calendar.localMillis(boundary));
        return (int) Math.min(local / DAY_MILLIS, Integer.MAX_VALUE);
    }

    /** Until when later times are as many days from the boundary, and on its same side; after that they may not be. */
    public long sameDaysUntil(long tsMillis, long boundary) {
        long local = calendar.localMillis(tsMillis) - calendar.localMillis(boundary);
        long rest = local <= 0 ? -local % DAY_MILLIS + 1 : DAY_MILLIS - local % DAY_MILLIS;
        return Math.min(tsMillis + rest, calendar.offsetEnd(tsMillis));
    }

    /** The distance of the nearest reading in days; greater than {@link #NEAREST_DAYS} where none counts. */
    public int nearestDays(int month, Edges edges) {
        Point nearest = nearest(boundary(month), edges);
        return nearest == null ? Integer.MAX_VALUE : days(nearest.tsMillis, boundary(month));
    }

    /** Whether a reading at the time, here or to come, is the month's nearest with the others that are here. */
    public boolean mayBeNearest(int month, long tsMillis, Edges edges) {
        long boundary = boundary(month);
        if (Math.abs(tsMillis - boundary) >= NEAR_MILLIS || days(tsMillis, boundary) > NEAREST_DAYS) {
            return false;
        }
        Point known = edges.present() ? nearest(boundary, edges) : null;
        int difference = known == null ? 0 : days(tsMillis, boundary) - days(known.tsMillis, boundary);
        return known == null || difference < 0 || (difference == 0 && tsMillis >= known.tsMillis);
    }

    /** The end of any month, without limit; costs the few blocks around it. */
    public MonthEnd at(int month, Edges edges) {
        if (!edges.present()) {
            return MonthEnd.MISSING;
        }
        long boundary = boundary(month);
        Point nearest = nearest(boundary, edges);
        if (nearest != null) {
            return MonthEnd.read(EndMethod.ACTUAL, nearest.tsMillis, nearest.micros);
        }
        MonthEnd behind = boundary > edges.lastTs() ? edges.lineBehind(boundary) : null;
        if (behind != null) {
            return behind;
        }
        FoldState state = new FoldState();
        Blocks.Walk walk = blocks.walk(boundary, fold, state);
        Point before = point(state);
        Point after = next(walk);
        if (before != null && after != null) {
            return line(EndMethod.INTERPOLATED, boundary, before, after);
        }
        Point left = before == null ? after : latest(Long.MIN_VALUE, before.tsMillis);
        Point right = before == null ? next(walk) : before;
        return left == null || right == null ? MonthEnd.MISSING : line(EndMethod.EXTRAPOLATED, boundary, left, right);
    }

    /** The table's row; lines go on beyond the outermost, so that further months need none. */
    public MonthRow row(int month, Edges edges) {
        MonthEnd end = inTable(month, edges) ? at(month, edges) : MonthEnd.MISSING;
        if (!end.known()) {
            return MonthRow.none(MonthMode.COMPAT, month, months.end(month));
        }
        return row(month, at(month - 1, edges), end, edges);
    }

    /** The row of a month that has one. */
    public MonthRow row(int month, MonthEnd before, MonthEnd end, Edges edges) {
        boolean turned = turned(month, before);
        MonthEnd from = turned ? end : before;
        MonthEnd to = turned ? at(month + 1, edges) : end;
        return CompatConsumption.row(month, months.end(month), end, from, to);
    }

    private static boolean turned(int month, MonthEnd before) {
        return SiteMonths.isDecember(month) && !before.known();
    }

    /** Whether the month has a row where its end is known: up to the first extrapolated one on either side. */
    public boolean inTable(int month, Edges edges) {
        if (!edges.present()) {
            return false;
        }
        if (edges.single()) {
            return true;
        }
        int first = months.of(edges.firstTs()) - 1;
        int last = months.of(edges.lastTs());
        return (month >= first || (month == first - 1 && nearest(boundary(first), edges) != null))
                && (month <= last || (month == last + 1 && nearest(boundary(last), edges) != null));
    }

    /** The later of the readings that are equally near. */
    private @Nullable Point nearest(long boundary, Edges edges) {
        if (edges.firstTs() - boundary > NEAR_MILLIS || boundary - edges.lastTs() > NEAR_MILLIS) {
            return null;
        }
        int last = days(edges.lastTs(), boundary);
        for (int days = 0; days <= NEAREST_DAYS; days++) {
            // None is later than the last one.
            Point found =
                    days == last ? new Point(edges.lastTs(), edges.lastMicros()) : atDistance(boundary, days, edges);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** The latest reading that is so many days away, on whichever side; where clocks changed, each stretch for itself. */
    private @Nullable Point atDistance(long boundary, int days, Edges edges) {
        long wall = calendar.localMillis(boundary);
        Point latest = null;
        for (long from = boundary - NEAR_MILLIS; from < boundary + NEAR_MILLIS; from = calendar.offsetEnd(from)) {
            long offset = calendar.localMillis(from) - from;
            long to = Math.min(calendar.offsetEnd(from), boundary + NEAR_MILLIS);
            long near = days * DAY_MILLIS;
            long far = near + DAY_MILLIS;
            Point earlier = within(from, to, wall - far + 1 - offset, wall - near + 1 - offset, edges);
            Point later = within(from, to, wall + near - offset, wall + far - offset, edges);
            latest = later != null ? later : earlier != null ? earlier : latest;
        }
        return latest;
    }

    /** The latest reading of both half-open ranges. */
    private @Nullable Point within(long from, long to, long start, long end, Edges edges) {
        long first = Math.max(from, start);
        long last = Math.min(to, end);
        return first >= last || last <= edges.firstTs() || first > edges.lastTs() ? null : latest(first, last);
    }

    /** The latest reading of {@code [from, to)}. */
    private @Nullable Point latest(long from, long to) {
        FoldState state = new FoldState();
        blocks.walk(to, fold, state);
        return state.present() && state.tsMillis() >= from ? point(state) : null;
    }

    private static @Nullable Point point(FoldState state) {
        return state.present() ? new Point(state.tsMillis(), state.micros()) : null;
    }

    private static @Nullable Point next(Blocks.Walk walk) {
        return walk.next() ? new Point(walk.tsMillis(), walk.micros()) : null;
    }

    private static MonthEnd line(EndMethod method, long boundary, Point left, Point right) {
        return MonthEnd.onLine(method, boundary, left.tsMillis, left.micros, right.tsMillis, right.micros);
    }
}
