package io.joulestream.core.completeness;

import io.joulestream.core.calendar.Period;
import io.joulestream.core.calendar.SiteCalendar;
import io.joulestream.core.series.AmountInterval;
import io.joulestream.core.series.SeriesDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The days of a series with those of which nothing is there: between its first and its last reading, none is left out. */
public final class CompletenessDays {
    private CompletenessDays() {}

    /** A local day {@code [startMillis, endMillis)}. */
    public record Day(long startMillis, long endMillis, DayCompleteness completeness) {}

    /**
     * The days that the half-open range touches, in their order.
     *
     * @param known those that have a row, by their start
     * @param firstTsMillis of all readings, as {@code lastTsMillis}
     */
    public static List<Day> fill(
            SeriesDefinition definition,
            Map<Long, Day> known,
            long firstTsMillis,
            long lastTsMillis,
            long fromMillis,
            long toMillis) {
        Long expected = definition.expectedIntervalMillis();
        if (expected == null) {
            return List.of();
        }
        SiteCalendar calendar = SiteCalendar.of(definition.zone());
        TreeMap<Long, Day> days = new TreeMap<>(known);
        long last = Math.min(position(definition, calendar, lastTsMillis), toMillis - 1);
        long start = Math.max(position(definition, calendar, firstTsMillis), fromMillis);
        while (start <= last) {
            start = calendar.start(Period.DAY, start);
            long end = calendar.end(Period.DAY, start);
            days.putIfAbsent(start, new Day(start, end, DayCompleteness.ofNothing(end - start, expected)));
            start = end;
        }
        return new ArrayList<>(days.values());
    }

    /** SEMANTICS 15: a delta's reading belongs to the day in which its span starts. */
    private static long position(SeriesDefinition definition, SiteCalendar calendar, long tsMillis) {
        AmountInterval interval = definition.interval();
        return interval == null ? tsMillis : interval.start(calendar, definition.stamp(), tsMillis);
    }
}
