package io.joulestream.core.history;

import io.joulestream.core.calendar.Period;
import io.joulestream.core.completeness.DayCompleteness;
import io.joulestream.core.histogram.Distribution;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** The rows of days' details that a changed definition changes: of two tables, one by the old and one by the new. */
final class DayDifferences {
    private static final Distribution NOTHING = new Distribution();

    private final WindowTable before;
    private final @Nullable WindowTable after;
    private final RowOutput output;
    private final long revision;

    /** @param after null where the series was deleted */
    DayDifferences(WindowTable before, @Nullable WindowTable after, RowOutput output, long revision) {
        this.before = before;
        this.after = after;
        this.output = output;
        this.revision = revision;
    }

    /**
     * Writes those of the days that start in {@code [from, to)}.
     *
     * @param sameWindow whether a day of both is the same day, on the wall clock too
     */
    void write(long from, long to, BiPredicate<WindowEntry, WindowEntry> sameWindow) {
        NavigableMap<Long, WindowEntry> old = before.windows(Period.DAY);
        NavigableMap<Long, WindowEntry> now = after == null ? new TreeMap<>() : after.windows(Period.DAY);
        TreeMap<Long, WindowEntry> all = new TreeMap<>(old.subMap(from, true, to, false));
        all.putAll(now.subMap(from, true, to, false));
        for (WindowEntry day : all.values()) {
            WindowEntry was = old.get(day.start);
            WindowEntry is = now.get(day.start);
            boolean same = was != null && is != null && sameWindow.test(was, is);
            Distribution oldValues = values(before, was);
            Distribution newValues = values(after, is);
            if (!newValues.sameAs(oldValues) || (!same && !newValues.isEmpty())) {
                output.distribution(day.start, day.end, newValues, revision);
            }
            DayCompleteness oldDay = completeness(before, was);
            DayCompleteness newDay = completeness(after, is);
            boolean equal = newDay == null ? oldDay == null : newDay.equals(oldDay) && same;
            if (!equal) {
                output.completeness(day.start, day.end, newDay, revision);
            }
        }
    }

    private static Distribution values(@Nullable WindowTable table, @Nullable WindowEntry day) {
        return table == null
                        || day == null
                        || day.detail == null
                        || !table.details().hasValues()
                ? NOTHING
                : table.details().values(day);
    }

    private static @Nullable DayCompleteness completeness(@Nullable WindowTable table, @Nullable WindowEntry day) {
        return table == null || day == null || day.detail == null
                ? null
                : table.details().completeness(day);
    }
}
