package io.joulestream.core.completeness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.core.completeness.CompletenessDays.Day;
import io.joulestream.core.input.Rejection;
import io.joulestream.core.series.SeriesDefinition;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** SEMANTICS 27. */
class CompletenessDaysTest {
    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

    @Test
    void fillsTheDaysOfWhichNothingIsThere() throws Rejection {
        Day known = new Day(start(28), start(29), DayCompleteness.of(86_400_000, 900_000, 90, 2_700_000, 80_000_000));
        List<Day> days = CompletenessDays.fill(
                gauge(), Map.of(known.startMillis(), known), start(27) + 5, start(30) + 5, 0, Long.MAX_VALUE);
        assertEquals(
                List.of(
                        new Day(start(27), start(28), new DayCompleteness(86_400_000, 96, 0, 86_400_000, 0)),
                        known,
                        // 25 hours
                        new Day(start(29), start(30), new DayCompleteness(90_000_000, 100, 0, 90_000_000, 0)),
                        new Day(start(30), start(31), new DayCompleteness(86_400_000, 96, 0, 86_400_000, 0))),
                days);
        assertEquals(6, known.completeness().missing());
        assertEquals(90 / 96.0, known.completeness().score());
        assertEquals(80_000_000 / 86_400_000.0, known.completeness().measuredShare());
    }

    @Test
    void answersTheDaysThatTheRangeTouches() throws Rejection {
        List<Day> days = CompletenessDays.fill(gauge(), Map.of(), start(1), start(30), start(5) + 1, start(7) + 1);
        assertEquals(
                List.of(start(5), start(6), start(7)),
                days.stream().map(Day::startMillis).toList());
        days = CompletenessDays.fill(gauge(), Map.of(), start(1), start(30), start(5), start(7));
        assertEquals(
                List.of(start(5), start(6)), days.stream().map(Day::startMillis).toList());
    }

    /** The amount stamped with the end of the 4th is the 4th's: of the 5th nothing is known yet. */
    @Test
    void countsAnAmountToTheDayInWhichItsSpanStarts() throws Rejection {
        SeriesDefinition delta = SeriesDefinition.of(
                Map.of("kind", "delta", "unit", "kWh", "interval", "PT1H", "stamp", "end", "expectedInterval", "PT1H"),
                MADRID);
        List<Day> days = CompletenessDays.fill(delta, Map.of(), start(3), start(5), 0, Long.MAX_VALUE);
        assertEquals(
                List.of(start(2), start(3), start(4)),
                days.stream().map(Day::startMillis).toList());
    }

    @Test
    void expectsNothingWithoutAnInterval() throws Rejection {
        SeriesDefinition unwatched = SeriesDefinition.of(Map.of("kind", "gauge", "unit", "W"), ZoneOffset.UTC);
        assertEquals(List.of(), CompletenessDays.fill(unwatched, Map.of(), 0, 1, 0, 1));
    }

    @Test
    void hasAFullScoreWhereNothingIsExpected() {
        DayCompleteness day = DayCompleteness.of(0, 900_000, 1, 0, 0);
        assertEquals(1, day.score());
        assertEquals(0, day.measuredShare());
        assertEquals(0, day.missing());
        assertEquals(1, DayCompleteness.of(900_000, 900_000, 7, 0, 0).score());
    }

    private static SeriesDefinition gauge() throws Rejection {
        return SeriesDefinition.of(Map.of("kind", "gauge", "unit", "W", "expectedInterval", "PT15M"), MADRID);
    }

    /** Of a day of October 2023, whose 29th has 25 hours. */
    private static long start(int day) {
        Instant start =
                LocalDate.of(2023, 10, 1).plusDays(day - 1).atStartOfDay(MADRID).toInstant();
        return start.toEpochMilli();
    }
}
