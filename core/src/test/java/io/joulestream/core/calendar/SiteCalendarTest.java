package io.joulestream.core.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SEMANTICS 5, by example. */
class SiteCalendarTest {

    @ParameterizedTest(name = "{0} {1} {2}: {5}")
    @CsvSource({
        "Europe/Madrid, MINUTE, 2024-05-01T10:17:42.5Z, 2024-05-01T10:17:00Z, 2024-05-01T10:18:00Z, epoch minute",
        "Asia/Kathmandu, QUARTER_HOUR, 2024-05-01T10:17:42Z, 2024-05-01T10:15:00Z, 2024-05-01T10:30:00Z, epoch quarter",
        "Europe/Madrid, HOUR, 2024-05-01T10:17:42Z, 2024-05-01T10:00:00Z, 2024-05-01T11:00:00Z, plain hour",
        "Asia/Kolkata, HOUR, 2024-05-01T10:17:42Z, 2024-05-01T09:30:00Z, 2024-05-01T10:30:00Z, offset of 30 minutes",
        "Asia/Kathmandu, HOUR, 2024-05-01T10:17:42Z, 2024-05-01T10:15:00Z, 2024-05-01T11:15:00Z, offset of 45 minutes",
        "Europe/Madrid, HOUR, 2024-10-27T00:30:00Z, 2024-10-27T00:00:00Z, 2024-10-27T01:00:00Z, first 02h of autumn",
        "Europe/Madrid, HOUR, 2024-10-27T01:30:00Z, 2024-10-27T01:00:00Z, 2024-10-27T02:00:00Z, second 02h of autumn",
        "Europe/Madrid, HOUR, 2024-03-31T01:00:00Z, 2024-03-31T01:00:00Z, 2024-03-31T02:00:00Z, no 02h in spring",
        "Australia/Lord_Howe, HOUR, 2024-04-06T14:45:00Z, 2024-04-06T14:00:00Z, 2024-04-06T15:00:00Z, 01h at +11",
        "Australia/Lord_Howe, HOUR, 2024-04-06T15:00:00Z, 2024-04-06T15:00:00Z, 2024-04-06T15:30:00Z, half an 01h again",
        "Australia/Lord_Howe, HOUR, 2024-10-05T15:30:00Z, 2024-10-05T15:30:00Z, 2024-10-05T16:00:00Z, half of 02h skipped",
        "Europe/Madrid, DAY, 2024-10-27T12:00:00Z, 2024-10-26T22:00:00Z, 2024-10-27T23:00:00Z, day of 25 hours",
        "Europe/Madrid, DAY, 2024-03-31T12:00:00Z, 2024-03-30T23:00:00Z, 2024-03-31T22:00:00Z, day of 23 hours",
        "America/Sao_Paulo, DAY, 2018-11-04T12:00:00Z, 2018-11-04T03:00:00Z, 2018-11-05T02:00:00Z, day that starts at 01:00",
        "America/Sao_Paulo, DAY, 2018-02-18T02:30:00Z, 2018-02-17T02:00:00Z, 2018-02-18T03:00:00Z, second 23h is the old day's",
        "America/St_Johns, DAY, 2010-11-07T02:45:00Z, 2010-11-07T02:30:00Z, 2010-11-08T03:30:00Z, set back at 00:01: the new day has begun",
        "America/St_Johns, HOUR, 2010-11-07T02:30:30Z, 2010-11-07T02:30:00Z, 2010-11-07T02:31:00Z, and its first hour has one minute",
        "America/St_Johns, HOUR, 2010-11-07T02:45:00Z, 2010-11-07T02:31:00Z, 2010-11-07T03:30:00Z, then 23:01 to midnight again",
        "Pacific/Apia, DAY, 2011-12-30T09:59:59Z, 2011-12-29T10:00:00Z, 2011-12-30T10:00:00Z, the 29th",
        "Pacific/Apia, DAY, 2011-12-30T10:00:00Z, 2011-12-30T10:00:00Z, 2011-12-31T10:00:00Z, and at once the 31st",
        "Pacific/Kwajalein, DAY, 1993-08-21T12:00:00Z, 1993-08-21T12:00:00Z, 1993-08-22T12:00:00Z, no 21st of August",
        "Pacific/Apia, MONTH, 2011-12-30T10:00:00Z, 2011-12-01T10:00:00Z, 2011-12-31T10:00:00Z, month of 30 days",
        "Europe/Madrid, MONTH, 2024-03-31T22:00:00Z, 2024-03-31T22:00:00Z, 2024-04-30T22:00:00Z, month starts at local midnight",
        "Pacific/Enderbury, MONTH, 1995-01-05T12:00:00Z, 1994-12-31T11:00:00Z, 1995-01-31T11:00:00Z, starts when the 31st of December is skipped",
        "Europe/Madrid, MONTH, 1969-07-20T20:17:00Z, 1969-06-30T23:00:00Z, 1969-07-31T23:00:00Z, before the epoch",
    })
    void boundsTheWindowThatContainsTheInstant(
            ZoneId zone, Period period, Instant instant, Instant start, Instant end, String why) {
        SiteCalendar calendar = SiteCalendar.of(zone);
        assertEquals(start, Instant.ofEpochMilli(calendar.start(period, instant.toEpochMilli())), why);
        assertEquals(end, Instant.ofEpochMilli(calendar.end(period, instant.toEpochMilli())), why);
    }

    @Test
    void isSharedPerZone() {
        ZoneId zone = ZoneId.of("Europe/Madrid");
        assertSame(SiteCalendar.of(zone), SiteCalendar.of(ZoneId.of("Europe/Madrid")));
        assertEquals(zone, SiteCalendar.of(zone).zone());
    }

    @Test
    void refusesInstantsPastItsTable() {
        SiteCalendar calendar = SiteCalendar.of(ZoneId.of("America/New_York"));
        assertEquals(
                SiteCalendar.LIMIT_MILLIS + 5 * 3_600_000, calendar.end(Period.MONTH, SiteCalendar.LIMIT_MILLIS - 1));
        assertThrows(IllegalArgumentException.class, () -> calendar.end(Period.DAY, SiteCalendar.LIMIT_MILLIS));
    }
}
