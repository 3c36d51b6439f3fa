package io.joulestream.jobs.readings;

import static io.joulestream.jobs.readings.SentEvents.define;
import static io.joulestream.jobs.readings.SentEvents.delete;
import static io.joulestream.jobs.readings.SentEvents.deleteSeries;
import static io.joulestream.jobs.readings.SentEvents.reading;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.core.series.SeriesEvent;
import io.joulestream.jobs.clickhouse.LivenessRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** SEMANTICS 27: one event when a series goes stale, one when it recovers, none for a replayed past. */
class LivenessTest {
    private static final long START = 1_800_000_000_000L;
    private static final long MINUTE = 60_000;
    /** Three times a quarter of an hour. */
    private static final long PATIENCE = 45 * MINUTE;

    private static final ReadingsConfig.Series SETTINGS =
            new ReadingsConfig.Series(RandomLog.ZONE, 1_000, 1 << 20, 4, 100);
    private static final ReadingsConfig.Series WITHOUT_CACHE =
            new ReadingsConfig.Series(RandomLog.ZONE, 1_000, 1, 4, 100);

    private final List<LivenessRow> said = new ArrayList<>();
    private final List<OperatorRun> runs = new ArrayList<>();
    private ReadingsConfig.Series settings = SETTINGS;

    @AfterEach
    void closeAll() throws Exception {
        for (OperatorRun run : runs) {
            run.close();
        }
    }

    @Test
    void saysOnceThatASeriesIsStaleAndOnceThatItHasRecovered() throws Exception {
        OperatorRun run = start(START, null);
        run.send("acme/a", define("UTC"));
        for (int slot = 0; slot < 4; slot++) {
            run.send("acme/a", reading(slot, 1));
            pass(run, 15 * MINUTE);
        }
        // A beat of another series shows that the log goes on.
        for (int minute = 15; minute < 45; minute++) {
            run.send("acme/beat", define("UTC"));
            pass(run, MINUTE);
            assertEquals(List.of(), events("a"), "silent for " + (minute + 1) + " minutes");
        }
        run.send("acme/beat", define("UTC"));
        pass(run, MINUTE);
        long last = START + 3 * 15 * MINUTE;
        assertEquals(List.of("stale at " + (last + PATIENCE) + ", read at slot 3"), events("a"));
        pass(run, 3 * PATIENCE);
        assertEquals(1, events("a").size());

        long again = run.clock();
        run.send("acme/a", reading(4, 1), reading(5, 1));
        run.send("acme/a", reading(6, 1));
        pass(run, MINUTE);
        assertEquals("recovered at " + again + ", read at slot 5", events("a").get(1));
        assertEquals(2, events("a").size());
        assertTrue(said("a").get(1).revision() > said("a").get(0).revision());
        pass(run, PATIENCE + 6 * MINUTE);
        assertEquals(3, events("a").size(), "stale again");
    }

    @Test
    void aWholeLogThatFallsSilentIsNoticedToo() throws Exception {
        OperatorRun run = start(START, null);
        run.send("acme/a", define("UTC"), reading(0, 1));
        pass(run, PATIENCE);
        assertEquals(List.of(), events("a"));
        pass(run, MINUTE);
        assertEquals(1, events("a").size());
    }

    @Test
    void keepsOneTimerASeriesHoweverOftenItIsHeard() throws Exception {
        OperatorRun run = start(START, null);
        run.send("acme/a", define("UTC"));
        run.send("acme/b", define("UTC"));
        run.send("acme/unwatched", unwatched());
        for (int slot = 0; slot < 50; slot++) {
            run.send("acme/a", reading(slot, slot));
            run.send("acme/b", reading(slot, slot), delete(slot));
            run.send("acme/unwatched", reading(slot, slot));
            pass(run, 7 * MINUTE);
            assertEquals(2, run.livenessTimers());
        }
        assertEquals(List.of(), said);
    }

    /** Two months of readings with a silence in the middle, at once: only its end is of the present. */
    @Test
    void saysNothingOfAReplayedPast() throws Exception {
        OperatorRun run = start(START, null);
        long received = START - 60 * 96 * 15 * MINUTE;
        run.sendReceived(received, "acme/a", define("UTC"));
        for (int slot = 0; slot < 60 * 96; slot += 96) {
            // The last day's is 24 hours old: the series is silent now.
            if (slot < 20 * 96 || slot > 40 * 96) {
                run.sendReceived(received + slot * SentEvents.SLOT_MILLIS, "acme/a", reading(slot, slot));
            }
            run.sendReceived(received + slot * SentEvents.SLOT_MILLIS, "acme/b", define("UTC"));
            pass(run, MINUTE);
        }
        assertEquals(List.of(), said);
        run.send("acme/alive", define("UTC"), reading(0, 1));
        pass(run, 2 * MINUTE);
        assertEquals(1, events("a").size());
        assertEquals(1, events("b").size(), "defined and never read");
        assertEquals(List.of(), events("alive"));
    }

    /** Held up for an hour while records wait: what they are is not known yet. */
    @Test
    void saysNothingWhileItMayBeHeldUp() throws Exception {
        OperatorRun run = start(START, null);
        run.send("acme/a", define("UTC"), reading(0, 1));
        pass(run, 20_000);
        run.advance(PATIENCE + 20 * MINUTE);
        run.completedCheckpoint();
        assertEquals(List.of(), said);
        run.sendReceived(run.clock() - 2 * MINUTE, "acme/a", reading(1, 1));
        pass(run, 10 * MINUTE);
        assertEquals(List.of(), said);
    }

    @Test
    void noticesAfterARestartWhatFellSilentMeanwhileAndWhatWasHeardAgain() throws Exception {
        OperatorRun run = start(START, null);
        for (String key : List.of("acme/gone", "acme/back", "acme/alive")) {
            run.send(key, define("UTC"), reading(0, 1));
        }
        pass(run, PATIENCE + 6 * MINUTE);
        assertEquals(3, said.size());
        run.send("acme/gone", reading(1, 1));
        run.send("acme/alive", reading(1, 1));
        run.completedCheckpoint();
        OperatorSubtaskState checkpoint = run.completedCheckpoint();
        assertEquals(5, said.size(), "two have recovered");
        said.clear();

        long down = 600 * MINUTE;
        OperatorRun next = start(run.clock() + down, checkpoint);
        pass(next, MINUTE);
        assertEquals(List.of(), said, "not before it has caught up");
        next.sendReceived(next.clock() - 300 * MINUTE, "acme/back", reading(2, 1));
        next.sendReceived(next.clock() - 200 * MINUTE, "acme/alive", reading(2, 1));
        pass(next, MINUTE);
        assertEquals(List.of(), said, "of the past");
        next.sendReceived(next.clock() - MINUTE, "acme/alive", reading(3, 1));
        next.sendReceived(next.clock(), "acme/back", reading(3, 1));
        pass(next, 8 * MINUTE);
        assertEquals(1, said("gone").size());
        assertEquals(
                List.of("stale"), said("gone").stream().map(LivenessRow::event).toList());
        assertEquals(
                List.of("recovered"),
                said("back").stream().map(LivenessRow::event).toList());
        assertEquals(List.of(), said("alive"));
        pass(next, 20 * MINUTE);
        assertEquals(2, said.size());
    }

    /** What was decided after the checkpoint is forgotten with the attempt: the series may have been heard meanwhile. */
    @Test
    void takesBackWhatNoCheckpointHolds() throws Exception {
        OperatorRun run = start(START, null);
        run.send("acme/a", define("UTC"), reading(0, 1));
        OperatorSubtaskState checkpoint = run.completedCheckpoint();
        quietly(run, PATIENCE + 10 * MINUTE);
        run.beforeBarrier();
        assertEquals(List.of(), said, "decided, not said");
        OperatorRun next = start(run.clock() + MINUTE, checkpoint);
        next.sendReceived(run.clock(), "acme/a", reading(1, 1));
        pass(next, 30 * MINUTE);
        assertEquals(List.of(), said);
    }

    /** That an earlier checkpoint has completed may be told late, when there is more to say, and more is held, than it holds. */
    @Test
    void saysNothingThatOnlyALaterCheckpointHolds() throws Exception {
        OperatorRun run = start(START, null);
        run.send("acme/a", define("UTC"), reading(0, 1));
        run.checkpoint();
        long earlier = run.checkpoints();
        quietly(run, PATIENCE + 10 * MINUTE);
        run.completed(earlier);
        assertEquals(List.of(), said, "decided since");
        run.checkpoint();
        run.completed(earlier);
        assertEquals(List.of(), said, "held by the later one, which may yet fail");
        run.completed(run.checkpoints());
        assertEquals(1, said.size());
        run.completedCheckpoint();
        assertEquals(1, said.size());
    }

    @Test
    void onlyTheLatestAlarmOfASeriesIsHeeded() throws Exception {
        OperatorRun run = start(START, null);
        run.send("acme/a", define("UTC"), reading(0, 1));
        run.leaveLivenessTimer("acme/a", START + MINUTE);
        run.leaveLivenessTimer("acme/a", START + PATIENCE + 20 * MINUTE);
        assertEquals(3, run.livenessTimers());
        pass(run, 2 * MINUTE);
        assertEquals(2, run.livenessTimers(), "it sets none in its place");
        pass(run, PATIENCE + 10 * MINUTE);
        assertEquals(1, said.size());
        pass(run, PATIENCE);
        assertEquals(1, said.size());
        assertEquals(0, run.livenessTimers());
    }

    /** At least once: the same event again, and nothing else. */
    @Test
    void repeatsAfterACrashWhatItSaidLast() throws Exception {
        OperatorRun run = start(START, null);
        run.send("acme/a", define("UTC"), reading(0, 1));
        quietly(run, PATIENCE + 10 * MINUTE);
        OperatorSubtaskState checkpoint = run.completedCheckpoint();
        assertEquals(1, said.size());
        OperatorRun next = start(run.clock() + MINUTE, checkpoint);
        OperatorSubtaskState later = next.completedCheckpoint();
        assertEquals(List.of(said.get(0), said.get(0)), said);
        pass(next, 3 * PATIENCE);
        start(next.clock(), later).completedCheckpoint();
        assertEquals(3, said.size(), "said after that checkpoint had begun");
        OperatorSubtaskState last = next.completedCheckpoint();
        start(next.clock(), last).completedCheckpoint();
        assertEquals(3, said.size());
    }

    @Test
    void retractsWhatItSaidOfASeriesOfWhichNothingIsExpectedAnyMore() throws Exception {
        OperatorRun run = start(START, null);
        for (String key : List.of("acme/deleted", "acme/unwatched")) {
            run.send(key, define("UTC"), reading(0, 1));
        }
        pass(run, PATIENCE + 6 * MINUTE);
        assertEquals(2, said.size());
        run.send("acme/deleted", deleteSeries());
        run.send("acme/unwatched", unwatched());
        pass(run, 3 * PATIENCE);
        assertEquals(4, said.size());
        for (String series : List.of("deleted", "unwatched")) {
            assertEquals(
                    List.of(false, true),
                    said(series).stream().map(LivenessRow::isDeleted).toList());
            assertTrue(said(series).get(1).revision() > said(series).get(0).revision());
        }
        assertEquals(0, run.livenessTimers());
        said.clear();
        run.send("acme/deleted", define("UTC"), reading(0, 1));
        run.send("acme/unwatched", define("UTC"));
        pass(run, PATIENCE + 6 * MINUTE);
        assertEquals(1, said("deleted").size(), "watched again");
        assertEquals(1, said("unwatched").size(), "watched again");
    }

    @Test
    void aShorterIntervalCountsAtOnce() throws Exception {
        OperatorRun run = start(START, null);
        run.send("acme/a", defined(Map.of("kind", "gauge", "unit", "W", "expectedInterval", "P1D")), reading(0, 1));
        pass(run, 60 * MINUTE);
        assertEquals(List.of(), said);
        run.send("acme/a", define("UTC"));
        pass(run, 6 * MINUTE);
        assertEquals(List.of("stale at " + (START + PATIENCE) + ", read at slot 0"), events("a"));
        assertEquals(0, run.livenessTimers());
        run.send("acme/a", defined(Map.of("kind", "gauge", "unit", "W", "expectedInterval", "P1D")));
        pass(run, 6 * MINUTE);
        assertEquals(
                List.of("stale", "recovered"),
                said("a").stream().map(LivenessRow::event).toList());
    }

    @Test
    void aClockThatIsSetBackDelaysNoMoreThanItMust() throws Exception {
        OperatorRun run = start(START, null);
        run.send("acme/a", define("UTC"), reading(0, 1));
        OperatorSubtaskState checkpoint = run.completedCheckpoint();
        OperatorRun next = start(START - 600 * MINUTE, checkpoint);
        next.send("acme/a", reading(1, 1));
        pass(next, 500 * MINUTE);
        // Its latest arrival lies in the future; when that has passed, it is stale.
        assertEquals(List.of(), said);
        pass(next, 100 * MINUTE + PATIENCE + 6 * MINUTE);
        assertEquals(1, said.size());
    }

    @Test
    void watchesSeriesThatAreNotInMemory() throws Exception {
        settings = WITHOUT_CACHE;
        saysOnceThatASeriesIsStaleAndOnceThatItHasRecovered();
    }

    @Test
    void rescales() throws Exception {
        OperatorRun one = start(START, null);
        for (int i = 0; i < 20; i++) {
            one.send("acme/s" + i, define("UTC"), reading(0, 1));
        }
        OperatorSubtaskState ofOne = one.completedCheckpoint();
        for (int subtask = 0; subtask < 2; subtask++) {
            OperatorRun run = new OperatorRun(
                    settings,
                    OperatorRun.Place.at(START + MINUTE).subtask(subtask, 2),
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(
                            ofOne, OperatorRun.MAX_PARALLELISM, 1, 2, subtask),
                    this::take);
            runs.add(run);
            pass(run, PATIENCE + 6 * MINUTE);
        }
        assertEquals(20, said.size());
        assertEquals(20, said.stream().map(LivenessRow::series).distinct().count());
    }

    private OperatorRun start(long clock, @Nullable OperatorSubtaskState restored) throws Exception {
        OperatorRun run = new OperatorRun(settings, OperatorRun.Place.at(clock), restored, this::take);
        runs.add(run);
        return run;
    }

    private void take(Object row) {
        if (row instanceof LivenessRow event) {
            said.add(event);
        }
    }

    /** Time passes, and a checkpoint completes. */
    private static void pass(OperatorRun run, long millis) throws Exception {
        quietly(run, millis);
        run.completedCheckpoint();
    }

    /** Time passes, little by little, without a checkpoint. */
    private static void quietly(OperatorRun run, long millis) throws Exception {
        for (long left = millis; left > 0; left -= 25_000) {
            run.advance(Math.min(left, 25_000));
        }
    }

    private List<LivenessRow> said(String series) {
        return said.stream().filter(row -> row.series().equals(series)).toList();
    }

    private List<String> events(String series) {
        return said(series).stream()
                .map(row -> row.event() + " at " + row.tsMillis() + ", read at "
                        + (row.lastTsMillis() == null
                                ? "no time"
                                : "slot " + (row.lastTsMillis() - SentEvents.FIRST_MILLIS) / SentEvents.SLOT_MILLIS))
                .toList();
    }

    private static SeriesEvent unwatched() throws Exception {
        return defined(Map.of("kind", "gauge", "unit", "W"));
    }

    private static SeriesEvent defined(Map<String, Object> fields) throws Exception {
        return SeriesEvent.plain(SeriesEvent.Op.SERIES, 0, SeriesDefinition.of(fields, RandomLog.ZONE));
    }
}
