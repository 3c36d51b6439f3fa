package io.joulestream.core.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

/** SEMANTICS 24: the old application's quirks, each by its name; what the fast code says, the reference says in each. */
class CompatMonthsTest {
    private static final String COMPAT = "compat";

    /** "compat says February 2024 = 369.583333 and actual" */
    @Test
    void readingsThreeDaysOffCountAsTheVeryEnd() {
        Meter meter = new Meter("UTC").read("2024-01-28T00:00", "1000").read("2024-03-04T23:00", "1369.583333");
        assertEquals("1369.583333 actual | 369.583333 actual", meter.month(COMPAT, "2024-02"));
    }

    @Test
    void theBoundaryIsTheLastMillisecondOfTheMonth() {
        Meter meter = new Meter("UTC").read("2024-01-20T00:00", "0").read("2024-02-20T00:00", "2678400");
        // One kWh a second: a millisecond less than at midnight.
        assertEquals("1036799.999 interpolated", meter.end(COMPAT, "2024-01"));
    }

    @Test
    void daysAreTruncatedSoThatThreeDaysAndAlmostTwentyFourHoursAreThree() {
        Meter meter = new Meter("UTC").read("2024-02-04T23:59:59.998", "100");
        assertEquals("100 actual | nothing missing", meter.month(COMPAT, "2024-01"));
    }

    @Test
    void fourWholeDaysAreTooFar() {
        assertNull(new Meter("UTC").read("2024-02-04T23:59:59.999", "100").month(COMPAT, "2024-01"));
    }

    @Test
    void theDayThreeDaysBeforeCountsFromItsMidnight() {
        assertEquals(
                "100 actual | nothing missing",
                new Meter("UTC").read("2024-01-28T00:00", "100").month(COMPAT, "2024-01"));
        assertNull(new Meter("UTC").read("2024-01-27T23:59:59.999", "100").month(COMPAT, "2024-01"));
    }

    @Test
    void equallyNearTheLaterReadingCounts() {
        Meter meter = new Meter("UTC").read("2024-01-30T20:00", "100").read("2024-02-02T20:00", "130");
        assertEquals("130 actual", meter.end(COMPAT, "2024-01"));
        // An hour before midnight is as near as eighteen hours behind it: both are less than a day.
        meter.read("2024-01-31T23:00", "111").read("2024-02-01T18:00", "120");
        assertEquals("120 actual", meter.end(COMPAT, "2024-01"));
    }

    @Test
    void aReadingOfTheSameDayBeatsALaterOneOfTheNextButOne() {
        Meter meter = new Meter("UTC").read("2024-01-31T01:00", "100").read("2024-02-02T20:00", "130");
        assertEquals("100 actual", meter.end(COMPAT, "2024-01"));
    }

    @Test
    void daysAreThoseOfTheWallClock() {
        // Clocks went forward on the 31st, and back on the 27th of October: three local days either way.
        Meter spring = new Meter("Europe/Madrid").read("2024-03-28T00:00", "100");
        assertEquals("100 actual | nothing missing", spring.month(COMPAT, "2024-03"));
        Meter autumn = new Meter("Europe/Madrid").read("2024-10-28T00:00", "100");
        assertEquals("100 actual | nothing missing", autumn.month(COMPAT, "2024-10"));
        assertNull(new Meter("Europe/Madrid")
                .read("2024-10-27T23:59:59.999", "100")
                .month(COMPAT, "2024-10"));
    }

    @Test
    void aResetIsANegativeMonthAsItWasThen() {
        Meter meter = new Meter("UTC").read("2024-01-31T12:00", "900").read("2024-02-29T12:00", "40");
        assertEquals("40 actual | -860 actual", meter.month(COMPAT, "2024-02"));
    }

    @Test
    void meterEventsChangeNothing() {
        Meter meter = new Meter("UTC").read("2024-01-15T00:00", "900").read("2024-02-15T00:00", "40");
        String before = meter.month(COMPAT, "2024-01");
        meter.written();
        meter.event("2024-01-20T00:00", "swap", "closing", 950, "opening", 3);
        assertEquals(before, meter.month(COMPAT, "2024-01"));
        assertEquals(
                0,
                meter.written().stream()
                        .filter(key -> key.mode().equals(COMPAT))
                        .count());
    }

    @Test
    void theLineGoesOnWithoutLimit() {
        Meter meter = new Meter("UTC").read("2024-01-10T00:00", "100").read("2024-01-20T00:00", "200");
        // Extrapolated on both sides; the table holds the nearest, the endpoint draws the same line further.
        assertEquals("319.999999884 extrapolated | 310 extrapolated", meter.month(COMPAT, "2024-01"));
        assertEquals("9.999999884 extrapolated | 310 extrapolated", meter.month(COMPAT, "2023-12"));
        assertNull(meter.month(COMPAT, "2024-02"));
        assertNull(meter.month(COMPAT, "2023-11"));
    }

    @Test
    void aLineBelowZeroIsNotClamped() {
        Meter meter = new Meter("UTC").read("2024-01-20T00:00", "10").read("2024-01-25T00:00", "100");
        assertEquals("-332.000000208 extrapolated | 558 extrapolated", meter.month(COMPAT, "2023-12"));
    }

    @Test
    void theLineGoesThroughTheTwoLastReadingsHoweverClose() {
        Meter meter = new Meter("UTC")
                .read("2024-01-01T00:00", "100")
                .read("2024-01-20T00:00", "200")
                .read("2024-01-20T00:01", "200.001");
        assertEquals("200 to 200.001", meter.sources(COMPAT, "2024-01"));
    }

    @Test
    void theHorizonPlaysNoPart() {
        Meter meter = new Meter("UTC", "horizon", "PT0S")
                .read("2024-01-10T00:00", "100")
                .read("2024-01-20T00:00", "200");
        assertEquals("319.999999884 extrapolated | 310 extrapolated", meter.month(COMPAT, "2024-01"));
    }

    @Test
    void aSingleReadingIsOneMonthWithoutConsumption() {
        Meter meter = new Meter("UTC").read("2023-12-31T00:00", "100");
        assertEquals("100 actual | nothing missing", meter.month(COMPAT, "2023-12"));
        assertEquals(1, meter.months().size());
    }

    @Test
    void consumptionIsActualOnlyIfBothEndsAre() {
        Meter meter = new Meter("UTC")
                .read("2023-12-31T12:00", "100")
                .read("2024-01-15T00:00", "150")
                .read("2024-02-15T00:00", "250")
                .read("2024-02-29T12:00", "300");
        assertEquals("204.83870964 interpolated | 104.83870964 interpolated", meter.month(COMPAT, "2024-01"));
        assertEquals("300 actual | 95.16129036 interpolated", meter.month(COMPAT, "2024-02"));
    }
}
