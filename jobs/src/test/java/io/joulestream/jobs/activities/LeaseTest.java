package io.joulestream.jobs.activities;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.weather.Observation;
import io.joulestream.core.weather.Weather;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How long what nothing comes to stays in the state, also when {@code state.retention} is another after a restart. */
class LeaseTest {
    private static final long DAY = 86_400_000;
    private static final long NOW = 20_000 * DAY;
    private static final long OFF = Long.MAX_VALUE >> 20;
    private static final String CELL = "404_-38";
    private static final LoggedObservation OBSERVED = new LoggedObservation(
            "t",
            CELL,
            NOW - 30 * DAY,
            new Observation(NOW - 30 * DAY, false, new Weather(1L, null, null, null, null, null)).toByteArray());

    /** Each operator whose state is leased. */
    enum Leased {
        JOIN {
            @Override
            Subtasks<?> start(long retentionMillis, Subtasks.Start start) throws Exception {
                return Subtasks.of(
                        () -> new WeatherJoin(Duration.ofHours(1), retentionMillis),
                        PlacedActivity::place,
                        PlacedWeather::place,
                        start);
            }

            @Override
            @SuppressWarnings("unchecked")
            void touch(Subtasks<?> subtasks) throws Exception {
                ((KeyedTwoInputs<PlacedActivity, PlacedWeather, ActivityResult>) subtasks.get(0))
                        .processElement2(PlacedWeather.of(OBSERVED).get(0));
            }
        },
        REQUESTS {
            @Override
            Subtasks<?> start(long retentionMillis, Subtasks.Start start) throws Exception {
                return Subtasks.of(
                        () -> new WeatherRequests(retentionMillis, true), place -> place, WeatherAnswer::place, start);
            }

            @Override
            @SuppressWarnings("unchecked")
            void touch(Subtasks<?> subtasks) throws Exception {
                ((KeyedTwoInputs<String, WeatherAnswer, String>) subtasks.get(0))
                        .processElement1(PlacedActivity.place(CELL, OBSERVED.tsMillis()));
            }
        },
        OBSERVATION_ROWS {
            @Override
            Subtasks<?> start(long retentionMillis, Subtasks.Start start) throws Exception {
                return Subtasks.of(() -> new ObservationRows(retentionMillis), ObservationRows::key, start);
            }

            @Override
            @SuppressWarnings("unchecked")
            void touch(Subtasks<?> subtasks) throws Exception {
                ((OneInputStreamOperatorTestHarness<LoggedObservation, ?>) subtasks.get(0)).processElement(OBSERVED, 0);
            }
        };

        abstract Subtasks<?> start(long retentionMillis, Subtasks.Start start) throws Exception;

        abstract void touch(Subtasks<?> subtasks) throws Exception;
    }

    private static Subtasks<?> start(
            Leased leased, long retentionMillis, long now, @Nullable List<OperatorSubtaskState> restored)
            throws Exception {
        var subtasks = leased.start(retentionMillis, new Subtasks.Start(1, 0, new SteppedClock(now), restored));
        subtasks.setTime(now);
        return subtasks;
    }

    /** The job is stopped with a savepoint, and started anew with another retention. */
    private static Subtasks<?> restart(Leased leased, Subtasks<?> subtasks, long retentionMillis, long now)
            throws Exception {
        var savepoint = subtasks.snapshot(1);
        subtasks.close();
        return start(leased, retentionMillis, now, savepoint);
    }

    @ParameterizedTest
    @EnumSource
    void stateGoesWhenNothingHasComeForAsLongAsTheRetention(Leased leased) throws Exception {
        var subtasks = start(leased, 30 * DAY, NOW, null);
        leased.touch(subtasks);
        subtasks.setTime(NOW + 20 * DAY);
        leased.touch(subtasks);
        subtasks.setTime(NOW + 50 * DAY - 1);
        assertTrue(subtasks.entries() > 0);
        subtasks.setTime(NOW + 50 * DAY);
        assertEquals(0, subtasks.entries());
        assertEquals(0, subtasks.timers());
        subtasks.close();
    }

    @ParameterizedTest
    @EnumSource
    void aRetentionThatWasOffHoldsForWhatIsThereWithinAWeek(Leased leased) throws Exception {
        var subtasks = start(leased, OFF, NOW, null);
        leased.touch(subtasks);
        subtasks.setTime(NOW + 1_000 * DAY);
        subtasks = restart(leased, subtasks, 30 * DAY, NOW + 1_000 * DAY);
        assertTrue(subtasks.entries() > 0);
        subtasks.setTime(NOW + 1_007 * DAY);
        assertEquals(0, subtasks.entries());
        subtasks.close();
    }

    @ParameterizedTest
    @EnumSource
    void whatTheOldRetentionWouldHaveDroppedStaysWhenItIsOff(Leased leased) throws Exception {
        var subtasks = start(leased, 30 * DAY, NOW, null);
        leased.touch(subtasks);
        subtasks = restart(leased, subtasks, OFF, NOW + 29 * DAY);
        subtasks.setTime(NOW + 5_000 * DAY);
        assertTrue(subtasks.entries() > 0);
        subtasks.close();
    }

    @ParameterizedTest
    @EnumSource
    void aShorterOneHoldsAtOnceForWhatSomethingComesTo(Leased leased) throws Exception {
        var subtasks = start(leased, 400 * DAY, NOW, null);
        leased.touch(subtasks);
        subtasks = restart(leased, subtasks, DAY, NOW + 1);
        leased.touch(subtasks);
        subtasks.setTime(NOW + DAY + 1);
        assertEquals(0, subtasks.entries());
        subtasks.close();
    }

    @ParameterizedTest
    @EnumSource
    void aLongerOneHoldsForWhatIsThere(Leased leased) throws Exception {
        var subtasks = start(leased, DAY, NOW, null);
        leased.touch(subtasks);
        subtasks = restart(leased, subtasks, 400 * DAY, NOW + DAY - 1);
        subtasks.setTime(NOW + 400 * DAY - 1);
        assertTrue(subtasks.entries() > 0);
        subtasks.setTime(NOW + 400 * DAY);
        assertEquals(0, subtasks.entries());
        subtasks.close();
    }
}
