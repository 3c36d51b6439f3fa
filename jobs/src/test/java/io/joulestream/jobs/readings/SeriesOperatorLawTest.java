package io.joulestream.jobs.readings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.block.Retention;
import io.joulestream.reference.HistoryOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * SEMANTICS 7-10 and 18-21 over random logs of several series, through batching, a small cache, timers, checkpoints,
 * crashes and a state from which what is old leaves, against the independent reference. {@code -Djoulestream.seeds=N} runs N logs of each law.
 */
class SeriesOperatorLawTest {
    private static final int SEEDS = Integer.getInteger("joulestream.seeds", 60);
    private static final long START = 1_800_000_000_000L;
    private static final long FIVE_YEARS_MILLIS = 5 * 365 * 86_400_000L;

    @Test
    void anyBatchingAndAnyRestartGiveTheRowsAndOutcomesOfTheReference() throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            RandomLog log = log(seed);
            Life life = new Life(log, seed);
            Map<String, Long> outcomes = new TreeMap<>();
            while (life.sendSome()) {
                if (life.random.nextInt(12) == 0) {
                    life.checkpoint();
                    life.attempt.outcomes().forEach((outcome, count) -> outcomes.merge(outcome, count, Long::sum));
                    life.restore();
                }
            }
            life.complete();
            life.attempt.outcomes().forEach((outcome, count) -> outcomes.merge(outcome, count, Long::sum));
            life.tables.assertHold(log, "seed " + seed);
            assertEquals(log.deadLetters(), life.tables.deadLetters(), "seed " + seed);
            assertEquals(life.judged(log.outcomes()), outcomes, "seed " + seed);
            life.attempt.close();
        }
    }

    @Test
    void crashesAndDifferentlyBatchedReplaysLeaveTheStoreEqual() throws Exception {
        int crashes = 0;
        int readAgain = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            RandomLog log = log(seed);
            Life life = new Life(log, seed);
            int left = life.random.nextInt(5);
            while (life.sendSome() || left > 0) {
                if (life.random.nextInt(6) == 0) {
                    life.checkpoint();
                } else if (left > 0 && life.random.nextInt(6) == 0) {
                    left--;
                    crashes++;
                    life.crash();
                }
            }
            life.complete();
            life.tables.assertHold(log, "seed " + seed);
            assertEquals(log.deadLetters(), life.tables.deadLetters(), "seed " + seed);
            readAgain += life.tables.archived.reads();
            life.attempt.close();
        }
        assertTrue(crashes > SEEDS, crashes + " crashes");
        assertTrue(readAgain > SEEDS / 4, readAgain + " reads from the archive");
    }

    /** Mostly short lives; now and then one that fills blocks, or of many years. */
    private static RandomLog log(int seed) {
        HistoryOptions options = HistoryOptions.everything();
        if (seed % 32 == 31) {
            return RandomLog.of(seed, 2, 2, options.withMaxReadings(400));
        }
        return RandomLog.of(seed, 1 + seed % 6, 2, seed % 8 == 0 ? options : options.withMaxReach(Duration.ofDays(40)));
    }

    /** The job's life over one log: attempts come and go, the tables stay. */
    private static final class Life {
        final SplittableRandom random;
        final Tables tables = new Tables();
        OperatorRun attempt;
        private final List<RandomLog.Entry> entries;
        private final ReadingsConfig.Series settings;
        private int position;
        private int attempts;

        private @Nullable OperatorSubtaskState checkpoint;
        private int checkpointPosition;
        private boolean attemptHasCheckpoint;
        private long checkpoints;
        private final StateRetention retention;

        Life(RandomLog log, long seed) throws Exception {
            random = new SplittableRandom(seed);
            entries = log.entries();
            settings = new ReadingsConfig.Series(
                    RandomLog.ZONE,
                    random.nextInt(3) == 0 ? 0 : 1_000,
                    random.nextInt(3) == 0 ? 1 << 20 : 4_000,
                    1 + random.nextInt(entries.size() < 500 ? 12 : 120),
                    100);
            long millis = random.nextInt(3) == 0 ? Retention.KEEP_ALL : random.nextLong(FIVE_YEARS_MILLIS);
            retention = new StateRetention(millis, () -> tables.archived);
            attempt = newAttempt(OperatorRun.Place.at(START));
        }

        private OperatorRun newAttempt(OperatorRun.Place place) throws Exception {
            SeriesOperator operator = new SeriesOperator(settings, retention);
            return new OperatorRun(operator, place, checkpoint, tables::add);
        }

        /** The next records and some time; false at the end of the log. */
        boolean sendSome() throws Exception {
            int end = Math.min(entries.size(), position + 1 + random.nextInt(40));
            attempt.send(entries.subList(position, end));
            position = end;
            if (random.nextInt(3) != 0) {
                attempt.advance(random.nextInt(4) == 0 ? random.nextInt(3_000) : random.nextInt(3));
            }
            if (random.nextInt(3) == 0) {
                attempt.advance(20_000); // time for what is old to leave
            }
            return position < entries.size();
        }

        void checkpoint() throws Exception {
            checkpoint = random.nextInt(4) == 0 ? attempt.checkpoint() : attempt.completedCheckpoint();
            checkpoints = attempt.checkpoints();
            checkpointPosition = position;
            attemptHasCheckpoint = true;
        }

        /** The next attempt takes over where the last one stopped. */
        void restore() throws Exception {
            OperatorRun stopped = attempt;
            start(nextClock());
            stopped.close();
        }

        /** A superseded attempt may still write what it reads from here on. */
        void crash() throws Exception {
            OperatorRun stalled = attempt;
            start(nextClock());
            if (random.nextBoolean()) {
                int end = Math.min(entries.size(), position + random.nextInt(40));
                stalled.send(entries.subList(position, end));
                stalled.advance(random.nextInt(3_000));
                if (random.nextBoolean()) {
                    stalled.beforeBarrier();
                }
            }
            stalled.close();
            position = checkpointPosition;
        }

        /** May be behind the one before, if there is a checkpoint of the attempt that goes: it knows better. */
        private long nextClock() {
            return attemptHasCheckpoint && random.nextBoolean()
                    ? attempt.clock() - random.nextInt(10_000_000)
                    : attempt.clock() + 1 + random.nextInt(1_000);
        }

        private void start(long clock) throws Exception {
            attempts++;
            attempt = newAttempt(OperatorRun.Place.at(clock).number(attempts));
            attempt.startAfterCheckpoint(checkpoints);
            attemptHasCheckpoint = false;
        }

        /** Lets all recomputations come to their end; then no timer remains. */
        void complete() throws Exception {
            while (attempt.recomputeTimers() > 0) {
                attempt.advance(1);
            }
            attempt.advance(settings.emitMillis());
            assertEquals(0, attempt.timers());
            int rows = tables.rows();
            attempt.beforeBarrier();
            assertEquals(rows, tables.rows(), "nothing waits longer than the interval");
        }

        /** Without what the decoder refuses before it comes to the operator. */
        Map<String, Long> judged(Map<String, Long> outcomes) {
            RandomLog.Decoder decoder = new RandomLog.Decoder();
            Map<String, Long> judged = new TreeMap<>(outcomes);
            for (RandomLog.Entry entry : entries) {
                if (decoder.decode(entry).isRejected()) {
                    judged.computeIfPresent(entry.outcome(), (outcome, count) -> count == 1 ? null : count - 1);
                }
            }
            return judged;
        }
    }
}
