package io.joulestream.jobs.activities;

import io.joulestream.core.calendar.Period;
import io.joulestream.core.calendar.SiteCalendar;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The days of a tenant's series that are in a cell and follow the same clock. */
record LocalDays(String tenant, SiteCalendar calendar) {

    /**
     * @param number days since 1970-01-01
     * @param end the first instant after it
     */
    record LocalDay(int number, long start, long end) {}

    /**
     * @param key as {@link #key} gives it
     * @param calendars those in force
     */
    static LocalDays parse(String key, Function<ZoneId, SiteCalendar> calendars) {
        int slash = key.indexOf('/');
        return new LocalDays(key.substring(0, slash), calendars.apply(ZoneId.of(key.substring(slash + 1))));
    }

    static String key(String tenant, String zone) {
        return tenant + "/" + zone;
    }

    String zone() {
        return calendar.zone().getId();
    }

    /** Those that share an instant with the open range; none before 1970. */
    List<LocalDay> touching(long fromMillis, long toMillis) {
        List<LocalDay> days = new ArrayList<>();
        for (long start = calendar.start(Period.DAY, fromMillis); start < toMillis; ) {
            long end = calendar.end(Period.DAY, start);
            int number = (int) Math.floorDiv(calendar.localMillis(start), PlacedActivity.DAY_MILLIS);
            if (end > fromMillis && number >= 0) {
                days.add(new LocalDay(number, start, end));
            }
            start = end;
        }
        return days;
    }
}
