package io.joulestream.jobs.readings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.history.Outcome;
import io.joulestream.core.history.Revisions;
import io.joulestream.jobs.clickhouse.LedgerRow;
import io.joulestream.jobs.kafka.Decoded;
import io.joulestream.reference.HistoryOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * SEMANTICS 10: at every checkpoint the ledger adds up to the offsets consumed, and at the end it says what the reference
 * says, through batching, held batches, crashes, stalled attempts, replays and rescales.
 * {@code -Djoulestream.seeds=N} runs N logs.
 */
class LedgerLawTest {
    private static final int SEEDS = Integer.getInteger("joulestream.seeds", 25);
    private static final int MAX_PARALLELISM = OperatorRun.MAX_PARALLELISM;
    private static final int PARTITIONS = 3;

    @Test
    void everyRecordIsCountedOnceWhateverHappens() throws Exception {
        int crashes = 0;
        long waited = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            RandomLog log = RandomLog.of(
                    seed, 1 + seed % 5, PARTITIONS, HistoryOptions.everything().withMaxReach(Duration.ofDays(40)));
            Life life = new Life(log, seed);
            while (life.sendSome()) {
                switch (life.random.nextInt(9)) {
                    case 0, 1 -> waited += life.checkpoint();
                    case 2 -> {
                        life.crash();
                        crashes++;
                    }
                    default -> {}
                }
            }
            waited += life.complete();
            assertEquals(log.outcomes(), LedgerCounts.of(life.tables.ledger()), "seed " + seed);
        }
        assertTrue(2 * crashes > SEEDS && waited > SEEDS, crashes + " crashes, " + waited + " records found waiting");
    }

    /** The job's life over one log: its attempts come and go, the table stays. */
    private static final class Life {
        final SplittableRandom random;
        final Tables tables = new Tables();
        private final List<RandomLog.Entry> entries;
        private final ReadingsConfig.Series settings;
        private final RandomLog.Decoder decoder = new RandomLog.Decoder();
        private Attempt attempt;
        private int position;
        private int attempts;
        private int checkpointPosition;
        private @Nullable Checkpoint checkpoint;

        Life(RandomLog log, long seed) throws Exception {
            random = new SplittableRandom(seed);
            entries = log.entries();
            settings = new ReadingsConfig.Series(RandomLog.ZONE, 1_000, 4_000, 1 + random.nextInt(12), 100);
            attempt = new Attempt(1);
        }

        boolean sendSome() throws Exception {
            int end = Math.min(entries.size(), position + 1 + random.nextInt(30));
            for (; position < end; position++) {
                attempt.send(entries.get(position));
            }
            if (random.nextBoolean()) {
                attempt.advance(random.nextInt(3));
            }
            return position < entries.size();
        }

        /** How many records wait. */
        long checkpoint() throws Exception {
            attempt.barrier();
            checkpoint = attempt.checkpoint();
            checkpointPosition = position;
            return assertAddsUp();
        }

        /** A superseded attempt may still write what it has counted since. */
        void crash() throws Exception {
            Attempt stalled = attempt;
            attempt = new Attempt(1 + random.nextInt(2));
            for (int i = position; i < Math.min(entries.size(), position + random.nextInt(40)); i++) {
                stalled.send(entries.get(i));
            }
            if (random.nextBoolean()) {
                stalled.barrier();
            }
            stalled.close();
            position = checkpointPosition;
        }

        long complete() throws Exception {
            long waiting = checkpoint();
            while (attempt.recomputing()) {
                attempt.advance(1);
            }
            assertEquals(0, checkpoint(), "nothing waits for ever");
            attempt.close();
            return waiting;
        }

        /**
         * What the store shows at this checkpoint: of a partition that this attempt has read from, the counts of what was
         * consumed, no more and no less. Of another one a superseded attempt may have told more.
         */
        private long assertAddsUp() {
            var consumed = new TreeMap<Integer, Long>();
            entries.subList(0, position).forEach(entry -> consumed.merge(entry.partition(), 1L, Long::sum));
            long waiting = 0;
            for (LedgerRow row : tables.ledger()) {
                long expected = consumed.getOrDefault(row.partition(), 0L);
                assertEquals(row.consumed(), row.sum(), row::toString);
                assertEquals(0, row.firstOffset(), row::toString);
                assertTrue(row.waiting() >= 0 && row.nextOffset() >= expected, row::toString);
                if (attempt.moved.contains(row.partition())) {
                    assertEquals(expected, row.nextOffset(), row::toString);
                }
                consumed.remove(row.partition());
                waiting += row.waiting();
            }
            assertEquals(Map.of(), consumed, "in no row");
            return waiting;
        }

        /** All operators of one attempt: one batcher, and as many subtasks of the others as its parallelism. */
        private final class Attempt {
            private final int parallelism;
            private final OneInputStreamOperatorTestHarness<Decoded, SeriesBatch> batcher;
            private final List<OperatorRun> series = new ArrayList<>();
            private final List<KeyedOneInputStreamOperatorTestHarness<Integer, LedgerDelta, LedgerRow>> ledger =
                    new ArrayList<>();
            private final List<LedgerDelta> counted = new ArrayList<>();
            final Set<Integer> moved = new TreeSet<>();
            private long checkpoints;

            Attempt(int parallelism) throws Exception {
                this.parallelism = parallelism;
                long clock = 1_800_000_000_000L + 1_000L * attempts++;
                batcher = new OneInputStreamOperatorTestHarness<>(new SeriesBatcher(
                        new ReadingsConfig.Batching(50, 1 << 20, Duration.ofMillis(200)),
                        LogInMemory.EMPTY,
                        RandomLog.ZONE));
                batcher.setProcessingTime(clock);
                batcher.open();
                for (int subtask = 0; subtask < parallelism; subtask++) {
                    Checkpoint from = checkpoint;
                    series.add(new OperatorRun(
                            settings,
                            OperatorRun.Place.at(clock).subtask(subtask, parallelism),
                            from == null ? null : part(from.series, subtask),
                            this::emitted));
                    var one = new KeyedOneInputStreamOperatorTestHarness<>(
                            new LedgerOperator(),
                            LedgerDelta::partition,
                            Types.INT,
                            MAX_PARALLELISM,
                            parallelism,
                            subtask);
                    one.setProcessingTime(clock);
                    one.initializeState(from == null ? null : part(from.ledger, subtask));
                    one.open();
                    ledger.add(one);
                }
            }

            private OperatorSubtaskState part(List<OperatorSubtaskState> of, int subtask) throws Exception {
                OperatorSubtaskState all =
                        AbstractStreamOperatorTestHarness.repackageState(of.toArray(OperatorSubtaskState[]::new));
                return AbstractStreamOperatorTestHarness.repartitionOperatorState(
                        all, MAX_PARALLELISM, of.size(), parallelism, subtask);
            }

            private void emitted(Object row) {
                if (row instanceof LedgerDelta delta) {
                    counted.add(delta);
                }
            }

            void send(RandomLog.Entry entry) throws Exception {
                batcher.processElement(new StreamRecord<>(decoder.decode(entry)));
                forward();
            }

            private void forward() throws Exception {
                for (SeriesBatch batch : batcher.extractOutputValues()) {
                    series.get(subtask(batch.key())).send(batch);
                }
                batcher.getOutput().clear();
            }

            private int subtask(Object key) {
                return KeyGroupRangeAssignment.assignKeyToParallelOperator(key, MAX_PARALLELISM, parallelism);
            }

            void advance(long millis) throws Exception {
                for (OperatorRun one : series) {
                    one.advance(millis);
                }
            }

            boolean recomputing() {
                return series.stream().anyMatch(one -> one.recomputeTimers() > 0);
            }

            void barrier() throws Exception {
                checkpoints++;
                batcher.prepareSnapshotPreBarrier(checkpoints);
                forward();
                var ofSource = batcher.getSideOutput(SeriesBatcher.LEDGER);
                while (ofSource != null && !ofSource.isEmpty()) {
                    counted.add(ofSource.remove().getValue());
                }
                for (OperatorRun one : series) {
                    one.beforeBarrier();
                }
                for (LedgerDelta delta : counted) {
                    ledger.get(subtask(delta.partition())).processElement(new StreamRecord<>(delta));
                }
                counted.clear();
                for (var one : ledger) {
                    one.prepareSnapshotPreBarrier(checkpoints);
                    for (LedgerRow row : one.extractOutputValues()) {
                        moved.add(row.partition());
                        tables.add(row);
                    }
                    one.getOutput().clear();
                }
            }

            Checkpoint checkpoint() throws Exception {
                var ofSeries = new ArrayList<OperatorSubtaskState>();
                for (OperatorRun one : series) {
                    ofSeries.add(one.checkpoint());
                }
                var ofLedger = new ArrayList<OperatorSubtaskState>();
                for (var one : ledger) {
                    ofLedger.add(one.snapshot(checkpoints, one.getProcessingTime()));
                }
                return new Checkpoint(ofSeries, ofLedger);
            }

            void close() throws Exception {
                for (OperatorRun one : series) {
                    one.close();
                }
                for (var one : ledger) {
                    one.getOperator().close();
                }
            }
        }
    }

    private record Checkpoint(List<OperatorSubtaskState> series, List<OperatorSubtaskState> ledger) {}

    /** What the log holds no record for, as with a producer's transactions, is counted too; it may begin anywhere. */
    @Test
    void offsetsWithoutARecordAreCounted() {
        var tally = new LedgerTally();
        PartitionLedger ledger = PartitionLedger.read(1, null);
        for (long[] offsets : new long[][] {{500, 501, 505}, {507}, {508, 509}}) {
            for (long offset : offsets) {
                tally.of(1).consumed(offset);
                tally.of(1).outcome(Outcome.ACCEPTED);
            }
            for (LedgerDelta delta : tally.take()) {
                ledger.add(delta);
            }
            ledger = PartitionLedger.read(1, ledger.write());
        }
        LedgerRow row = ledger.row(new Revisions(7));
        assertEquals(Map.of("accepted", 6L, "missing", 4L), LedgerCounts.of(List.of(row)));
        assertEquals(500, row.firstOffset());
        assertEquals(510, row.nextOffset());
    }
}
