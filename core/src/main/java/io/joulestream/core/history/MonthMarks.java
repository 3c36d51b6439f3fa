package io.joulestream.core.history;

import io.joulestream.core.month.MonthMode;
import io.joulestream.core.month.SiteMonths;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** The month rows that wait to be written. */
final class MonthMarks {
    private final Map<MonthMode, NavigableSet<Integer>> months = new EnumMap<>(MonthMode.class);

    MonthMarks() {
        for (MonthMode mode : MonthMode.values()) {
            months.put(mode, new TreeSet<>());
        }
    }

    void mark(MonthMode mode, int month) {
        if (month >= SiteMonths.FIRST && month <= SiteMonths.LAST) {
            of(mode).add(month);
        }
    }

    int count() {
        return of(MonthMode.EXACT).size() + of(MonthMode.COMPAT).size();
    }

    void takeAll(BiConsumer<MonthMode, Integer> action) {
        for (MonthMode mode : MonthMode.values()) {
            of(mode).forEach(month -> action.accept(mode, month));
            of(mode).clear();
        }
    }

    private NavigableSet<Integer> of(MonthMode mode) {
        return Objects.requireNonNull(months.get(mode), "every mode has its months");
    }
}
