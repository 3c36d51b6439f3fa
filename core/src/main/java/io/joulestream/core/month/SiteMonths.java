package io.joulestream.core.month;

import io.joulestream.core.calendar.SiteCalendar;

/** The local months of a zone by number: twelve times the year, and 0 for January to 11 for December. */
public final class SiteMonths {
    /** January 1970 and December 2149: no earlier and no later month has a row. */
    public static final int FIRST = 1970 * 12;

    public static final int LAST = 2149 * 12 + 11;

    private static final int DECEMBER = 11;

    private final SiteCalendar calendar;

    public SiteMonths(SiteCalendar calendar) {
        this.calendar = calendar;
    }

    /** The number of a year's first month. */
    public static int january(int year) {
        return year * 12;
    }

    public static boolean isDecember(int month) {
        return Math.floorMod(month, 12) == DECEMBER;
    }

    SiteCalendar calendar() {
        return calendar;
    }

    /** The month that holds the instant: the first one whose end lies after it. */
    public int of(long instant) {
        return calendar.epochMonth(instant);
    }

    public long start(int month) {
        return calendar.startOfMonth(month);
    }

    /** Where the next month starts. */
    public long end(int month) {
        return calendar.startOfMonth(month + 1);
    }
}
