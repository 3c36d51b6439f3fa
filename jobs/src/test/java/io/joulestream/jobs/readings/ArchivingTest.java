package io.joulestream.jobs.readings;

import static io.joulestream.jobs.readings.SentEvents.deleteSeries;
import static io.joulestream.jobs.readings.SentEvents.readings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.input.Rejection;
import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.core.series.SeriesEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When what is old leaves the state, and what is left of it there; that numbers stay right is for the laws. */
class ArchivingTest {
    private static final ReadingsConfig.Series SETTINGS =
            new ReadingsConfig.Series(RandomLog.ZONE, 1_000, 1 << 20, 10_000, 100);
    private static final long DAY = 86_400_000L;
    private static final int YEAR = 365 * 96;

    private final Tables tables = new Tables();

    private OperatorRun start(long retention, long clock) throws Exception {
        SeriesOperator operator = new SeriesOperator(SETTINGS, new StateRetention(retention, () -> tables.archived));
        return new OperatorRun(operator, OperatorRun.Place.at(clock), null, tables::add);
    }

    /** A year of readings each quarter of an hour: 275 blocks, of which a copy's number stays. */
    @Test
    void whatLeavesLeavesLittleBehind() throws Exception {
        OperatorRun run = start(DAY, SentEvents.FIRST_MILLIS + 500 * DAY);
        run.send("acme/a", define());
        run.send("acme/a", readings(0, YEAR));
        int before = OperatorRun.bytesOf(run.completedCheckpoint()).length;
        letLeave(run);
        int after = OperatorRun.bytesOf(run.completedCheckpoint()).length;
        assertTrue(after < before / 6, after + " of " + before + " bytes are left");
        assertTrue(tables.archived.size() > YEAR / 128 - 2, tables.archived.size() + " copies");
        assertEquals(0, tables.archived.reads());
        assertEquals(0, run.archiveTimers(), "nothing is left to leave");

        run.send("acme/a", deleteSeries());
        while (run.recomputeTimers() > 0) {
            run.advance(1);
        }
        letLeave(run);
        assertEquals(0, tables.archived.size(), "copies of a deleted series");
        assertEquals(0, run.archiveTimers());
        assertEquals(1, run.stateEntries(), "the head");
        run.close();
    }

    /** A timer waits for the day that the first block grows old, one for the whole series. */
    @Test
    void nothingLeavesBeforeItIsOld() throws Exception {
        OperatorRun run = start(400 * DAY, SentEvents.FIRST_MILLIS + 365 * DAY);
        run.send("acme/a", define());
        for (SeriesEvent reading : readings(0, 1_000)) {
            run.send("acme/a", reading);
        }
        letLeave(run);
        assertEquals(0, tables.archived.size());
        assertEquals(1, run.archiveTimers());

        // The first block's last reading is of slot 127, on the second day; its month ends later.
        run.advance(36 * DAY);
        letLeave(run);
        assertEquals(0, tables.archived.size());
        run.advance(DAY);
        letLeave(run);
        assertEquals(1, tables.archived.size());
        assertEquals(1, run.archiveTimers());
        run.close();
    }

    /** A checkpoint that did not complete lets nothing leave. */
    @Test
    void nothingLeavesBeforeItsCopyIsDurable() throws Exception {
        OperatorRun run = start(DAY, SentEvents.FIRST_MILLIS + 500 * DAY);
        run.send("acme/a", define());
        run.send("acme/a", readings(0, 1_000));
        run.advance(20_000);
        assertTrue(tables.archived.size() > 0, "copies");
        run.beforeBarrier();
        int entries = run.stateEntries();
        for (int i = 0; i < 3; i++) {
            run.beforeBarrier();
            run.advance(20_000);
        }
        assertEquals(entries, run.stateEntries());
        assertTrue(OperatorRun.bytesOf(run.completedCheckpoint()).length > 4_000, "all is there");
        run.close();
    }

    /** Nobody watches the series for silence. */
    private static SeriesEvent define() throws Rejection {
        Map<String, Object> fields = Map.of("kind", "gauge", "unit", "W", "zone", "UTC");
        return SeriesEvent.plain(SeriesEvent.Op.SERIES, 0, SeriesDefinition.of(fields, RandomLog.ZONE));
    }

    private static void letLeave(OperatorRun run) throws Exception {
        for (int turn = 0; turn < 5; turn++) {
            run.advance(11_000);
            var unused = run.completedCheckpoint();
        }
    }
}
