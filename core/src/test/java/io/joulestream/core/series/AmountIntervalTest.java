package io.joulestream.core.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.joulestream.core.calendar.Period;
import io.joulestream.core.calendar.SiteCalendar;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SEMANTICS 15: the span of an amount. */
class AmountIntervalTest {
    private static final SiteCalendar MADRID = SiteCalendar.of(ZoneId.of("Europe/Madrid"));

    @ParameterizedTest
    @CsvSource({
        "PT15M, START, 2024-03-31T00:50:00Z, 2024-03-31T00:50:00Z, 2024-03-31T01:05:00Z",
        "PT15M, END, 2024-03-31T00:50:00Z, 2024-03-31T00:35:00Z, 2024-03-31T00:50:00Z",
        "PT24H, START, 2024-03-30T23:00:00Z, 2024-03-30T23:00:00Z, 2024-03-31T23:00:00Z",
        "P1D, START, 2024-03-30T23:00:00Z, 2024-03-30T23:00:00Z, 2024-03-31T22:00:00Z",
        "P1D, START, 2024-03-31T13:00:00Z, 2024-03-30T23:00:00Z, 2024-03-31T22:00:00Z",
        "P1D, END, 2024-03-31T22:00:00Z, 2024-03-30T23:00:00Z, 2024-03-31T22:00:00Z",
        "P1M, START, 2024-03-31T22:00:00Z, 2024-03-31T22:00:00Z, 2024-04-30T22:00:00Z",
        "P1M, END, 2024-03-31T22:00:00Z, 2024-02-29T23:00:00Z, 2024-03-31T22:00:00Z",
    })
    void spansWhatTheStampSays(String iso, Stamp stamp, Instant ts, Instant start, Instant end) {
        AmountInterval interval = AmountInterval.parse(iso);
        assertEquals(start, Instant.ofEpochMilli(interval.start(MADRID, stamp, ts.toEpochMilli())));
        assertEquals(end, Instant.ofEpochMilli(interval.end(MADRID, stamp, ts.toEpochMilli())));
        assertEquals(iso, interval.iso());
    }

    @Test
    void aDayIsACalendarDayButTwoDaysAreFixed() {
        assertEquals(new AmountInterval(0, Period.DAY), AmountInterval.parse("P1D"));
        assertEquals(new AmountInterval(172_800_000, null), AmountInterval.parse("P2D"));
        assertEquals(
                AmountInterval.parse("P2D"),
                AmountInterval.parse(AmountInterval.parse("P2D").iso()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PT0S", "-PT15M", "P1Y", "P2M", "P1W", "15m", "P367D", "PT0.0001S", "P99999999999999D"})
    void refusesWhatIsNoInterval(String iso) {
        assertThrows(IllegalArgumentException.class, () -> AmountInterval.parse(iso));
    }

    @Test
    void isEitherFixedOrOfTheCalendar() {
        assertThrows(IllegalArgumentException.class, () -> new AmountInterval(1, Period.DAY));
        assertThrows(IllegalArgumentException.class, () -> new AmountInterval(0, Period.HOUR));
        assertThrows(IllegalArgumentException.class, () -> new AmountInterval(0, null));
    }
}
