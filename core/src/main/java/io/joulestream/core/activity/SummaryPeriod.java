package io.joulestream.core.activity;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;

/** What activities are summed up over: local days, ISO weeks and months of where each started (SEMANTICS 31). */
public enum SummaryPeriod {
    DAY("P1D"),
    WEEK("P7D"),
    MONTH("P1M");

    private final String iso;

    SummaryPeriod(String iso) {
        this.iso = iso;
    }

    /** Such as {@code P7D}. */
    public String iso() {
        return iso;
    }

    public static @Nullable SummaryPeriod find(String iso) {
        for (SummaryPeriod period : values()) {
            if (period.iso.equals(iso)) {
                return period;
            }
        }
        return null;
    }

    /** The first day of the period that a day is in. */
    public LocalDate start(LocalDate day) {
        return switch (this) {
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
        };
    }
}
