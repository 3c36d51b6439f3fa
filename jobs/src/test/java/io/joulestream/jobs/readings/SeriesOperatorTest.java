package io.joulestream.jobs.readings;

import static io.joulestream.jobs.readings.SentEvents.brought;
import static io.joulestream.jobs.readings.SentEvents.define;
import static io.joulestream.jobs.readings.SentEvents.delete;
import static io.joulestream.jobs.readings.SentEvents.deleteSeries;
import static io.joulestream.jobs.readings.SentEvents.energy;
import static io.joulestream.jobs.readings.SentEvents.reading;
import static io.joulestream.jobs.readings.SentEvents.readings;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.core.calendar.Period;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When the operator emits and what it holds; rows interval 1 s, four readings a step of a recomputation. */
class SeriesOperatorTest {
    private static final long START = 1_800_000_000_000L;
    private static final ReadingsConfig.Series SETTINGS =
            new ReadingsConfig.Series(RandomLog.ZONE, 1_000, 1 << 20, 4, 100);

    private final EmittedRows rows = new EmittedRows();
    private final List<OperatorRun> runs = new ArrayList<>();

    @AfterEach
    void noTimerRemains() throws Exception {
        for (OperatorRun run : runs) {
            run.close();
        }
        assertEquals(0, runs.get(runs.size() - 1).timers());
    }

    @Test
    void emitsAQuietSeriesAtOnce() throws Exception {
        OperatorRun run = start(START, null);
        run.send("acme/a", define("UTC"));
        run.send("acme/a", reading(0, 1));
        assertEquals(4, rows.rollups().size());
        run.advance(1_000);
        run.send("acme/a", reading(1, 2));
        assertEquals(2_000_000, rows.month("a").lastMicros());
    }

    @Test
    void emitsABusySeriesAtMostOncePerInterval() throws Exception {
        OperatorRun run = start(START, null);
        run.send("acme/a", define("UTC"));
        run.send("acme/a", reading(0, 1));
        rows.clear();
        for (int slot = 1; slot <= 9; slot++) {
            run.advance(100);
            run.send("acme/a", reading(slot, slot + 1));
        }
        run.advance(99);
        assertEquals(0, rows.rollups().size());
        run.advance(1);
        assertEquals(10_000_000, rows.month("a").lastMicros());
        assertEquals(1, rows.rollups("a", Period.MONTH).size());
        assertEquals(10, rows.rollups("a", Period.QUARTER_HOUR).size());
        rows.clear();
        run.advance(5_000);
        assertEquals(0, rows.size());
    }

    /** The first in the queue may have been written for its many windows meanwhile: the next must not wait for it. */
    @Test
    void emitsEachBusySeriesWithinAnIntervalOfItsChange() throws Exception {
        OperatorRun run = start(START, null);
        for (String key : List.of("acme/a", "acme/b")) {
            run.send(key, define("UTC"));
            run.send(key, reading(0, 1));
        }
        run.advance(500);
        for (String key : List.of("acme/a", "acme/b")) {
            run.send(key, reading(1, 2));
        }
        run.send("acme/a", readings(2, 11_000));
        rows.clear();
        run.send("acme/a", reading(11_000, 1));
        run.advance(500);
        assertEquals(0, rows.rollups("a", Period.MONTH).size());
        assertEquals(2_000_000, rows.month("b").lastMicros());
        run.advance(500);
        assertEquals(1_000_000, rows.month("a").lastMicros());
    }

    @Test
    void emitsEverythingBeforeTheBarrier() throws Exception {
        OperatorRun run = start(START, null);
        for (String key : List.of("acme/a", "acme/b")) {
            run.send(key, define("UTC"));
            run.send(key, reading(0, 1));
            run.send(key, reading(1, 2));
        }
        rows.clear();
        run.beforeBarrier();
        assertEquals(2_000_000, rows.month("a").lastMicros());
        assertEquals(2_000_000, rows.month("b").lastMicros());
        rows.clear();
        run.beforeBarrier();
        run.advance(1_000);
        assertEquals(0, rows.size(), "what has been written is not written again");
    }

    @Test
    void goesOnFromTheBarrier() throws Exception {
        OperatorRun run = start(START, null);
        run.send("acme/a", define("UTC"));
        run.send("acme/a", readings(0, 2));
        OperatorRun next = start(START + 5_000, run.checkpoint());
        next.send("acme/a", reading(2, 3));
        assertEquals(3, rows.month("a").count());
        assertEquals(2 * SentEvents.SLOT_MILLIS, rows.month("a").measuredMillis());
    }

    @Test
    void holdsBatchesWhileADefinitionIsApplied() throws Exception {
        OperatorRun run = start(START, null);
        run.send("acme/a", define("UTC"));
        run.send("acme/a", readings(0, 10));
        rows.clear();
        run.send("acme/a", define("Asia/Kathmandu"), reading(10, 11));
        run.send("acme/a", reading(11, 12));
        run.send("acme/a", delete(11), energy(12));
        run.beforeBarrier();
        run.advance(1);
        assertEquals(List.of("recomputing"), rows.series("a"));
        assertEquals(List.of(), rows.readings());
        assertEquals(List.of(), rows.deadLetters());
        assertEquals(1, run.recomputeTimers());

        run.advance(1);
        assertEquals(List.of("recomputing", "Asia/Kathmandu"), rows.series("a"));
        assertEquals(List.of("11 W", "12 W", "deleted"), rows.readings());
        assertEquals(List.of("unit_mismatch at 1"), rows.deadLetters());
        run.advance(1_000);
        assertEquals(11, rows.month("a").count());
    }

    /** A definition among the held batches holds those behind it anew, and their order stays. */
    @Test
    void holdsAgainWhatIsBehindAHeldDefinition() throws Exception {
        OperatorRun run = start(START, null);
        run.send("acme/a", define("UTC"));
        run.send("acme/a", readings(0, 10));
        rows.clear();
        run.send("acme/a", define("Asia/Kathmandu"));
        run.send("acme/a", reading(10, 11), define("Europe/Madrid"), reading(11, 12));
        run.send("acme/a", reading(12, 13));
        OperatorRun next = start(START + 1_000, run.checkpoint());
        next.send("acme/a", reading(13, 14));
        for (int step = 0; step < 2; step++) {
            next.advance(1);
        }
        assertEquals(List.of("recomputing", "Asia/Kathmandu", "recomputing"), rows.series("a"));
        assertEquals(List.of("11 W"), rows.readings());
        for (int step = 0; step < 2; step++) {
            next.advance(1);
        }
        assertEquals(List.of("recomputing", "Asia/Kathmandu", "recomputing", "Europe/Madrid"), rows.series("a"));
        assertEquals(List.of("11 W", "12 W", "13 W", "14 W"), rows.readings());
        next.advance(1_000);
        assertEquals(14, rows.month("a").count());
    }

    /** No timer fires behind the end of a bounded input, or of a job that is drained. */
    @Test
    void completesWhatIsHeldWhenTheInputEnds() throws Exception {
        OperatorRun run = start(START, null);
        for (String key : List.of("acme/a", "acme/b")) {
            run.send(key, define("UTC"));
            run.send(key, readings(0, 10));
        }
        rows.clear();
        run.send("acme/a", define("Asia/Kathmandu"), reading(10, 11));
        run.send("acme/b", deleteSeries(), define("UTC"), reading(0, 5));
        run.finish();
        assertEquals(List.of("recomputing", "Asia/Kathmandu"), rows.series("a"));
        assertEquals(List.of("recomputing", "deleted", "UTC"), rows.series("b"));
        assertEquals(11, rows.month("a").count());
        assertEquals(1, rows.month("b").count());
        assertEquals(0, run.recomputeTimers());
    }

    @Test
    void aClockThatIsSetBackDelaysNoRecomputation() throws Exception {
        OperatorRun run = start(START, null);
        run.send("acme/a", define("UTC"));
        run.send("acme/a", readings(0, 10));
        run.send("acme/a", define("Asia/Kathmandu"), reading(10, 11));
        rows.clear();
        OperatorRun next = start(START - 3_600_000, run.checkpoint());
        next.advance(1);
        next.advance(1);
        assertEquals(List.of("11 W"), rows.readings());
        next.advance(1_000);
    }

    /** Or a second import of it would own it, and its undo would delete it. */
    @Test
    void aRepeatedReadingStaysWithWhoeverBroughtItFirst() throws Exception {
        OperatorRun run = start(START, null);
        run.send("acme/a", define("UTC"), brought(0, 5, "", "first"));
        rows.clear();
        run.send("acme/a", brought(0, 5, "", "second"));
        assertEquals(List.of(), rows.owners());
        run.send("acme/a", brought(0, 5, "seen by eye", "third"));
        assertEquals(List.of("third"), rows.owners());
        run.send("acme/a", brought(0, 6, "", "fourth"));
        assertEquals(List.of("third", "fourth"), rows.owners());
        run.advance(1_000);
    }

    private OperatorRun start(long clock, @Nullable OperatorSubtaskState restored) throws Exception {
        OperatorRun run = new OperatorRun(SETTINGS, OperatorRun.Place.at(clock), restored, rows);
        runs.add(run);
        return run;
    }
}
