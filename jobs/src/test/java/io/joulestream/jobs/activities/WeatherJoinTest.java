package io.joulestream.jobs.activities;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.core.activity.Activity;
import io.joulestream.core.weather.GridCell;
import io.joulestream.core.weather.Observation;
import io.joulestream.core.weather.Position;
import io.joulestream.core.weather.Weather;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SEMANTICS 29: what an activity is told to have while its weather comes, or does not. */
class WeatherJoinTest {
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    private static final long T = 19_814 * DAY; // 2024-04-01T00:00:00Z
    private static final long NOW = T + 30 * DAY;
    private static final Duration PATIENCE = Duration.ofDays(3);
    private static final long RETENTION = 400 * DAY;
    private static final Position PLACE = new Position(40_416_800, -3_703_800);
    private static final String CELL = PLACE.cell().toString();

    private KeyedTwoInputStreamOperatorTestHarness<String, PlacedActivity, PlacedWeather, ActivityResult> join;
    private long version;

    @BeforeEach
    void open() throws Exception {
        join = harness(PATIENCE);
        join.open();
        join.setProcessingTime(NOW);
    }

    @AfterEach
    void close() throws Exception {
        join.close();
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, PlacedActivity, PlacedWeather, ActivityResult>
            harness(Duration patience) throws Exception {
        return new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new WeatherJoin(patience, RETENTION)),
                PlacedActivity::place,
                PlacedWeather::place,
                Types.STRING);
    }

    private void started(String id, long start) throws Exception {
        var activity = new Activity("run", start, PLACE, null, null, null, null, null, null);
        join.processElement1(
                new PlacedActivity(
                        PlacedActivity.place(CELL, start), "t/watch/" + id, ++version, activity.toByteArray()),
                0);
    }

    private void observed(String owner, long ts, @Nullable Long celsius) throws Exception {
        byte[] bytes = celsius == null
                ? new byte[0]
                : new Observation(ts, false, new Weather(celsius * 1_000_000, null, null, null, null, null))
                        .toByteArray();
        for (PlacedWeather each : PlacedWeather.of(new LoggedObservation(owner, CELL, ts, bytes))) {
            join.processElement2(each, 0);
        }
    }

    private void answered(long ts, String reason) throws Exception {
        for (PlacedWeather each : PlacedWeather.of(new WeatherAnswer(PlacedActivity.place(CELL, ts), reason, 0))) {
            join.processElement2(each, 0);
        }
    }

    /** What was told since the last call: id, status, and the temperature where there is one. */
    private List<String> told() {
        List<String> told = new ArrayList<>();
        for (ActivityResult result : join.extractOutputValues()) {
            Weather weather = result.weather().weather();
            told.add(result.key().replaceFirst(".*/", "") + " "
                    + result.weather().status() + (weather == null ? "" : " " + weather.temperature()));
        }
        join.getOutput().clear();
        return told;
    }

    private List<String> wanted() {
        var output = join.getSideOutput(WeatherJoin.WANTED);
        return output == null
                ? List.of()
                : output.stream()
                        .map(each -> each.getValue().replaceFirst(".*@", ""))
                        .toList();
    }

    @Test
    void anActivityIsToldOfAtOnceAndAgainWhenBothObservationsAreThere() throws Exception {
        started("a", T + 9 * HOUR + HOUR / 4);
        assertEquals(List.of("a pending"), told());
        observed("*", T + 9 * HOUR, 10L);
        assertEquals(List.of(), told());
        observed("*", T + 10 * HOUR, 14L);
        assertEquals(List.of("a enriched 11000000"), told());
        observed("t", T + 8 * HOUR, 0L);
        observed("other", T + 9 * HOUR, 30L);
        observed("other", T + 10 * HOUR, 30L);
        assertEquals(List.of(), told());
        observed("t", T + 11 * HOUR, 4L);
        assertEquals(List.of("a enriched 1666667"), told());
        observed("t", T + 11 * HOUR, null);
        assertEquals(List.of("a enriched 11000000"), told());
    }

    @Test
    void theLastHourOfADayTakesTheNextDaysFirstObservation() throws Exception {
        started("a", T + 23 * HOUR + HOUR / 2);
        assertEquals(List.of("19814", "19815"), wanted());
        observed("*", T + 23 * HOUR, 10L);
        observed("*", T + 24 * HOUR, 20L);
        assertEquals(List.of("a pending", "a enriched 15000000"), told());
        started("b", T + 22 * HOUR + HOUR / 2);
        assertEquals(List.of("19814", "19815", "19814"), wanted());
    }

    @Test
    void whereTheHoursAroundTheStartAreMissingTheDaysBesideAreWantedToo() throws Exception {
        started("early", T + HOUR / 2);
        started("late", T + 22 * HOUR + HOUR / 2);
        observed("*", T + 2 * HOUR, 10L);
        observed("*", T + 22 * HOUR, 10L);
        assertEquals(Set.of("19814"), Set.copyOf(wanted()));
        answered(T, "");
        assertEquals(Set.of("19813", "19814", "19815"), Set.copyOf(wanted()));
        told();
        observed("*", T - HOUR, 4L);
        observed("*", T + 25 * HOUR, 13L);
        assertEquals(List.of("early enriched 7000000", "late enriched 10500000"), told());
    }

    @Test
    void whoComesToADayThatLacksHoursWantsTheDaysBesideUnlessTheyAreStillToCome() throws Exception {
        answered(T, "");
        answered(NOW - DAY, "");
        started("b", T + HOUR / 2);
        started("c", NOW - HOUR - HOUR / 2);
        assertEquals(List.of("19814", "19813", "19843"), wanted());
    }

    @Test
    void patienceEndsAndTheWeatherMayComeAfterAll() throws Exception {
        started("a", T + 9 * HOUR);
        join.setProcessingTime(NOW + PATIENCE.toMillis() - 1);
        assertEquals(List.of("a pending"), told());
        join.setProcessingTime(NOW + PATIENCE.toMillis());
        assertEquals(List.of("a unavailable(no_observation)"), told());
        observed("*", T + 9 * HOUR, 10L);
        observed("*", T + 10 * HOUR, 14L);
        assertEquals(List.of("a enriched 10000000"), told());
    }

    @Test
    void aServicesFaultIsTheReasonUntilItIsOver() throws Exception {
        started("a", T + 9 * HOUR);
        started("late", T + 23 * HOUR + 1);
        told();
        answered(T + DAY, "quota"); // of the day that only the late one needs
        assertEquals(List.of("late unavailable(quota)"), told());
        answered(T, "auth");
        assertEquals(List.of("a unavailable(auth)", "late unavailable(auth)"), told());
        answered(T, "");
        assertEquals(List.of("a pending", "late unavailable(quota)"), told());
        observed("*", T + 9 * HOUR, 10L);
        observed("*", T + 10 * HOUR, 14L);
        assertEquals(List.of("a enriched 10000000"), told());
        answered(T, "server");
        assertEquals(List.of("late unavailable(server)"), told());
    }

    @Test
    void whatHasLeftIsToldOfNoMore() throws Exception {
        started("a", T + 9 * HOUR);
        told();
        join.processElement1(new PlacedActivity(PlacedActivity.place(CELL, T), "t/watch/a", 9, new byte[0]), 0);
        observed("*", T + 9 * HOUR, 10L);
        observed("*", T + 10 * HOUR, 14L);
        join.setProcessingTime(NOW + PATIENCE.toMillis());
        assertEquals(List.of(), told());
    }

    @Test
    void allGoesWhenNothingHasComeForAsLongAsTheRetention() throws Exception {
        started("a", T + 9 * HOUR);
        observed("*", T + 9 * HOUR, 10L);
        join.setProcessingTime(NOW + RETENTION - DAY);
        observed("*", T + 8 * HOUR, 10L);
        join.setProcessingTime(NOW + RETENTION + DAY);
        assertEquals(true, join.numKeyedStateEntries() > 0, "something has come since");
        join.setProcessingTime(NOW + 2 * RETENTION);
        assertEquals(0, join.numKeyedStateEntries());
        assertEquals(0, join.numProcessingTimeTimers());
    }

    @Test
    void aCheckpointHoldsAllOfIt() throws Exception {
        started("a", T + 9 * HOUR);
        observed("*", T + 9 * HOUR, 10L);
        answered(T, "quota");
        restart(PATIENCE, NOW);
        answered(T, "");
        assertEquals(List.of("a pending"), told());
        observed("*", T + 10 * HOUR, 14L);
        assertEquals(List.of("a enriched 10000000"), told());
    }

    private void restart(Duration patience, long now) throws Exception {
        OperatorSubtaskState state = join.snapshot(1, 0);
        join.close();
        join = harness(patience);
        join.initializeState(state);
        join.open();
        join.setProcessingTime(now);
    }

    @Test
    void whoIsToldToWaitOnceMoreWhenTheClockWasSetBackIsNotForgotten() throws Exception {
        started("a", T + 9 * HOUR);
        join.setProcessingTime(NOW + PATIENCE.toMillis());
        assertEquals(List.of("a pending", "a unavailable(no_observation)"), told());
        restart(PATIENCE, NOW + HOUR);
        answered(T, "quota");
        answered(T, "");
        assertEquals(List.of("a unavailable(quota)", "a pending"), told());
        join.setProcessingTime(NOW + PATIENCE.toMillis());
        assertEquals(List.of("a unavailable(no_observation)"), told());
    }

    @Test
    void aRedefinedPatienceHoldsForWhatWaitsFromThenOn() throws Exception {
        started("a", T + 9 * HOUR);
        told();
        restart(Duration.ofHours(1), NOW + HOUR);
        started("b", T + 9 * HOUR);
        join.setProcessingTime(NOW + 2 * HOUR);
        assertEquals(List.of("b pending", "b unavailable(no_observation)"), told());
        join.setProcessingTime(NOW + PATIENCE.toMillis());
        assertEquals(List.of("a unavailable(no_observation)"), told());
    }

    @Test
    void nobodyIsForgottenWhileItWaits() throws Exception {
        restart(Duration.ofMillis(2 * RETENTION), NOW);
        started("a", T + 9 * HOUR);
        join.setProcessingTime(NOW + 2 * RETENTION - 1);
        assertEquals(List.of("a pending"), told());
        join.setProcessingTime(NOW + 2 * RETENTION);
        assertEquals(List.of("a unavailable(no_observation)"), told());
        assertEquals(0, join.numKeyedStateEntries());
        assertEquals(0, join.numProcessingTimeTimers());
    }

    @Test
    void placesAreCellsAndDays() {
        assertEquals("404_-38@19814", PlacedActivity.place(new GridCell(404, -38), T + DAY - 1));
        assertEquals("0_0@-1", PlacedActivity.place(new GridCell(0, 0), -1));
        assertEquals("2024-04-01", PlacedActivity.day("404_-38@19814").toString());
    }
}
