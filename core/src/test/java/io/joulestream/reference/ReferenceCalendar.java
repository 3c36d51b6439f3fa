package io.joulestream.reference;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;

/** Rules 4 and 5: the windows of a zone. Every method answers for any instant, in epoch milliseconds. */
final class ReferenceCalendar {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 3_600_000;

    /** A half-open span of time {@code [start, end)} (rule 4). */
    record Window(long start, long end) {}

    private final ZoneId zone;

    ReferenceCalendar(ZoneId zone) {
        this.zone = zone;
    }

    /** The window of this period that contains t. */
    Window window(String period, long t) {
        return switch (period) {
            case "PT1M" -> aligned(t, MINUTE);
            case "PT15M" -> aligned(t, 15 * MINUTE);
            case "PT1H" -> hour(t);
            case "P1D" -> day(t);
            case "P1M" -> month(t);
            default -> throw new IllegalArgumentException(period);
        };
    }

    /** "15-minute and 1-minute windows are aligned to the UTC epoch" */
    private static Window aligned(long t, long length) {
        long start = Math.floorDiv(t, length) * length;
        return new Window(start, start + length);
    }

    /** "a maximal span in which local date, local hour and UTC offset stay the same" */
    private Window hour(long t) {
        var rules = zone.getRules();
        long offset = rules.getOffset(Instant.ofEpochMilli(t)).getTotalSeconds() * 1000L;
        long start = Math.floorDiv(t + offset, HOUR) * HOUR - offset;
        long end = start + HOUR;
        // A change of the offset within the local hour cuts it. previousTransition means: strictly before.
        var previous = rules.previousTransition(Instant.ofEpochMilli(t + 1));
        var next = rules.nextTransition(Instant.ofEpochMilli(t));
        if (previous != null) {
            start = Math.max(start, previous.getInstant().toEpochMilli());
        }
        if (next != null) {
            end = Math.min(end, next.getInstant().toEpochMilli());
        }
        return new Window(start, end);
    }

    /** "starts at the first instant of its local date (LocalDate.atStartOfDay(zone)) and ends where the next starts" */
    Window day(long t) {
        // Where clocks go back over midnight, t can belong to the day after its own local date: search from above.
        // A day of zero length starts where the next one does, so that the search passes over it.
        var date = localDate(t).plusDays(2);
        while (start(date) > t) {
            date = date.minusDays(1);
        }
        return new Window(start(date), start(date.plusDays(1)));
    }

    /** A month starts with its first day and ends where the next month starts. */
    Window month(long t) {
        var month = YearMonth.from(localDate(t).plusDays(2));
        while (start(month.atDay(1)) > t) {
            month = month.minusMonths(1);
        }
        return new Window(start(month.atDay(1)), start(month.plusMonths(1).atDay(1)));
    }

    private LocalDate localDate(long t) {
        return Instant.ofEpochMilli(t).atZone(zone).toLocalDate();
    }

    private long start(LocalDate date) {
        return date.atStartOfDay(zone).toInstant().toEpochMilli();
    }
}
