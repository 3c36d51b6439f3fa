package io.joulestream.jobs.readings;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.jobs.clickhouse.ArchivedBlockRow;
import io.joulestream.jobs.clickhouse.CompletenessRow;
import io.joulestream.jobs.clickhouse.DistributionRow;
import io.joulestream.jobs.clickhouse.EvidenceRow;
import io.joulestream.jobs.clickhouse.LedgerRow;
import io.joulestream.jobs.clickhouse.LivenessRow;
import io.joulestream.jobs.clickhouse.MeterEventRow;
import io.joulestream.jobs.clickhouse.MonthEndRow;
import io.joulestream.jobs.clickhouse.ReadingRow;
import io.joulestream.jobs.clickhouse.RollupRow;
import io.joulestream.jobs.clickhouse.SeriesRow;
import io.joulestream.jobs.kafka.DeadLetter;
import io.joulestream.jobs.kafka.PublishedSeries;
import io.joulestream.reference.HistoryOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole topology on a cluster: serializers, uids, RocksDB, timers, checkpoints, and restarts from them. */
class ReadingsJobIT {
    private static final int PARALLELISM = 2;
    private static final int FAILURES = 4;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(PARALLELISM)
            .build());

    private static Tables tables = new Tables();
    private static final Queue<DeadLetter> LETTERS = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger FAILURES_LEFT = new AtomicInteger();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path checkpoints;

    @Test
    void restartsFromCheckpointsLeaveTheStoreEqual() throws Exception {
        tables = new Tables();
        LETTERS.clear();
        FAILURES_LEFT.set(FAILURES);
        RandomLog log =
                RandomLog.of(20261121, 24, 2, HistoryOptions.everything().withMaxReadings(60));
        StreamExecutionEnvironment env = environment();

        ReadingsJob.Outputs out = ReadingsJob.pipeline(LogSource.from(env, log, 200), config(), new LogSource.Raw());
        collect(out.rollups().map(new Failing()).uid("failing"), "rollup");
        collect(out.months(), "month");
        collect(out.distributions(), "distribution");
        collect(out.completeness(), "completeness");
        collect(out.liveness(), "liveness");
        collect(out.readings(), "reading");
        collect(out.series(), "series");
        collect(out.meterEvents(), "meter-event");
        collect(out.evidence(), "evidence");
        collect(out.published(), "published");
        collect(out.deadLetters(), "dead-letter");
        collect(out.ledger(), "ledger");
        env.execute("readings");

        assertEquals(0, FAILURES_LEFT.get(), "it failed as often as it should");
        tables.assertHold(log, "after " + FAILURES + " failures");
        Map<String, String> letters = new HashMap<>(log.deadLetters());
        for (int partition = 0; partition < 2; partition++) {
            for (int offset = 0; offset < LogSource.size(); offset++) {
                if (LogSource.entry(partition, offset).key().equals(LogSource.PADDING_KEY)) {
                    letters.put(partition + "/" + offset, "record_unparsable");
                }
            }
        }
        assertEquals(letters, tables.deadLetters());
        assertLedger(log);
        for (DeadLetter letter : LETTERS) {
            RandomLog.Entry entry = LogSource.entry(letter.partition(), letter.offset());
            assertArrayEquals(entry.key().getBytes(StandardCharsets.UTF_8), letter.rawKey());
            assertArrayEquals(entry.value(), letter.raw());
            assertEquals(entry.receivedMillis(), letter.receivedMillis());
        }
    }

    /** Each record once, in spite of the failures, with the padding of the shorter partition. */
    private static void assertLedger(RandomLog log) {
        Map<String, Long> outcomes = new TreeMap<>(log.outcomes());
        outcomes.merge(
                "dead_letter:record_unparsable",
                2L * LogSource.size() - log.entries().size(),
                Long::sum);
        outcomes.values().removeIf(count -> count == 0);
        assertEquals(outcomes, LedgerCounts.of(tables.ledger()));
        for (LedgerRow row : tables.ledger()) {
            assertEquals(LogSource.size(), row.consumed(), row.toString());
        }
    }

    /** With the real source and sinks. A uid that changes loses its operator's state; one that lacks is refused. */
    @Test
    void theseAreTheUids() {
        StreamExecutionEnvironment env = environment();
        ReadingsConfig config = config();
        ReadingsJob.attach(ReadingsJob.pipeline(ReadingSource.from(env, config), config, new LogSource.Raw()), config);
        Set<String> uids = new TreeSet<>();
        env.getStreamGraph().getJobGraph().getVertices().forEach(vertex -> vertex.getOperatorIDs()
                .forEach(pair -> uids.add(pair.getUserDefinedOperatorUid())));
        assertEquals(
                Set.of(
                        "kafka-readings",
                        "series-batcher",
                        "series",
                        "side-rows",
                        "raw-record-fetch",
                        "dead-letter-rows",
                        "clickhouse-reading",
                        "clickhouse-rollup",
                        "clickhouse-month-end",
                        "clickhouse-distribution",
                        "clickhouse-completeness",
                        "clickhouse-liveness",
                        "liveness-events",
                        "kafka-liveness",
                        "Sink Committer: kafka-liveness",
                        "clickhouse-series",
                        "ledger",
                        "clickhouse-ledger",
                        "Sink Committer: clickhouse-ledger",
                        "Sink Committer: clickhouse-series",
                        "clickhouse-meter-event",
                        "Sink Committer: clickhouse-meter-event",
                        "clickhouse-counter-evidence",
                        "clickhouse-archived-block",
                        "clickhouse-dead-letter",
                        "Sink Committer: clickhouse-dead-letter",
                        "kafka-series",
                        "Sink Committer: kafka-series",
                        "kafka-dead-letters",
                        "Sink Committer: kafka-dead-letters"),
                uids);
    }

    @Test
    void noRecordNeedsKryo() {
        for (Class<?> type : List.of(
                SeriesBatch.class,
                RollupRow.class,
                MonthEndRow.class,
                DistributionRow.class,
                CompletenessRow.class,
                LivenessRow.class,
                ReadingRow.class,
                SeriesRow.class,
                LedgerDelta.class,
                LedgerRow.class,
                MeterEventRow.class,
                EvidenceRow.class,
                ArchivedBlockRow.class,
                SideRow.class,
                DeadLetter.class,
                PublishedSeries.class)) {
            PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
        }
    }

    private StreamExecutionEnvironment environment() {
        Configuration settings = new Configuration();
        settings.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        settings.setString("state.backend.rocksdb.timer-service.factory", "ROCKSDB");
        settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(200));
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, FAILURES);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(10));
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(PipelineOptions.OBJECT_REUSE, true);
        settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
        env.setParallelism(PARALLELISM);
        return env;
    }

    /** All of it small, so that series leave the cache and batches are held. */
    private static ReadingsConfig config() {
        String[] flags = {
            "--default-zone=" + RandomLog.ZONE,
            "--batch-events=50",
            "--batch-delay=20ms",
            "--emit-interval=50ms",
            "--cache-bytes=8kb",
            "--recompute-readings=8"
        };
        return ReadingsConfig.from(flags, Map.of());
    }

    private static void collect(DataStream<?> rows, String uid) {
        rows.sinkTo(new Collecting<>()).uid("collect-" + uid);
    }

    /** Fails the job some rows after the first checkpoint of each attempt. */
    private static final class Failing implements MapFunction<RollupRow, RollupRow>, CheckpointListener {
        private int rowsLeft = Integer.MAX_VALUE;

        @Override
        public RollupRow map(RollupRow row) {
            rowsLeft--;
            if (rowsLeft < 0 && FAILURES_LEFT.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("a failure that is part of the test");
            }
            return row;
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            rowsLeft = Math.min(rowsLeft, new Random(FAILURES_LEFT.get()).nextInt(300));
        }
    }

    /** Into {@link #tables}, which outlive the attempts. */
    private static final class Collecting<T> implements Sink<T> {
        @Override
        public SinkWriter<T> createWriter(WriterInitContext context) {
            return new SinkWriter<>() {
                @Override
                public void write(T row, Context place) {
                    if (row instanceof DeadLetter letter) {
                        LETTERS.add(letter);
                    }
                    tables.add(row);
                }

                @Override
                public void flush(boolean endOfInput) {}

                @Override
                public void close() {}
            };
        }
    }
}
