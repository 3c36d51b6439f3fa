package io.joulestream.local.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LiveClockTest {
    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

    @Test
    void goesWithTheRealClockAtSpeedOne() {
        var clock = new LiveClock(START, 1);

        assertEquals(START, clock.historyEnd());
        assertEquals(START.plusSeconds(90), clock.at(START.plusSeconds(90)));
    }

    @Test
    void catchesUpWithinHalfAnHourThenGoesWithTheRealClock() {
        var clock = new LiveClock(START, 120);

        assertEquals(START.minus(Duration.ofMinutes(119 * 30)), clock.historyEnd());
        assertEquals(clock.historyEnd(), clock.at(START));
        assertEquals(clock.historyEnd().plusSeconds(1200), clock.at(START.plusSeconds(10)));
        assertEquals(START.plusSeconds(1800), clock.at(START.plusSeconds(1800)));
        assertEquals(START.plusSeconds(1801), clock.at(START.plusSeconds(1801)));
    }

    @Test
    void startsAWeekAgoAtMost() {
        var clock = new LiveClock(START, 1e9);

        assertEquals(START.minus(Duration.ofDays(7)), clock.historyEnd());
        assertEquals(START.plusSeconds(1), clock.at(START.plusSeconds(1)));
    }

    @Test
    void refusesToCrawl() {
        assertThrows(IllegalArgumentException.class, () -> new LiveClock(START, 0.5));
        assertThrows(IllegalArgumentException.class, () -> new LiveClock(START, Double.NaN));
    }
}
