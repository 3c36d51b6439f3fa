package io.joulestream.core.series;

import io.joulestream.core.calendar.Period;
import io.joulestream.core.calendar.SiteCalendar;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The time that one amount of a delta series covers (SEMANTICS 15): either a fixed number of milliseconds, or the local
 * day (P1D) or month (P1M), with {@code fixedMillis} 0. P1D is a calendar day here; 24 fixed hours are PT24H.
 */
public record AmountInterval(long fixedMillis, @Nullable Period calendarPeriod) {
    private static final long LONGEST_MILLIS = Duration.ofDays(366).toMillis();
    private static final String ALLOWED = "P1D, P1M, or a fixed duration of at most 366 days such as PT15M";

    public AmountInterval {
        boolean fixed = calendarPeriod == null && fixedMillis > 0 && fixedMillis <= LONGEST_MILLIS;
        boolean calendar = (calendarPeriod == Period.DAY || calendarPeriod == Period.MONTH) && fixedMillis == 0;
        if (!fixed && !calendar) {
            throw new IllegalArgumentException("not " + ALLOWED);
        }
    }

    /** @throws IllegalArgumentException saying what is allowed; the caller names the field */
    public static AmountInterval parse(String iso) {
        if (iso.equals(Period.DAY.iso())) {
            return new AmountInterval(0, Period.DAY);
        }
        if (iso.equals(Period.MONTH.iso())) {
            return new AmountInterval(0, Period.MONTH);
        }
        long millis;
        try {
            millis = Durations.parse(iso);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not " + ALLOWED, e);
        }
        return new AmountInterval(millis, null);
    }

    /** The text that {@link #parse} takes back. */
    public String iso() {
        return calendarPeriod == null ? Duration.ofMillis(fixedMillis).toString() : calendarPeriod.iso();
    }

    /** Where the span of the reading at this instant starts. */
    public long start(SiteCalendar calendar, Stamp stamp, long tsMillis) {
        if (calendarPeriod == null) {
            return stamp == Stamp.START ? tsMillis : tsMillis - fixedMillis;
        }
        return calendar.start(calendarPeriod, inside(stamp, tsMillis));
    }

    /** Where it ends, exclusive. */
    public long end(SiteCalendar calendar, Stamp stamp, long tsMillis) {
        if (calendarPeriod == null) {
            return stamp == Stamp.START ? tsMillis + fixedMillis : tsMillis;
        }
        return calendar.end(calendarPeriod, inside(stamp, tsMillis));
    }

    /** An amount stamped with the very end of its day lies in that day, not in the next one. */
    private static long inside(Stamp stamp, long tsMillis) {
        return stamp == Stamp.START ? tsMillis : tsMillis - 1;
    }
}
