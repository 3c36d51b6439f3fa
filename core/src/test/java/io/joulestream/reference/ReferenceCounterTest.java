package io.joulestream.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules 11, 13, 14, 18 and 19 of counters. */
class ReferenceCounterTest extends ReferenceExample {

    @Test
    void spreadsAnIncrementLinearly() {
        define("kind", "counter", "unit", "kWh");
        read("2024-01-01T00:00:00Z", "100");
        read("2024-01-01T02:00:00Z", "103");
        // 3 kWh over 2 h
        assertEquals(
                new ReferenceRow(
                        at("2024-01-01T01:00:00Z"),
                        1,
                        at("2024-01-01T00:00:00Z"),
                        decimal("100000.000000"),
                        at("2024-01-01T00:00:00Z"),
                        decimal("100000.000000"),
                        decimal("100000.000000"),
                        decimal("100000.000000"),
                        decimal("100000.000000"),
                        decimal("1500.000000"),
                        null,
                        3_600_000,
                        0,
                        "measured"),
                row("PT1H", "2024-01-01T00:00:00Z"));
        // no reading in it
        assertEquals(
                new ReferenceRow(
                        at("2024-01-01T02:00:00Z"),
                        0,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        decimal("1500.000000"),
                        null,
                        3_600_000,
                        0,
                        "measured"),
                row("PT1H", "2024-01-01T01:00:00Z"));
        // the last reading: no span contributes
        var last = row("PT1H", "2024-01-01T02:00:00Z");
        assertEquals(decimal("0.000000"), last.total());
        assertEquals("partial", last.quality());
        assertEquals(1, last.count());
        var day = row("P1D", "2024-01-01T00:00:00Z");
        assertEquals(2, day.count());
        assertEquals(decimal("203000.000000"), day.sum());
        assertEquals(decimal("3000.000000"), day.total());
        assertEquals(7_200_000, day.measuredMs());
        assertEquals("partial", day.quality());
        assertTotal("375.000000", "PT15M", "2024-01-01T01:45:00Z");
        assertEquals(9, rows("PT15M")); // 8 of the span, and the last reading's
        assertEquals(0, rows("PT1M")); // no expectedInterval
        assertEquals(1, rows("P1M"));
    }

    @Test
    void roundsCumulativeAmountsHalfEvenSoThatTheyAddUp() {
        define("kind", "counter", "unit", "Wh");
        read("2024-01-01T00:00:00Z", "0");
        read("2024-01-01T02:00:00Z", "0.000003"); // cum = 0, 1.5 -> 2, 3
        read("2024-01-01T04:00:00Z", "0.000004"); // cum = 0, 0.5 -> 0, 1
        assertTotal("0.000002", "PT1H", "2024-01-01T00:00:00Z");
        assertTotal("0.000001", "PT1H", "2024-01-01T01:00:00Z");
        assertTotal("0.000000", "PT1H", "2024-01-01T02:00:00Z");
        assertTotal("0.000001", "PT1H", "2024-01-01T03:00:00Z");
        assertTotal("0.000004", "P1D", "2024-01-01T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        // H, v, increment of v, w, increment of w
        "950, 30, 80, 31, 1", // rollover: 1000 - 950 + 30, then on from 30
        "900, 100, 200, 101, 1", // both limits belong to the rollover
        "900, 100.001, 100.001, 101, 0.999", // v too large for one: a reset
        "899.999, 100, 100, 101, 1", // H too small for one: a reset
        "100, 90, 0, 101, 1", // a dip, H stays: only the excess counts
        "100, 89.999, 89.999, 91, 1.001", // a reset, H = v
        "100, 95, 0, 89, 89", // a dip is compared with H, not with the dip
        "0, 0, 0, 0, 0",
    })
    void guessesWhatAFallMeans(String high, String v, String increment, String w, String next) {
        define("kind", "counter", "unit", "kWh", "modulus", 1000);
        read("2024-01-01T00:00:00Z", high);
        read("2024-01-01T01:00:00Z", v);
        read("2024-01-01T02:00:00Z", w);
        assertEquals(
                decimal(increment).movePointRight(3).setScale(6),
                row("PT1H", "2024-01-01T00:00:00Z").total());
        assertEquals(
                decimal(next).movePointRight(3).setScale(6),
                row("PT1H", "2024-01-01T01:00:00Z").total());
        assertEquals("measured", row("PT1H", "2024-01-01T00:00:00Z").quality());
    }

    @Test
    void leavesAnImplausibleSpanUncovered() {
        define("kind", "counter", "unit", "kWh", "maxRate", 10);
        read("2024-01-01T00:00:00Z", "0");
        read("2024-01-01T01:00:00Z", "10"); // 10 kWh/h is not above
        read("2024-01-01T03:00:00Z", "30.000001");
        read("2024-01-01T04:00:00Z", "31"); // H = v: 0.999999
        assertTotal("10000.000000", "PT1H", "2024-01-01T00:00:00Z");
        assertTotal("0.000000", "PT1H", "2024-01-01T01:00:00Z");
        assertFalse(hasRow("PT1H", "2024-01-01T02:00:00Z"));
        assertTotal("999.999000", "PT1H", "2024-01-01T03:00:00Z");
        assertEquals(7_200_000, row("P1D", "2024-01-01T00:00:00Z").measuredMs());
    }

    @Test
    void countsASignedMeterBackwards() {
        define("kind", "counter", "unit", "kWh", "signed", true, "modulus", 100);
        read("2024-01-01T00:00:00Z", "99");
        read("2024-01-01T01:00:00Z", "1");
        read("2024-01-01T02:00:00Z", "6");
        assertTotal("-98000.000000", "PT1H", "2024-01-01T00:00:00Z");
        assertTotal("5000.000000", "PT1H", "2024-01-01T01:00:00Z");
        assertTotal("-93000.000000", "P1D", "2024-01-01T00:00:00Z");
    }

    @Test
    void interpolatesOverMoreThanMaxGap() {
        define("kind", "counter", "unit", "kWh", "maxGap", "PT1H");
        read("2024-01-01T00:00:00Z", "0");
        read("2024-01-01T01:00:00Z", "1");
        read("2024-01-01T02:00:00.001Z", "2");
        assertEquals("measured", row("PT1H", "2024-01-01T00:00:00Z").quality());
        assertEquals("interpolated", row("PT1H", "2024-01-01T01:00:00Z").quality());
        var last = row("PT1H", "2024-01-01T02:00:00Z");
        assertEquals("partial", last.quality());
        assertEquals(1, last.interpolatedMs());
        // cum(02:00) = 1e9 micro * 3600000 / 3600001 = 999999722.22
        assertTotal("999.999722", "PT1H", "2024-01-01T01:00:00Z");
        assertTotal("0.000278", "PT1H", "2024-01-01T02:00:00Z");
        var day = row("P1D", "2024-01-01T00:00:00Z");
        assertEquals(3_600_000, day.measuredMs());
        assertEquals(3_600_001, day.interpolatedMs());
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-01T00:15:00Z, PT1M, true",
        "2024-01-01T00:15:00.001Z, PT1M, false",
        "2024-01-01T06:00:00Z, PT15M, true",
        "2024-01-01T06:00:00.001Z, PT15M, false",
        "2024-01-03T00:00:00Z, PT1H, true",
        "2024-01-03T00:00:00.001Z, PT1H, false",
        "2026-01-03T00:00:00Z, P1D, true",
    })
    void contributesOnlyToPeriodsThatASpanCanTellOf(String end, String period, boolean contributes) {
        define("kind", "counter", "unit", "kWh", "expectedInterval", "PT1M");
        read("2024-01-01T00:00:00Z", "0");
        read(end, "1");
        var first = row(period, "2024-01-01T00:00:00Z");
        assertEquals(contributes, first.measuredMs() + first.interpolatedMs() > 0);
        assertEquals(contributes, rows(period) > 2); // else only the windows of the two readings
        assertEquals(1, first.count());
    }

    @Test
    void splitsTheShortDayOfSpring() {
        // Paris, 2024-03-31: 23 h, from 23:00Z to 22:00Z. 47 kWh over 47 h.
        define("kind", "counter", "unit", "kWh", "zone", "Europe/Paris");
        read("2024-03-30T23:00:00Z", "0");
        read("2024-04-01T22:00:00Z", "47");
        assertTotal("23000.000000", "P1D", "2024-03-30T23:00:00Z");
        assertTotal("24000.000000", "P1D", "2024-03-31T22:00:00Z");
        assertTotal("23000.000000", "P1M", "2024-02-29T23:00:00Z"); // March
        assertEquals("measured", row("P1D", "2024-03-30T23:00:00Z").quality());
    }

    @Test
    void sumsBeyond64Bits() {
        define("kind", "counter", "unit", "Wh");
        for (int hour = 0; hour < 20; hour++) {
            read("2024-01-01T%02d:00:00Z".formatted(hour), hour % 2 == 0 ? "0" : "999999999999.999999");
        }
        // ten times up, and nine resets to 0 that count 0
        assertTotal("9999999999999.999990", "P1D", "2024-01-01T00:00:00Z");
        for (int hour = 0; hour < 24; hour += 2) {
            apply("ts", "2024-01-02T%02d:00:00Z".formatted(hour), "value", decimal("999999999999.999999"));
        }
        assertEquals(
                decimal("11999999999999.999988"),
                row("P1D", "2024-01-02T00:00:00Z").sum());
        assertTrue(rows("P1D") == 2);
    }
}
