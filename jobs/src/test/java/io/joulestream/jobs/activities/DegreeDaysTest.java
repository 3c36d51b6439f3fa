package io.joulestream.jobs.activities;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.core.calendar.SiteCalendar;
import io.joulestream.core.weather.Observation;
import io.joulestream.core.weather.Weather;
import io.joulestream.jobs.clickhouse.DegreeDayRow;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.function.SerializableFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of degree days with time: days that leave, rules that change, weather that is wanted. */
@SuppressWarnings("try") // the harness may be interrupted while it closes
class DegreeDaysTest {
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    private static final long MONDAY = LocalDate.of(2024, 1, 8).toEpochDay() * DAY;
    private static final String CELL = "404_-38";
    private static final long RETENTION = 30 * DAY;

    private static KeyedOneInputStreamOperatorTestHarness<String, CellEvent, DegreeDayRow> open(
            long now, @Nullable OperatorSubtaskState state, SerializableFunction<ZoneId, SiteCalendar> calendars)
            throws Exception {
        var harness = new KeyedOneInputStreamOperatorTestHarness<String, CellEvent, DegreeDayRow>(
                new KeyedProcessOperator<>(new DegreeDays(RETENTION, 3 * DAY, calendars)),
                CellEvent::cell,
                Types.STRING);
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        harness.setProcessingTime(now);
        return harness;
    }

    private static CellEvent observed(long ts, int celsius) {
        var weather = new Weather(celsius * 1_000_000L, null, null, null, null, null);
        return CellEvent.of(new LoggedObservation("*", CELL, ts, new Observation(ts, false, weather).toByteArray()));
    }

    private static CellEvent come(String zone) {
        return CellEvent.series(CELL, "home", zone, 1);
    }

    private static CellEvent go(String zone) {
        return CellEvent.series(CELL, "home", zone, -1);
    }

    private static List<String> rows(KeyedOneInputStreamOperatorTestHarness<String, CellEvent, DegreeDayRow> days) {
        List<String> rows = new ArrayList<>();
        for (DegreeDayRow row : days.extractOutputValues()) {
            String hours = (row.startMillis() - MONDAY) / HOUR + ".." + (row.endMillis() - MONDAY) / HOUR;
            String what =
                    row.isDeleted() ? "gone" : row.heatingMicros() / 1_000_000 + " of " + row.coveredMillis() / HOUR;
            rows.add(LocalDate.ofEpochDay(row.day()) + " " + hours + " " + what);
        }
        days.getOutput().clear();
        return rows;
    }

    private static List<String> wanted(KeyedOneInputStreamOperatorTestHarness<String, CellEvent, DegreeDayRow> days) {
        List<String> wanted = new ArrayList<>();
        var side = days.getSideOutput(DegreeDays.WANTED);
        if (side != null) {
            side.forEach(record ->
                    wanted.add((PlacedActivity.day(record.getValue()).toEpochDay() * DAY - MONDAY) / DAY + ""));
            side.clear();
        }
        return wanted;
    }

    @Test
    void aDayIsTheSeriesOwn() throws Exception {
        try (var days = open(MONDAY, null, SiteCalendar::of)) {
            for (int hour = 0; hour <= 24; hour++) {
                days.processElement(observed(MONDAY + hour * HOUR, 5), 0);
            }
            assertEquals(List.of(), rows(days));
            days.processElement(come("UTC"), 0);
            days.processElement(come("UTC"), 0);
            days.processElement(come("Etc/GMT+2"), 0);
            assertEquals(
                    List.of(
                            "2024-01-07 -24..0 gone",
                            "2024-01-08 0..24 10 of 24",
                            "2024-01-09 24..48 gone",
                            "2024-01-10 48..72 gone",
                            "2024-01-07 -22..2 10 of 2",
                            "2024-01-08 2..26 10 of 22",
                            "2024-01-09 26..50 gone",
                            "2024-01-10 50..74 gone"),
                    rows(days));
            days.processElement(go("UTC"), 0);
            assertEquals(List.of(), rows(days));
            days.processElement(go("UTC"), 0);
            assertEquals("2024-01-08 0..24 gone", rows(days).get(1));
        }
    }

    @Test
    void weatherIsWantedOfEachDayThatIsOver() throws Exception {
        try (var days = open(MONDAY + 23 * HOUR, null, SiteCalendar::of)) {
            days.processElement(observed(MONDAY, 5), 0);
            days.setProcessingTime(MONDAY + DAY + HOUR);
            assertEquals(List.of(), wanted(days));
            days.processElement(come("UTC"), 0);
            assertEquals(List.of("0", "-1", "-2"), wanted(days));
            days.processElement(come("Europe/Madrid"), 0);
            days.setProcessingTime(MONDAY + 2 * DAY);
            assertEquals(List.of(), wanted(days));
            days.setProcessingTime(MONDAY + 3 * DAY + HOUR);
            assertEquals(List.of("1", "2"), wanted(days));
            days.processElement(go("UTC"), 0);
            days.processElement(go("Europe/Madrid"), 0);
            days.setProcessingTime(MONDAY + 9 * DAY);
            assertEquals(List.of(), wanted(days));
        }
    }

    @Test
    void whatHasLeftStaysAsItIs() throws Exception {
        try (var days = open(MONDAY, null, SiteCalendar::of)) {
            days.processElement(come("UTC"), 0);
            days.processElement(observed(MONDAY + 9 * HOUR, 5), 0);
            days.processElement(observed(MONDAY + 10 * HOUR, 5), 0);
            assertEquals(List.of("2024-01-08 0..24 10 of 1"), rows(days));
            days.setProcessingTime(MONDAY + RETENTION - DAY);
            days.processElement(observed(MONDAY + 11 * HOUR, 5), 0);
            assertEquals(List.of("2024-01-08 0..24 10 of 2"), rows(days));
            days.setProcessingTime(MONDAY + 2 * RETENTION);
            days.processElement(observed(MONDAY + 12 * HOUR, 5), 0);
            days.processElement(observed(MONDAY + 13 * HOUR, 5), 0);
            // So near to the day that has left that more may be known of it than is here.
            days.processElement(observed(MONDAY + 24 * HOUR, 5), 0);
            days.processElement(observed(MONDAY + 25 * HOUR, 5), 0);
            assertEquals(List.of(), rows(days));
            days.processElement(observed(MONDAY + 60 * HOUR, 5), 0);
            days.processElement(observed(MONDAY + 61 * HOUR, 5), 0);
            assertEquals(List.of("2024-01-10 48..72 10 of 1"), rows(days));
            days.processElement(go("UTC"), 0);
            assertEquals(List.of("2024-01-10 48..72 gone", "2024-01-11 72..96 gone"), rows(days));
        }
    }

    @Test
    void newRulesOfTheZoneCutTheDaysAnew() throws Exception {
        SerializableFunction<ZoneId, SiteCalendar> west =
                zone -> SiteCalendar.of(zone, ZoneId.of("Etc/GMT+2").getRules());
        OperatorSubtaskState state;
        try (var days = open(MONDAY + 2 * HOUR, null, west)) {
            days.processElement(come("America/Noronha"), 0);
            for (int hour = 2; hour <= 26; hour++) {
                days.processElement(observed(MONDAY + hour * HOUR, 5), 0);
            }
            List<String> rows = rows(days);
            assertEquals("2024-01-08 2..26 10 of 24", rows.get(rows.size() - 1));
            state = days.snapshot(1, 1);
        }
        SerializableFunction<ZoneId, SiteCalendar> east =
                zone -> SiteCalendar.of(zone, ZoneId.of("Etc/GMT-2").getRules());
        try (var days = open(MONDAY + 3 * HOUR, state, east)) {
            days.processElement(come("America/Noronha"), 0);
            assertEquals(List.of(), rows(days));
            days.setProcessingTime(MONDAY + DAY + HOUR);
            assertEquals(
                    List.of(
                            "2024-01-07 -26..-2 gone",
                            "2024-01-08 -2..22 10 of 20",
                            "2024-01-09 22..46 10 of 4",
                            "2024-01-10 46..70 gone"),
                    rows(days));
            days.setProcessingTime(MONDAY + 3 * DAY);
            assertEquals(List.of(), rows(days));
        }
    }

    @Test
    void aDateThatNewRulesSkipHasNoRow() throws Exception {
        long from = LocalDate.of(2011, 12, 28).toEpochDay() * DAY;
        try (var days = open(MONDAY, null, SiteCalendar::of)) {
            for (int hour = 0; hour <= 72; hour++) {
                days.processElement(observed(from + hour * HOUR, 5), 0);
            }
            days.processElement(come("Pacific/Apia"), 0);
            List<String> rows = new ArrayList<>();
            for (DegreeDayRow row : days.extractOutputValues()) {
                rows.add(LocalDate.ofEpochDay(row.day()) + (row.isDeleted() ? " gone" : ""));
            }
            assertEquals(
                    List.of(
                            "2011-12-27",
                            "2011-12-28",
                            "2011-12-29",
                            "2011-12-30 gone",
                            "2011-12-31",
                            "2012-01-01 gone"),
                    rows);
        }
    }
}
