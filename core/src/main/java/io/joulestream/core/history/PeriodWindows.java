package io.joulestream.core.history;

import io.joulestream.core.calendar.Period;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The windows of one period in a {@link WindowTable}; the one used last is found without a search. */
final class PeriodWindows {
    final Period period;
    final NavigableMap<Long, WindowEntry> byStart = new TreeMap<>();
    private @Nullable WindowEntry recent;

    PeriodWindows(Period period) {
        this.period = period;
    }

    @Nullable
    WindowEntry find(long t) {
        WindowEntry last = recent;
        if (last != null && t >= last.start && t < last.end) {
            return last;
        }
        Map.Entry<Long, WindowEntry> found = byStart.floorEntry(t);
        if (found == null || t >= found.getValue().end) {
            return null;
        }
        recent = found.getValue();
        return recent;
    }

    void put(WindowEntry entry) {
        byStart.put(entry.start, entry);
        recent = entry;
    }

    /** To be called after windows went from {@link #byStart}. */
    void forgetRecent() {
        recent = null;
    }
}
