package io.joulestream.core.fold;

import io.joulestream.core.calendar.SiteCalendar;
import io.joulestream.core.series.AmountInterval;
import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.core.series.Stamp;
import java.util.Objects;

/**
 * Amounts per interval; each reading has a span of its own (SEMANTICS 15).
 *
 * <p>Spans start and end in the order of their readings, so that the union of overlapping ones is counted by covering
 * each from the end of the one before.
 */
final class DeltaFold extends Fold {
    /** A local month with its changes of offset, and a day to spare. */
    private static final long LONGEST_MONTH_MILLIS = 33L * 86_400_000;

    private final AmountInterval interval;
    private final Stamp stamp;
    private final SiteCalendar calendar;

    DeltaFold(SeriesDefinition definition, SiteCalendar calendar) {
        this.interval = Objects.requireNonNull(definition.interval(), "a delta has an interval");
        this.stamp = definition.stamp();
        this.calendar = calendar;
    }

    @Override
    public void advance(FoldState state, long tsMillis, long micros, Spans spans) {
        long start = interval.start(calendar, stamp, tsMillis);
        long end = interval.end(calendar, stamp, tsMillis);
        long coveredBefore = state.present() ? interval.end(calendar, stamp, state.tsMillis()) : start;
        spans.clear();
        spans.add().amount(start, end, Math.max(start, coveredBefore), micros);
        state.set(tsMillis, micros, 0);
    }

    @Override
    public long position(long tsMillis) {
        return interval.start(calendar, stamp, tsMillis);
    }

    @Override
    public long frontier(long tsMillis) {
        return end(tsMillis) - 1;
    }

    @Override
    public long end(long tsMillis) {
        return interval.end(calendar, stamp, tsMillis);
    }

    @Override
    public long reachMillis() {
        return interval.calendarPeriod() == null ? interval.fixedMillis() : LONGEST_MONTH_MILLIS;
    }
}
