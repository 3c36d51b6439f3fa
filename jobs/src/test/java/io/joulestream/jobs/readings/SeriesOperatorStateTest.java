package io.joulestream.jobs.readings;

import static io.joulestream.jobs.readings.SentEvents.define;
import static io.joulestream.jobs.readings.SentEvents.delete;
import static io.joulestream.jobs.readings.SentEvents.deleteSeries;
import static io.joulestream.jobs.readings.SentEvents.energy;
import static io.joulestream.jobs.readings.SentEvents.reading;
import static io.joulestream.jobs.readings.SentEvents.readings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import io.joulestream.core.calendar.CalendarVersions;
import io.joulestream.core.calendar.Period;
import io.joulestream.core.calendar.SiteCalendar;
import io.joulestream.jobs.clickhouse.RollupRow;
import io.joulestream.reference.HistoryOptions;
import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the operator keeps and takes over, from other attempts, other parallelisms and older programs. */
class SeriesOperatorStateTest {
    private static final long START = 1_800_000_000_000L;
    private static final ReadingsConfig.Series SETTINGS =
            new ReadingsConfig.Series(RandomLog.ZONE, 1_000, 1 << 20, 4, 100);

    private final EmittedRows rows = new EmittedRows();
    private final List<OperatorRun> runs = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (OperatorRun run : runs) {
            run.close();
        }
    }

    @Test
    void startsAboveEveryRevisionOfAnEarlierAttempt() throws Exception {
        OperatorRun first = start(START, null);
        first.send("acme/a", define("UTC"), reading(0, 1));
        first.advance(60_000);
        OperatorSubtaskState checkpoint = first.checkpoint();
        first.advance(60_000);
        first.send("acme/a", readings(0, 500));
        first.send("acme/lost", define("UTC"), reading(0, 2));
        long greatest = rows.greatestRevision();

        int value = 10;
        for (long clock : List.of(START + 120_001, START + 60_000, START, START - 86_400_000L)) {
            rows.clear();
            OperatorRun next = start(clock, checkpoint);
            next.send("acme/a", reading(0, value));
            next.send("acme/lost", define("UTC"), reading(0, value++));
            next.beforeBarrier();
            assertEquals(value - 1, rows.month("a").lastMicros() / 1_000_000);
            assertTrue(rows.leastRevision() > greatest, "at " + clock);
            greatest = rows.greatestRevision();
            checkpoint = next.checkpoint();
        }
    }

    /** The clock is set back by an hour, and then the job fails again and again before its next checkpoint. */
    @Test
    void startsAboveTheAttemptsBeforeItFromTheSameCheckpoint() throws Exception {
        OperatorRun first = start(START, null);
        first.send("acme/a", define("UTC"), reading(0, 1));
        OperatorSubtaskState checkpoint = first.checkpoint();
        first.send("acme/a", readings(1, 50));
        first.beforeBarrier();
        for (int number = 1; number < 5; number++) {
            long greatest = rows.greatestRevision();
            rows.clear();
            OperatorRun next = start(
                    OperatorRun.KEEP_ALL,
                    OperatorRun.Place.at(START - 3_600_000).number(number),
                    checkpoint,
                    rows);
            next.send("acme/a", readings(1, 50 - number));
            next.beforeBarrier();
            assertTrue(rows.leastRevision() > greatest, "attempt " + number);
        }
    }

    /** More than an epoch has room for: after a day at a million a second, say. */
    @Test
    void startsAboveTheManyRevisionsOfABusySeries() throws Exception {
        long many = (START + 5) << 20;
        OperatorRun first = start(START, null);
        first.setHead("acme/a", withRevision(resource("head-v1.bin"), many));
        first.advance(10);
        first.send("acme/a", reading(10, 11));
        OperatorSubtaskState checkpoint = first.checkpoint();
        first.advance(1_000);
        first.send("acme/a", reading(10, 12));
        long greatest = rows.greatestRevision();
        assertTrue(greatest > many);
        rows.clear();
        start(START - 60_000, checkpoint).send("acme/a", reading(10, 13));
        assertTrue(rows.leastRevision() > greatest);
    }

    /** Of every other log, all that is old has left the state by then. */
    @Test
    void rescales() throws Exception {
        for (int seed = 0; seed < 4; seed++) {
            RandomLog log = RandomLog.of(seed, 6, 2, HistoryOptions.everything());
            Tables tables = new Tables();
            StateRetention retention =
                    seed % 2 == 0 ? OperatorRun.KEEP_ALL : new StateRetention(0, () -> tables.archived);
            List<RandomLog.Entry> all = log.entries();
            int third = all.size() / 3;
            OperatorRun one = start(retention, OperatorRun.Place.at(START), null, tables::add);
            one.send(all.subList(0, third));
            complete(one);
            for (int turn = 0; turn < 3; turn++) {
                one.advance(20_000);
                one.completedCheckpoint();
            }
            assertEquals(seed % 2 == 1, tables.archived.size() > 0, "seed " + seed);
            OperatorSubtaskState ofOne = one.checkpoint();
            one.send(all.subList(third, third + third / 2));

            List<OperatorSubtaskState> ofTwo = new ArrayList<>();
            for (int subtask = 0; subtask < 2; subtask++) {
                int index = subtask;
                OperatorRun run = start(
                        retention,
                        OperatorRun.Place.at(START + 5_000).subtask(index, 2),
                        repartitioned(ofOne, 1, 2, index),
                        tables::add);
                run.send(all.subList(third, 2 * third).stream()
                        .filter(entry -> subtaskOf(entry.key()) == index)
                        .toList());
                run.advance(1);
                ofTwo.add(run.checkpoint());
            }
            OperatorSubtaskState both = AbstractStreamOperatorTestHarness.repackageState(ofTwo.get(0), ofTwo.get(1));
            OperatorRun again =
                    start(retention, OperatorRun.Place.at(START - 5_000), repartitioned(both, 2, 1, 0), tables::add);
            again.send(all.subList(2 * third, all.size()));
            complete(again);
            tables.assertHold(log, "seed " + seed);
            assertEquals(log.deadLetters(), tables.deadLetters(), "seed " + seed);
        }
    }

    @Test
    void leavesOnlyARevisionBehindADeletedSeries() throws Exception {
        OperatorRun run = start(START, null);
        run.send("acme/a", define("UTC"));
        run.send("acme/a", readings(0, 1_000));
        run.beforeBarrier();
        assertEquals(4, run.stateEntries(), "head, blocks, index and days");
        run.send("acme/a", deleteSeries());
        run.send("acme/a", delete(3), energy(4));
        complete(run);
        assertEquals(List.of("series_unknown at 1"), rows.deadLetters());
        assertEquals(0, run.timers());
        assertEquals(1, run.stateEntries(), "the head");
        assertTrue(run.head("acme/a").length <= 24, run.head("acme/a").length + " bytes");

        long greatest = rows.greatestRevision();
        rows.clear();
        OperatorRun next = start(START - 60_000, run.checkpoint());
        next.send("acme/a", define("UTC"), reading(0, 1));
        assertTrue(rows.leastRevision() > greatest);
        assertEquals(1, rows.month("a").count());
    }

    @Test
    void leavesNothingBehindTheReadingsThatWereAllDeletedBeforeTheirSeries() throws Exception {
        OperatorRun run = start(START, null);
        run.send("acme/a", define("UTC"));
        run.send("acme/a", readings(0, 600));
        run.beforeBarrier();
        for (int slot = 0; slot < 600; slot++) {
            run.send("acme/a", delete((slot * 7) % 600));
        }
        run.send("acme/a", deleteSeries());
        complete(run);
        assertEquals(0, run.timers());
        assertEquals(1, run.stateEntries(), "the head");
        assertTrue(run.head("acme/a").length <= 24, run.head("acme/a").length + " bytes");
    }

    /** SEMANTICS 5. Until then Paris keeps the rules of Tokyo; no event is needed for the new ones to be followed. */
    @Test
    void recomputesTheSeriesOfAZoneWhoseRulesANewTzdataChanges() throws Exception {
        SeriesOperator outdated = new SeriesOperator(
                SETTINGS,
                OperatorRun.KEEP_ALL,
                () -> new CalendarVersions(zone -> SiteCalendar.of(
                        zone,
                        zone.getId().equals("Europe/Paris")
                                ? ZoneId.of("Asia/Tokyo").getRules()
                                : zone.getRules())));
        OperatorRun before = new OperatorRun(outdated, OperatorRun.Place.at(START), null, rows);
        runs.add(before);
        before.send("acme/paris", define("Europe/Paris"));
        before.send("acme/paris", readings(0, 20));
        before.send("acme/utc", define("UTC"));
        before.send("acme/utc", readings(0, 20));
        OperatorSubtaskState checkpoint = before.checkpoint();
        long first = reading(0, 1).tsMillis();
        assertEquals(
                SiteCalendar.of(ZoneId.of("Asia/Tokyo")).start(Period.MONTH, first),
                rows.month("paris").startMillis());

        rows.clear();
        OperatorRun after = start(START + 60_000, checkpoint);
        complete(after);
        assertEquals(0, rows.rollups("utc", Period.MONTH).size(), "rows of a zone that stays");
        Map<Long, RollupRow> months = new TreeMap<>();
        rows.rollups("paris", Period.MONTH).forEach(month -> months.put(month.startMillis(), month));
        long start = SiteCalendar.of(ZoneId.of("Europe/Paris")).start(Period.MONTH, first);
        assertEquals(20, Objects.requireNonNull(months.remove(start)).count());
        assertTrue(
                months.values().stream().allMatch(RollupRow::isDeleted), "the months by the old rules are retracted");
        assertEquals(1, months.size());
        assertEquals(List.of("recomputing", "Europe/Paris"), rows.series("paris"));
        OperatorSubtaskState renewed = after.checkpoint();
        rows.clear();
        complete(start(START + 120_000, renewed));
        assertEquals(0, rows.size(), "rows of series that follow the new rules already");
    }

    @Test
    void keepsNothingOfASeriesThatWasNeverDefined() throws Exception {
        OperatorRun run = start(START, null);
        run.send("acme/a", reading(0, 1), delete(0), deleteSeries());
        run.beforeBarrier();
        assertEquals(Map.of("dead_letter:series_unknown", 1L, "nothing_to_delete", 2L), run.outcomes());
        assertEquals(0, run.stateEntries());
        assertEquals(0, run.timers());
    }

    /** Of ten readings in Asia/Kathmandu. The first program that had this version wrote it; all later ones must read it. */
    @Test
    void restoresAHeadOfVersionOne() throws Exception {
        byte[] head = resource("head-v1.bin");
        assertEquals(1, head[0]);
        OperatorRun run = start(START, null);
        run.setHead("acme/a", head);
        run.send("acme/a", reading(10, 11));
        assertEquals(11, rows.month("a").count());
        assertEquals(1_000_000, rows.month("a").firstMicros());
        assertEquals(66_000_000, rows.month("a").sumMicrosLow());
        assertEquals(10 * SentEvents.SLOT_MILLIS, rows.month("a").measuredMillis());
        assertEquals(
                20_700_000, rows.month("a").localStartMillis() - rows.month("a").startMillis());
    }

    /** Of a series with closed blocks, one that is being recomputed with a held batch, and a deleted one. */
    @Test
    void restoresASnapshotOfVersionOne() throws Exception {
        OperatorRun run = start(START - 60_000, OperatorRun.snapshotOf(resource("snapshot-v1.bin")));
        run.send("acme/long", reading(5, 1), reading(600, 601));
        run.send("acme/recomputing", reading(11, 12));
        run.send("acme/deleted", define("UTC"), reading(0, 1));
        assertTrue(rows.leastRevision() > START << 20);
        complete(run);
        assertEquals(601, rows.month("long").count());
        assertEquals(601 * 602 / 2 - 5, rows.month("long").sumMicrosLow() / 1_000_000);
        assertEquals(12, rows.month("recomputing").count());
        assertEquals(List.of("Asia/Kathmandu"), rows.series("recomputing"));
        assertEquals(1, rows.month("deleted").count());
    }

    /** What {@code snapshot-v1.bin} was written with. */
    static byte[] snapshot() throws Exception {
        OperatorRun run = new OperatorRun(SETTINGS, OperatorRun.Place.at(START), null, row -> {});
        run.send("acme/long", define("UTC"));
        run.send("acme/long", readings(0, 600));
        run.send("acme/deleted", define("UTC"));
        run.send("acme/deleted", readings(0, 4));
        run.send("acme/deleted", deleteSeries());
        run.send("acme/recomputing", define("UTC"));
        run.send("acme/recomputing", readings(0, 10));
        run.send("acme/recomputing", define("Asia/Kathmandu"), reading(10, 11));
        byte[] bytes = OperatorRun.bytesOf(run.checkpoint());
        run.close();
        return bytes;
    }

    /** What {@code head-v1.bin} was written with. */
    static byte[] head() throws Exception {
        OperatorRun run = new OperatorRun(SETTINGS, OperatorRun.Place.at(START), null, row -> {});
        run.send("acme/a", define("Asia/Kathmandu"));
        run.send("acme/a", readings(0, 10));
        run.beforeBarrier();
        byte[] head = run.head("acme/a");
        run.close();
        return head;
    }

    private OperatorRun start(long clock, @Nullable OperatorSubtaskState restored) throws Exception {
        return start(OperatorRun.KEEP_ALL, OperatorRun.Place.at(clock), restored, rows);
    }

    private OperatorRun start(
            StateRetention retention,
            OperatorRun.Place place,
            @Nullable OperatorSubtaskState restored,
            Consumer<Object> output)
            throws Exception {
        OperatorRun run = new OperatorRun(new SeriesOperator(SETTINGS, retention), place, restored, output);
        runs.add(run);
        return run;
    }

    private static void complete(OperatorRun run) throws Exception {
        while (run.recomputeTimers() > 0) {
            run.advance(1);
        }
        run.beforeBarrier();
        run.advance(1_000);
    }

    private static OperatorSubtaskState repartitioned(OperatorSubtaskState state, int from, int to, int subtask) {
        return AbstractStreamOperatorTestHarness.repartitionOperatorState(
                state, OperatorRun.MAX_PARALLELISM, from, to, subtask);
    }

    private static int subtaskOf(String key) {
        return KeyGroupRangeAssignment.assignKeyToParallelOperator(key, OperatorRun.MAX_PARALLELISM, 2);
    }

    /** The version, the revision as a varint, the rest. */
    private static byte[] withRevision(byte[] head, long revision) {
        ByteSource in = new ByteSource(head);
        ByteSink out = new ByteSink(head.length + 10);
        out.writeByte(in.readByte());
        in.readUnsigned();
        out.writeUnsigned(revision);
        while (in.hasMore()) {
            out.writeByte(in.readByte());
        }
        return out.toByteArray();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream file = SeriesOperatorStateTest.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(file, name).readAllBytes();
        }
    }
}
