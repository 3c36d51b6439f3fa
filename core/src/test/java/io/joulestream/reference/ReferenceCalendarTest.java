package io.joulestream.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.reference.ReferenceCalendar.Window;
import java.time.Instant;
import java.time.ZoneId;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule 5. */
class ReferenceCalendarTest {

    @Test
    void repeatsTheHourInAutumnAsTwoWindows() {
        // Paris, 2024-10-27: 03:00 CEST = 01:00Z is 02:00 CET again.
        var paris = calendar("Europe/Paris");
        assertEquals(
                span("2024-10-27T00:00:00Z", "2024-10-27T01:00:00Z"), paris.window("PT1H", at("2024-10-27T00:30:00Z")));
        assertEquals(
                span("2024-10-27T01:00:00Z", "2024-10-27T02:00:00Z"), paris.window("PT1H", at("2024-10-27T01:00:00Z")));
        assertEquals(
                span("2024-10-26T22:00:00Z", "2024-10-27T23:00:00Z"), paris.window("P1D", at("2024-10-27T12:00:00Z")));
        assertEquals(
                span("2024-09-30T22:00:00Z", "2024-10-31T23:00:00Z"), paris.window("P1M", at("2024-10-27T12:00:00Z")));
    }

    @Test
    void hasHalfHoursWhereLordHoweMovesByHalfAnHour() {
        // 2024-04-07 02:00 +11:00 = 15:00Z of the 6th becomes 01:30 +10:30: the hour from 01:00 +11:00 is whole,
        // 01:30..02:00 +10:30 is a window of its own, then 02:00 +10:30 = 15:30Z.
        var lordHowe = calendar("Australia/Lord_Howe");
        assertEquals(
                span("2024-04-06T14:00:00Z", "2024-04-06T15:00:00Z"),
                lordHowe.window("PT1H", at("2024-04-06T14:59:59Z")));
        assertEquals(
                span("2024-04-06T15:00:00Z", "2024-04-06T15:30:00Z"),
                lordHowe.window("PT1H", at("2024-04-06T15:00:00Z")));
        assertEquals(
                span("2024-04-06T15:30:00Z", "2024-04-06T16:30:00Z"),
                lordHowe.window("PT1H", at("2024-04-06T15:30:00Z")));
    }

    @Test
    void cutsHoursAtOneMinutePastWhereStJohnsMovesThen() {
        // 2010-11-07 00:01 NDT (-02:30) = 02:31Z becomes 23:01 NST (-03:30) of the 6th.
        var stJohns = calendar("America/St_Johns");
        assertEquals(
                span("2010-11-07T02:30:00Z", "2010-11-07T02:31:00Z"),
                stJohns.window("PT1H", at("2010-11-07T02:30:30Z")));
        assertEquals(
                span("2010-11-07T02:31:00Z", "2010-11-07T03:30:00Z"),
                stJohns.window("PT1H", at("2010-11-07T02:31:00Z")));
        // The 7th starts at its first instant, 00:00 NDT = 02:30Z; 23:30 NST, an hour later, is in it.
        assertEquals(
                span("2010-11-07T02:30:00Z", "2010-11-08T03:30:00Z"),
                stJohns.window("P1D", at("2010-11-07T03:00:00Z")));
        assertEquals(
                span("2010-11-06T02:30:00Z", "2010-11-07T02:30:00Z"),
                stJohns.window("P1D", at("2010-11-07T02:29:59Z")));
    }

    @Test
    void passesOverTheDayThatApiaSkipped() {
        // 2011-12-29 24:00 -10:00 = 2011-12-30T10:00Z is 2011-12-31 00:00 +14:00.
        var apia = calendar("Pacific/Apia");
        assertEquals(
                span("2011-12-29T10:00:00Z", "2011-12-30T10:00:00Z"), apia.window("P1D", at("2011-12-30T09:59:59Z")));
        assertEquals(
                span("2011-12-30T10:00:00Z", "2011-12-31T10:00:00Z"), apia.window("P1D", at("2011-12-30T10:00:00Z")));
        assertEquals(
                span("2011-12-01T10:00:00Z", "2011-12-31T10:00:00Z"), apia.window("P1M", at("2011-12-30T10:00:00Z")));
    }

    @Test
    void startsADayAtOneWhereMidnightDoesNotExist() {
        // Sao Paulo, 2018-11-04: 00:00 -03:00 = 03:00Z is 01:00 -02:00.
        var saoPaulo = calendar("America/Sao_Paulo");
        assertEquals(
                span("2018-11-04T03:00:00Z", "2018-11-05T02:00:00Z"),
                saoPaulo.window("P1D", at("2018-11-04T03:00:00Z")));
    }

    @Test
    void alignsQuartersToTheEpochInEveryZone() {
        var kathmandu = calendar("Asia/Kathmandu"); // +05:45
        assertEquals(
                span("2024-01-01T00:15:00Z", "2024-01-01T00:30:00Z"),
                kathmandu.window("PT15M", at("2024-01-01T00:29:59Z")));
        assertEquals(
                span("2024-01-01T00:15:00Z", "2024-01-01T01:15:00Z"),
                kathmandu.window("PT1H", at("2024-01-01T00:15:00Z")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Paris",
                "America/St_Johns",
                "Australia/Lord_Howe",
                "Pacific/Apia",
                "America/Sao_Paulo",
                "Asia/Kathmandu",
                "UTC",
                "Africa/Casablanca",
                "Asia/Gaza",
                "Antarctica/Troll",
                "Pacific/Kiritimati"
            })
    void tilesTime(String zone) {
        var calendar = calendar(zone);
        var random = new SplittableRandom(5);
        for (var period : WindowKey.PERIODS) {
            for (int i = 0; i < 50; i++) {
                long t = random.nextLong(at("1990-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z"));
                var window = calendar.window(period, t);
                for (int j = 0; j < 50; j++) {
                    assertTrue(window.start() <= t && t < window.end());
                    long inside = random.nextLong(window.start(), window.end());
                    assertEquals(window, calendar.window(period, inside));
                    assertEquals(window, calendar.window(period, window.end() - 1));
                    assertEquals(
                            window.end(), calendar.window(period, window.end()).start());
                    window = calendar.window(period, window.end());
                    t = window.start();
                }
            }
        }
    }

    private static ReferenceCalendar calendar(String zone) {
        return new ReferenceCalendar(ZoneId.of(zone));
    }

    private static Window span(String start, String end) {
        return new Window(at(start), at(end));
    }

    private static long at(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }
}
