package io.joulestream.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

/** Rule 16. */
class ReferenceGaugeTest extends ReferenceExample {

    @Test
    void holdsAStepUntilTheNextReading() {
        define("kind", "gauge", "unit", "kW");
        read("2024-01-01T00:00:00Z", "0.1");
        read("2024-01-01T00:45:00Z", "0.2");
        read("2024-01-01T01:00:00Z", "7");
        var hour = row("PT1H", "2024-01-01T00:00:00Z");
        assertEquals(decimal("125.000000"), hour.total()); // 75 + 50 Wh
        assertEquals(decimal("125.000000"), hour.mean()); // over time; of the readings it would be 150
        assertEquals(decimal("300.000000"), hour.sum());
        assertEquals(decimal("100.000000"), hour.min());
        assertEquals(decimal("200.000000"), hour.max());
        assertEquals("measured", hour.quality());
        var last = row("PT1H", "2024-01-01T01:00:00Z"); // "The last reading spans nothing yet."
        assertEquals(decimal("0.000000"), last.total());
        assertNull(last.mean());
        assertEquals("partial", last.quality());
    }

    @Test
    void holdsAStepAtMostMaxGap() {
        define("kind", "gauge", "unit", "W", "expectedInterval", "PT10M"); // maxGap 30 min
        read("2024-01-01T00:00:00Z", "100");
        read("2024-01-01T05:00:00Z", "100");
        assertTotal("50.000000", "PT1H", "2024-01-01T00:00:00Z");
        assertEquals(1_800_000, row("PT1H", "2024-01-01T00:00:00Z").measuredMs());
        assertEquals(decimal("100.000000"), row("PT1H", "2024-01-01T00:00:00Z").mean());
        assertEquals("partial", row("PT1H", "2024-01-01T00:00:00Z").quality());
        assertFalse(hasRow("PT1H", "2024-01-01T01:00:00Z"));
        assertEquals(3, rows("PT15M")); // two of the span, and the last reading's
    }

    @Test
    void drawsAStraightLine() {
        define("kind", "gauge", "unit", "W", "hold", "linear");
        read("2024-01-01T00:00:00Z", "0");
        read("2024-01-01T01:00:00Z", "100");
        read("2024-01-01T02:00:00.001Z", "0"); // more than maxGap, 1 h, away
        assertTotal("50.000000", "PT1H", "2024-01-01T00:00:00Z");
        // the line passes 12.5 and 37.5 in the middle of the first two quarters; a quarter of an hour of it
        assertTotal("3.125000", "PT15M", "2024-01-01T00:00:00Z");
        assertEquals(decimal("12.500000"), row("PT15M", "2024-01-01T00:00:00Z").mean());
        assertEquals(decimal("37.500000"), row("PT15M", "2024-01-01T00:15:00Z").mean());
        assertEquals(0, row("PT1H", "2024-01-01T01:00:00Z").measuredMs());
    }

    @Test
    void roundsTheMeanHalfEven() {
        define("kind", "gauge", "unit", "Cel", "expectedInterval", "PT30S");
        read("2024-01-01T00:00:00Z", "0.000001");
        read("2024-01-01T00:00:30Z", "0.000002");
        read("2024-01-01T00:01:00Z", "0.000002");
        read("2024-01-01T00:01:30Z", "0.000003");
        read("2024-01-01T00:02:00Z", "-0.000001");
        read("2024-01-01T00:02:30Z", "-0.000002");
        read("2024-01-01T00:03:00Z", "0");
        assertEquals(decimal("0.000002"), row("PT1M", "2024-01-01T00:00:00Z").mean()); // 1.5
        assertEquals(decimal("0.000002"), row("PT1M", "2024-01-01T00:01:00Z").mean()); // 2.5
        assertEquals(decimal("-0.000002"), row("PT1M", "2024-01-01T00:02:00Z").mean()); // -1.5
        assertNull(row("PT1M", "2024-01-01T00:00:00Z").total()); // no power
        assertEquals("measured", row("PT1M", "2024-01-01T00:02:00Z").quality());
    }

    @Test
    void roundsTheIntegralOfEachSpanFromItsStart() {
        define("kind", "gauge", "unit", "W", "expectedInterval", "PT60S");
        // 1 micro-W for 3 min: 0.05 micro-Wh -> 0; 30 micro-W for 3 min: 1.5 -> 2
        read("2024-01-01T00:00:00Z", "0.000001");
        read("2024-01-01T00:03:00Z", "0.00003");
        read("2024-01-01T00:06:00Z", "0");
        assertTotal("0.000002", "PT1H", "2024-01-01T00:00:00Z");
        // minute by minute, cum = 0.5, 1.0, 1.5 -> 0, 1, 2
        assertTotal("0.000000", "PT1M", "2024-01-01T00:03:00Z");
        assertTotal("0.000001", "PT1M", "2024-01-01T00:04:00Z");
        assertTotal("0.000001", "PT1M", "2024-01-01T00:05:00Z");
    }
}
