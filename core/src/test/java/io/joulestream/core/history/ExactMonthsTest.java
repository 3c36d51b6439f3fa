package io.joulestream.core.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.joulestream.reference.MonthKey;
import java.time.YearMonth;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** SEMANTICS 22 and 23 by example; what the fast code says, the reference says in each. */
class ExactMonthsTest {
    private static final String EXACT = "exact";

    /** "readings Jan 28 00:00 = 1000 and Mar 4 23:00 = 1369.583333 ... exact says 290 and interpolated" */
    @Test
    void februaryOfTheExampleIsInterpolated() {
        Meter meter = new Meter("UTC").read("2024-01-28T00:00", "1000").read("2024-03-04T23:00", "1369.583333");
        assertEquals("1329.999999702 interpolated | 289.999999738 interpolated", meter.month(EXACT, "2024-02"));
    }

    /** "December's end is interpolated across the year boundary, 1109.677419, in both modes" */
    @Test
    void decemberIsInterpolatedAcrossTheYear() {
        Meter meter = new Meter("UTC")
                .read("2023-11-15T00:00", "900")
                .read("2023-12-15T00:00", "1000")
                .read("2024-01-15T00:00", "1200");
        assertEquals("1109.677419355 interpolated | 156.344086022 interpolated", meter.month(EXACT, "2023-12"));
        assertEquals("1109.67741928 interpolated | 156.344085985 interpolated", meter.month("compat", "2023-12"));
        assertEquals("1000 to 1200", meter.sources(EXACT, "2023-12"));
    }

    /** "January uses the previous December" */
    @Test
    void januaryStartsWhereDecemberEnded() {
        Meter meter = new Meter("Europe/Madrid", "horizon", "PT0S")
                .read("2024-01-01T00:00", "100")
                .read("2024-02-01T00:00", "131");
        assertEquals("131 measured | 31 measured", meter.month(EXACT, "2024-01"));
        assertEquals("100 measured | nothing missing", meter.month(EXACT, "2023-12"));
        assertNull(meter.month(EXACT, "2024-02"));
    }

    @Test
    void aReadingOnTheBoundaryIsTheEndWhateverTheHighWaterMark() {
        Meter meter = new Meter("Europe/Madrid", "horizon", "PT0S")
                .read("2024-01-01T00:00", "100")
                .read("2024-01-31T00:00", "200")
                .read("2024-02-01T00:00", "190")
                .read("2024-03-01T00:00", "210");
        assertEquals("190 measured | 100 measured", meter.month(EXACT, "2024-01"));
        assertEquals("210 measured | 10 measured", meter.month(EXACT, "2024-02"));
    }

    @Test
    void aMillisecondBeforeTheBoundaryIsNotOnIt() {
        Meter meter = new Meter("UTC", "horizon", "PT0S")
                .read("2024-01-31T23:59:59.999", "100")
                .read("2024-02-01T00:00:00.001", "100.000002");
        assertEquals("100.000001 interpolated | nothing missing", meter.month(EXACT, "2024-01"));
    }

    @Test
    void theLineBehindTheLastReadingComesFromTheNewestSevenDaysBefore() {
        Meter meter = new Meter("UTC")
                .read("2024-01-01T00:00", "0")
                .read("2024-01-20T00:00", "1000")
                .read("2024-01-23T00:00", "1070") // seven days to the millisecond
                .read("2024-01-23T00:00:00.001", "1075")
                .read("2024-01-30T00:00", "1140");
        assertEquals("1070 to 1140", meter.sources(EXACT, "2024-01"));
        assertEquals("1160 extrapolated | 1160 extrapolated", meter.month(EXACT, "2024-01"));
    }

    @Test
    void aLateReadingSevenDaysFromAnEndMovesItsLine() {
        Meter meter = new Meter("UTC")
                .read("2024-01-03T00:00", "100")
                .read("2024-01-20T00:00", "1000")
                .read("2024-01-30T00:00", "1140")
                .read("2024-01-23T00:00", "1070")
                .read("2024-01-10T00:00", "170");
        assertEquals("1070 to 1140", meter.sources(EXACT, "2024-01"));
        assertEquals("100 to 170", meter.sources(EXACT, "2023-12"));
    }

    @Test
    void theLineBehindTheLastReadingComesFromTheFirstWhereNoneIsSevenDaysOld() {
        Meter meter = new Meter("UTC").read("2024-01-25T00:00", "100").read("2024-01-30T00:00", "150");
        assertEquals("100 to 150", meter.sources(EXACT, "2024-01"));
        assertEquals("170 extrapolated | 170 extrapolated", meter.month(EXACT, "2024-01"));
    }

    @Test
    void theLineBeforeTheFirstReadingGoesToTheOldestSevenDaysLater() {
        Meter meter = new Meter("UTC", "horizon", "P3D")
                .read("2024-02-03T00:00", "100")
                .read("2024-02-09T23:59:59.999", "135")
                .read("2024-02-10T00:00", "170")
                .read("2024-02-20T00:00", "1000");
        assertEquals("100 to 170", meter.sources(EXACT, "2024-01"));
        assertEquals("80 extrapolated | nothing missing", meter.month(EXACT, "2024-01"));
    }

    @Test
    void noRegisterShowedLessThanNothing() {
        Meter meter = new Meter("UTC", "horizon", "P40D")
                .read("2024-01-20T00:00", "10")
                .read("2024-01-27T00:00", "80")
                .read("2024-02-01T00:00", "130");
        assertEquals("0 extrapolated | nothing missing", meter.month(EXACT, "2023-12"));
        // What is counted before the first reading ends at zero, too.
        assertEquals("130 measured | 130 extrapolated", meter.month(EXACT, "2024-01"));
    }

    @Test
    void theHorizonIsInclusive() {
        Meter meter =
                new Meter("UTC", "horizon", "P1D").read("2024-01-01T00:00", "0").read("2024-01-31T00:00", "30");
        assertEquals("31 extrapolated | 31 extrapolated", meter.month(EXACT, "2024-01"));
        meter.define("horizon", "PT23H59M59.999S");
        assertNull(meter.month(EXACT, "2024-01"));
    }

    @Test
    void aChangedHorizonChangesOnlyTheMonthsOutside() {
        Meter meter = new Meter("UTC", "horizon", "PT0S")
                .read("2024-01-10T00:00", "0")
                .read("2024-02-10T00:00", "31")
                .read("2024-03-10T00:00", "60");
        meter.written();
        meter.define("horizon", "P31D");
        assertEquals(
                Set.of(
                        new MonthKey(EXACT, YearMonth.of(2023, 12)),
                        new MonthKey(EXACT, YearMonth.of(2024, 1)),
                        new MonthKey(EXACT, YearMonth.of(2024, 3))),
                meter.written());
        meter.months();
    }

    @Test
    void aSingleReadingIsNoLine() {
        Meter meter = new Meter("UTC").read("2024-01-31T00:00", "30");
        assertNull(meter.month(EXACT, "2024-01"));
        meter.read("2024-02-01T00:00", "30").delete("2024-01-31T00:00");
        assertEquals("30 measured | nothing missing", meter.month(EXACT, "2024-01"));
    }

    @Test
    void aResetIsNoNegativeMonth() {
        Meter meter = new Meter("UTC", "horizon", "PT0S")
                .read("2024-01-01T00:00", "500")
                .read("2024-01-20T00:00", "600")
                .read("2024-01-21T00:00", "5")
                .read("2024-02-01T00:00", "25");
        assertEquals("25 measured | 125 measured", meter.month(EXACT, "2024-01"));
    }

    @Test
    void aSwapAcrossTheBoundaryCountsBothRegisters() {
        Meter meter = new Meter("UTC", "horizon", "PT0S")
                .read("2024-01-21T00:00", "500")
                .read("2024-02-11T00:00", "30")
                .event("2024-01-31T00:00", "swap", "closing", 600, "opening", 8);
        // 100 to the swap, two of the eleven days of 22 behind it.
        assertEquals("602 interpolated | nothing missing", meter.month(EXACT, "2024-01"));
    }

    @Test
    void anImplausiblePairTellsNothingOfTheBoundaryWithin() {
        Meter meter = new Meter("UTC", "horizon", "PT0S", "maxRate", 1)
                .read("2024-01-31T00:00", "100")
                .read("2024-02-02T00:00", "900")
                .read("2024-02-03T00:00", "910");
        assertEquals("100 interpolated | nothing missing", meter.month(EXACT, "2024-01"));
    }

    @Test
    void aMeterThatRunsBackwardsEndsBelowItsLastReading() {
        Meter meter =
                new Meter("UTC", "signed", true).read("2024-01-20T00:00", "100").read("2024-01-30T00:00", "50");
        assertEquals("40 extrapolated | -155 extrapolated", meter.month(EXACT, "2024-01"));
        assertEquals("195 extrapolated | nothing missing", meter.month(EXACT, "2023-12"));
    }

    /** Quality is the worse of the two ends'. */
    @Test
    void aMeasuredEndAfterAnInterpolatedOneIsInterpolated() {
        Meter meter = new Meter("UTC", "horizon", "PT0S")
                .read("2024-01-31T00:00", "100")
                .read("2024-02-02T00:00", "120")
                .read("2024-03-01T00:00", "400");
        assertEquals("400 measured | 290 interpolated", meter.month(EXACT, "2024-02"));
    }

    @Test
    void aLateReadingChangesOnlyTheMonthsItTouches() {
        Meter meter = new Meter("UTC");
        for (int month = 1; month <= 12; month++) {
            meter.read("2024-%02d-15T00:00".formatted(month), String.valueOf(100 * month));
        }
        meter.written();
        meter.read("2024-06-20T00:00", "690");
        assertEquals(
                Set.of(
                        new MonthKey(EXACT, YearMonth.of(2024, 6)),
                        new MonthKey(EXACT, YearMonth.of(2024, 7)),
                        new MonthKey("compat", YearMonth.of(2024, 6)),
                        new MonthKey("compat", YearMonth.of(2024, 7))),
                meter.written());
        // In the middle of a month, with the same growth from end to end, nothing changes.
        meter.read("2024-09-02T00:00", "858").read("2024-09-10T00:00", "880");
        meter.written();
        meter.read("2024-09-10T00:00", "881");
        assertEquals(Set.of(), meter.written());
    }

    /** Whoever comes from a program without months gets them all with the next event. */
    @Test
    void aHeadWithoutMonthsWritesThemAll() {
        Meter meter = new Meter("Europe/Madrid")
                .read("2023-12-15T00:00", "1000")
                .read("2024-01-15T00:00", "1200")
                .read("2024-02-15T00:00", "1300");
        Set<MonthKey> all = meter.months().keySet();
        meter.written();
        meter.reload(2);
        meter.read("2024-02-15T01:00", "1301");
        Set<MonthKey> written = meter.written();
        written.retainAll(all);
        assertEquals(all, written);
        meter.months();
    }
}
