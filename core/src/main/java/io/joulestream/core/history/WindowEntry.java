package io.joulestream.core.history;

import io.joulestream.core.calendar.Period;
import io.joulestream.core.quantity.Wide;
import io.joulestream.core.rollup.WindowSums;
import org.jspecify.annotations.Nullable;

/** One window of the table, and what the current event and the current batch did to it. */
final class WindowEntry {
    final Period period;
    final long start;
    final long end;
    final WindowSums sums;

    /** Of a day, where its series asks for one; null else. */
    @Nullable
    DayDetail detail;

    /** Whether an event changed the row since it was last written. */
    boolean changed;

    /** Whether anything of it waits to be written. */
    boolean pending;

    /** The sums before the current event, null while that has not touched the window. */
    @Nullable
    WindowSums before;

    /** Whether the extremes are stale because the current event removed a reading. */
    boolean stale;

    WindowEntry(Period period, long start, long end, WindowSums sums) {
        this.period = period;
        this.start = start;
        this.end = end;
        this.sums = sums;
    }

    /** Keeps the sums as they are before the current event; false where that has touched the window already. */
    boolean touch() {
        if (before != null) {
            return false;
        }
        before = new WindowSums();
        before.set(sums);
        stale = false;
        return true;
    }

    /** By how much the current event changes the total; null where it does not. */
    @Nullable
    Wide changeOfTotal() {
        if (before == null || sums.total().equals(before.total())) {
            return null;
        }
        Wide change = new Wide();
        change.set(sums.total());
        change.subtract(before.total());
        return change;
    }
}
