package io.joulestream.core.history;

import io.joulestream.core.block.Blocks;
import io.joulestream.core.calendar.Period;
import io.joulestream.core.calendar.SiteCalendar;
import io.joulestream.core.fold.Fold;
import io.joulestream.core.rollup.WindowSums;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Consumer;

/** Where the sums of a window come from that is not in the table: a month's days, a day's page, the readings. */
final class WindowLoader {
    private final SiteCalendar calendar;
    private final Blocks blocks;
    private final DayPages pages;
    private final NavigableMap<Long, WindowEntry> days;

    /** @param days those that are in the table */
    WindowLoader(SiteCalendar calendar, Blocks blocks, DayPages pages, NavigableMap<Long, WindowEntry> days) {
        this.calendar = calendar;
        this.blocks = blocks;
        this.pages = pages;
        this.days = days;
    }

    /** Gives a window without sums those that it has by the readings as they are. */
    void load(WindowEntry entry, Fold fold) {
        switch (entry.period) {
            case MONTH -> forEachDay(entry, entry.sums::merge);
            case DAY -> {
                WindowSums kept = pages.day(calendar.start(Period.MONTH, entry.start), entry.start);
                if (kept != null) {
                    entry.sums.set(kept);
                }
            }
            default -> WindowScan.addAll(entry, blocks, fold);
        }
    }

    /** Takes the first, last, least and greatest reading of a month anew from its days. */
    void remergeExtremes(WindowEntry month) {
        if (month.period == Period.MONTH) {
            WindowSums readings = new WindowSums();
            forEachDay(month, readings::mergeReadings);
            month.sums.replaceReadings(readings);
        }
    }

    /** The days of a month: those in the table as they are there, the others as they are in their page. */
    private void forEachDay(WindowEntry month, Consumer<WindowSums> action) {
        Map<Long, WindowEntry> inTable = days.subMap(month.start, true, month.end, false);
        for (Map.Entry<Long, WindowSums> day : pages.days(month.start).entrySet()) {
            if (!inTable.containsKey(day.getKey())) {
                action.accept(day.getValue());
            }
        }
        inTable.values().forEach(day -> action.accept(day.sums));
    }
}
