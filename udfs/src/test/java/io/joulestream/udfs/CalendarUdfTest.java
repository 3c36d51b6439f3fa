package io.joulestream.udfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.LocalDateTime;
import org.apache.flink.table.api.ValidationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarUdfTest {
    private static final String MADRID = "Europe/Madrid";
    private static final Instant NOON = Instant.parse("2024-03-31T12:07:30Z");

    private final WindowStartUdf start = new WindowStartUdf();
    private final WindowEndUdf end = new WindowEndUdf();
    private final WallClockUdf wallClock = new WallClockUdf();

    @ParameterizedTest
    @CsvSource({
        "PT1M,  2024-03-31T12:07:00Z, 2024-03-31T12:08:00Z",
        "PT15M, 2024-03-31T12:00:00Z, 2024-03-31T12:15:00Z",
        "PT1H,  2024-03-31T12:00:00Z, 2024-03-31T13:00:00Z",
        "P1D,   2024-03-30T23:00:00Z, 2024-03-31T22:00:00Z", // 23 hours: the clock goes forward
        "P1M,   2024-02-29T23:00:00Z, 2024-03-31T22:00:00Z"
    })
    void answersTheWindowOfTheZone(String period, Instant expectedStart, Instant expectedEnd) {
        assertEquals(expectedStart, start.eval(NOON, period, MADRID));
        assertEquals(expectedEnd, end.eval(NOON, period, MADRID));
    }

    @Test
    void keepsTheTwoPassesOfARepeatedHourApart() {
        assertEquals(
                Instant.parse("2024-10-27T00:00:00Z"),
                start.eval(Instant.parse("2024-10-27T00:30:00Z"), "PT1H", MADRID));
        assertEquals(
                Instant.parse("2024-10-27T01:00:00Z"),
                start.eval(Instant.parse("2024-10-27T01:30:00Z"), "PT1H", MADRID));
    }

    @Test
    void showsTheWallClock() {
        assertEquals(LocalDateTime.parse("2024-03-31T14:07:30"), wallClock.eval(NOON, MADRID));
        assertEquals(LocalDateTime.parse("2024-04-01T01:07:30"), wallClock.eval(NOON, "Pacific/Auckland"));
    }

    @Test
    void answersNullWhereAnArgumentIsNull() {
        assertNull(start.eval(null, "P1D", MADRID));
        assertNull(start.eval(NOON, null, MADRID));
        assertNull(start.eval(NOON, "P1D", null));
        assertNull(end.eval(null, "P1D", MADRID));
        assertNull(end.eval(NOON, null, MADRID));
        assertNull(end.eval(NOON, "P1D", null));
        assertNull(wallClock.eval(null, MADRID));
        assertNull(wallClock.eval(NOON, null));
    }

    @ParameterizedTest
    @CsvSource({"P1W, Europe/Madrid", "p1d, Europe/Madrid", "'', Europe/Madrid"})
    void refusesAPeriodThatThereIsNot(String period, String zone) {
        var refused = assertThrows(ValidationException.class, () -> start.eval(NOON, period, zone));
        assertEquals("period '" + period + "' is not one of PT1M, PT15M, PT1H, P1D, P1M", refused.getMessage());
        assertThrows(ValidationException.class, () -> end.eval(NOON, period, zone));
    }

    @ParameterizedTest
    @CsvSource({"Europe/Atlantis", "+02:00", "''"})
    void refusesAZoneThatThereIsNot(String zone) {
        var refused = assertThrows(ValidationException.class, () -> end.eval(NOON, "P1D", zone));
        assertEquals("zone '" + zone + "' is no IANA time zone such as Europe/Madrid", refused.getMessage());
        assertThrows(ValidationException.class, () -> start.eval(NOON, "P1D", zone));
        assertThrows(ValidationException.class, () -> wallClock.eval(NOON, zone));
    }
}
