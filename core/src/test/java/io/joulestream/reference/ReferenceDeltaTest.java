package io.joulestream.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

/** Rule 15. */
class ReferenceDeltaTest extends ReferenceExample {

    @Test
    void addsOverlappingSpansAndCoversTheirUnion() {
        define("kind", "delta", "unit", "Wh", "interval", "PT1H");
        read("2024-01-01T00:00:00Z", "10");
        read("2024-01-01T00:30:00Z", "20");
        var first = row("PT1H", "2024-01-01T00:00:00Z");
        assertEquals(decimal("20.000000"), first.total()); // 10, and half of 20
        assertEquals(decimal("30.000000"), first.sum());
        assertEquals(2, first.count());
        assertEquals(3_600_000, first.measuredMs());
        assertEquals("measured", first.quality());
        assertNull(first.mean());
        var second = row("PT1H", "2024-01-01T01:00:00Z");
        assertEquals(decimal("10.000000"), second.total());
        assertEquals(0, second.count());
        assertNull(second.sum());
        assertEquals(1_800_000, second.measuredMs());
        assertEquals("partial", second.quality());
    }

    @Test
    void belongsToTheWindowInWhichItsSpanStarts() {
        define("kind", "delta", "unit", "kWh", "interval", "PT1H", "stamp", "end");
        read("2024-01-01T01:00:00Z", "1.2");
        var hour = row("PT1H", "2024-01-01T00:00:00Z");
        assertEquals(1, hour.count());
        assertEquals(at("2024-01-01T01:00:00Z"), hour.firstTs());
        assertEquals(decimal("1200.000000"), hour.total());
        assertFalse(hasRow("PT1H", "2024-01-01T01:00:00Z"));
        assertTotal("300.000000", "PT15M", "2024-01-01T00:45:00Z");
    }

    @Test
    void coversTheLocalDay() {
        // Paris, 2024-10-27: 25 h, from 22:00Z to 23:00Z
        define("kind", "delta", "unit", "Wh", "interval", "P1D", "zone", "Europe/Paris");
        read("2024-10-27T12:00:00Z", "25");
        assertTotal("25.000000", "P1D", "2024-10-26T22:00:00Z");
        assertTotal("1.000000", "PT1H", "2024-10-27T22:00:00Z");
        assertEquals(25, rows("PT1H"));
        assertEquals("measured", row("P1D", "2024-10-26T22:00:00Z").quality());
        // longer than 6 h: of the quarters, only the one in which the span starts has a row, for the reading
        assertEquals(1, rows("PT15M"));
        assertTotal("0.000000", "PT15M", "2024-10-26T22:00:00Z");
        assertEquals(1, row("PT15M", "2024-10-26T22:00:00Z").count());
    }

    @Test
    void stampsTheEndOfALocalDayOrMonthAtTheNextMidnight() {
        define("kind", "delta", "unit", "Wh", "interval", "P1M", "stamp", "end", "zone", "Europe/Paris");
        read("2024-02-29T23:00:00Z", "29"); // midnight of March 1: February
        read("2024-02-29T23:00:00.001Z", "62"); // March
        assertTotal("29.000000", "P1M", "2024-01-31T23:00:00Z");
        assertTotal("62.000000", "P1M", "2024-02-29T23:00:00Z");
        assertTotal("1.000000", "P1D", "2024-02-28T23:00:00Z");
        assertEquals(60, rows("P1D")); // 29 + 31
        assertEquals(2, rows("PT1H")); // longer than 2 days: only the readings'
        // March has 743 h, its last day 23: 62 - half_even(62 * 720 / 743) = 62 - 60.080754
        assertTotal("1.919246", "P1D", "2024-03-30T23:00:00Z");
    }

    @Test
    void takesFixedDaysForPT24H() {
        define("kind", "delta", "unit", "Wh", "interval", "PT24H", "zone", "Europe/Paris");
        read("2024-03-30T23:00:00Z", "24"); // the day of 23 h
        assertTotal("23.000000", "P1D", "2024-03-30T23:00:00Z");
        assertTotal("1.000000", "P1D", "2024-03-31T22:00:00Z");
    }
}
