package io.joulestream.jobs.clickhouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.jobs.clickhouse.ClickHouseConfig.Batch;
import io.joulestream.jobs.clickhouse.FakeClickHouse.Answer;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;
import org.apache.flink.runtime.metrics.groups.InternalSinkWriterMetricGroup;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sink against a server that fails on demand. */
@Timeout(60)
class ClickHouseSinkWriterTest {
    private static final Backoff FAST = new Backoff(Duration.ofMillis(1), Duration.ofMillis(5));

    private static final SinkWriter.Context CONTEXT = new SinkWriter.Context() {
        @Override
        public long currentWatermark() {
            return Long.MIN_VALUE;
        }

        @Override
        public @Nullable Long timestamp() {
            return null;
        }
    };

    private final TestProcessingTimeService time = new TestProcessingTimeService();
    private final SinkWriterMetricGroup metrics =
            InternalSinkWriterMetricGroup.wrap(UnregisteredMetricGroups.createUnregisteredOperatorMetricGroup());
    private final FakeClickHouse server = new FakeClickHouse();
    private ClickHouseSinkWriter<ReadingRow> writer;

    ClickHouseSinkWriterTest() throws Exception {
        time.setCurrentTime(0);
        writer = opened(
                OnRefusal.FAIL_JOB, new Batch(100, 1 << 20, Duration.ofMillis(500)), Duration.ofSeconds(10), FAST);
    }

    @AfterEach
    void stop() {
        writer.close();
        server.close();
    }

    @Test
    void storesEveryRowOnceByTheTimeTheBarrierPasses() throws Exception {
        write(0, 250);
        writer.flush(false);
        assertEquals(LongStream.range(0, 250).boxed().toList(), storedTimes());
        assertEquals(List.of(100, 100, 50), sizes());
        assertEquals(250, metrics.getNumRecordsSendCounter().getCount());
        writer.flush(false);
        assertEquals(3, server.arrived().size());
    }

    @Test
    void namesTheColumnsAndTheSettingsOnEveryInsert() throws Exception {
        write(0, 1);
        writer.flush(false);
        FakeClickHouse.Insert insert = server.arrived().get(0);
        assertEquals("reading", insert.table());
        assertEquals(TableColumns.of("reading").names(), insert.columns());
        assertEquals("0", insert.parameters().get("async_insert"));
        assertEquals("0", insert.parameters().get("max_partitions_per_insert_block"));
        assertEquals("0", insert.parameters().get("insert_deduplicate"));
        assertFalse(insert.parameters().containsKey("decompress"));
        assertEquals(new BigDecimal("0.000001"), insert.rows().get(0).get("value"));
    }

    @Test
    void sendsAPartOfABatchOnceItIsOldEnough() throws Exception {
        write(0, 1);
        time.setCurrentTime(499);
        assertEquals(0, server.arrived().size());
        time.setCurrentTime(500);
        server.awaitArrived(1);
        write(1, 2);
        time.setCurrentTime(10_000);
        writer.flush(true);
        assertEquals(List.of(0L, 1L), storedTimes());
    }

    @Test
    void sendsABatchAtItsBytes() throws Exception {
        reopen(OnRefusal.FAIL_JOB, new Batch(1_000_000, 10_000, Duration.ofHours(1)));
        write(0, 1000);
        writer.flush(false);
        assertTrue(sizes().size() > 3, () -> sizes().toString());
        assertEquals(1000, storedTimes().size());
    }

    @Test
    void encodesTheNextBatchWhileOneIsInsertedAndThenWaits() throws Exception {
        var release = new CompletableFuture<Void>();
        server.then((fake, exchange, insert) -> {
            release.join();
            Answer.STORE.answer(fake, exchange, insert);
        });
        write(0, 199); // one batch in flight, 99 rows in the other
        server.awaitArrived(1);
        CompletableFuture<Void> blocked = CompletableFuture.runAsync(() -> {
            try {
                write(199, 200);
            } catch (IOException | InterruptedException e) {
                throw new CompletionException(e);
            }
        });
        assertThrows(java.util.concurrent.TimeoutException.class, () -> blocked.get(200, TimeUnit.MILLISECONDS));
        assertEquals(1, server.arrived().size());
        release.complete(null);
        blocked.join();
        writer.flush(false);
        assertEquals(LongStream.range(0, 200).boxed().toList(), storedTimes());
    }

    @ParameterizedTest
    @ValueSource(ints = {159, 202, 209, 210, 241, 242, 243, 252, 425, 999, 1002, 1_000_000})
    void waitsForAStoreInTroubleWhateverItCallsIt(int code) throws Exception {
        server.then(Answer.error(500, code, "not now"), Answer.error(503, code, "not now"));
        write(0, 3);
        writer.flush(false);
        assertEquals(List.of(0L, 1L, 2L), storedTimes());
        assertEquals(3, server.arrived().size());
    }

    @Test
    void insertsAgainWhereItIsNotKnownWhetherTheRowsArrived() throws Exception {
        server.then(Answer.STORE_BUT_BREAK_OFF, Answer.BREAK_OFF);
        write(0, 2);
        writer.flush(false);
        assertEquals(List.of(0L, 1L, 0L, 1L), storedTimes());
    }

    @Test
    void insertsAgainAfterATimeout() throws Exception {
        reopen(OnRefusal.FAIL_JOB, new Batch(100, 1 << 20, Duration.ofMillis(500)), Duration.ofMillis(300));
        server.then(Answer.HANG);
        write(0, 2);
        writer.flush(false);
        // On a busy machine one that is answered may come too late as well, and is inserted once more.
        assertEquals(Set.of(0L, 1L), Set.copyOf(storedTimes()));
        assertTrue(server.arrived().size() > 1);
    }

    @Test
    void comesThroughARestartOfTheStore() throws Exception {
        server.otherwise(Answer.BREAK_OFF);
        write(0, 100);
        server.awaitArrived(5);
        server.otherwise(Answer.STORE);
        writer.flush(false);
        assertEquals(100, storedTimes().size());
    }

    @Test
    void makesTheOneBadRawRowADeadLetterAndStoresTheOthers() throws Exception {
        reopen(OnRefusal.DEAD_LETTER, new Batch(100, 1 << 20, Duration.ofMillis(500)));
        server.otherwise(Answer.refuseWhere(469, row -> Objects.equals(row.get("ts"), 41L)));
        write(0, 100);
        writer.flush(false);
        assertEquals(LongStream.range(0, 100).filter(ts -> ts != 41).boxed().toList(), storedTimes());
        Map<String, @Nullable Object> letter = onlyLetter();
        assertEquals("clickhouse/reading", letter.get("topic"));
        assertEquals(-1, letter.get("partition"));
        assertEquals("t", letter.get("tenant"));
        assertEquals("s", letter.get("series"));
        assertEquals("row_refused", letter.get("reason"));
        assertEquals(
                "{\"tenant\":\"t\",\"series\":\"s\",\"ts\":41,\"value\":0.000042,\"note\":\"\",\"source\":\"\","
                        + "\"batch\":\"\",\"revision\":7,\"is_deleted\":0}",
                letter.get("raw"));
        assertTrue(String.valueOf(letter.get("detail")).contains("VIOLATED_CONSTRAINT"));
        assertEquals(1, metrics.getNumRecordsSendErrorsCounter().getCount());
    }

    @Test
    void makesARepeatedRefusalTheSameDeadLetterAndAnotherRowAnother() throws Exception {
        reopen(OnRefusal.DEAD_LETTER, new Batch(100, 1 << 20, Duration.ofMillis(500)));
        server.otherwise(Answer.refuseWhere(469, row -> true));
        var first = new ReadingRow("t", "s", 5, 1, "", "", "", 7, false);
        for (ReadingRow row : List.of(
                first,
                new ReadingRow("t", "s", 5, 1, "", "", "", 8, false),
                new ReadingRow("t", "s", 5, 2, "", "", "", 9, false))) {
            // The letters themselves are taken.
            server.then(Answer.refuseWhere(469, bad -> true), Answer.STORE);
            writer.write(row, CONTEXT);
            writer.flush(false);
        }
        List<@Nullable Object> offsets = server.rowsOf("dead_letter").stream()
                .map(letter -> letter.get("offset"))
                .toList();
        assertEquals(3, offsets.size());
        assertEquals(offsets.get(0), offsets.get(1));
        assertFalse(offsets.get(0).equals(offsets.get(2)));
        assertTrue((Long) offsets.get(0) >= 0);
    }

    @Test
    void failsTheJobForARefusedDerivedRowNamingIt() throws Exception {
        server.otherwise(Answer.refuseWhere(469, row -> Objects.equals(row.get("ts"), 41L)));
        write(0, 99);
        IOException failure = assertThrows(IOException.class, () -> writer.flush(false));
        assertSays("table reading refused the row {\"tenant\":\"t\"", failure);
        assertSays("\"ts\":41", failure);
        assertSays("VIOLATED_CONSTRAINT", failure);
        assertThrows(IOException.class, () -> writer.flush(false));
    }

    @Test
    void failsTheJobForAWrongSetUp() throws Exception {
        server.otherwise(Answer.error(403, 516, "Authentication failed"));
        write(0, 1);
        IOException failure = assertThrows(IOException.class, () -> writer.flush(false));
        assertSays("Authentication failed", failure);
        assertEquals(1, server.arrived().size());
    }

    @Test
    void failsTheJobWhereATableRefusesEverything() throws Exception {
        reopen(OnRefusal.DEAD_LETTER, new Batch(1000, 1 << 20, Duration.ofMillis(500)));
        server.otherwise(Answer.refuseWhere(33, row -> row.containsKey("ts")));
        write(0, 500);
        IOException failure = assertThrows(IOException.class, () -> writer.flush(false));
        assertSays("refused more than 100 rows", failure);
    }

    @Test
    void closesAtOnceWhileItWaitsForTheStore() throws Exception {
        reopen(
                OnRefusal.FAIL_JOB,
                new Batch(100, 1 << 20, Duration.ofMillis(500)),
                Duration.ofMinutes(5),
                new Backoff(Duration.ofHours(1), Duration.ofHours(1)));
        server.otherwise(Answer.BREAK_OFF);
        write(0, 100);
        server.awaitArrived(1);
        assertTimeoutPreemptively(Duration.ofSeconds(1), writer::close);
    }

    @Test
    void closesAtOnceWhileTheStoreHangs() throws Exception {
        reopen(OnRefusal.FAIL_JOB, new Batch(100, 1 << 20, Duration.ofMillis(500)), Duration.ofMinutes(5));
        server.otherwise(Answer.HANG);
        write(0, 100);
        server.awaitArrived(1);
        assertTimeoutPreemptively(Duration.ofSeconds(1), writer::close);
    }

    @Test
    void compressesWhereToldTo() throws Exception {
        // The fake does not decompress: what it is told is enough.
        writer.close();
        var config = new ClickHouseConfig(
                server.url(), "default", "default", "", true, Duration.ofSeconds(5), Batch.DEFAULT);
        assertTrue(config.compress());
        assertFalse(config.withUser("joule", "secret").toString().contains("secret"));
        try (var client =
                new InsertClient(ClickHouseConfig.at("http://localhost:1").withTimeout(Duration.ofSeconds(1)))) {
            var row = new RowBinaryWriter();
            SampleRows.READING.writeTo(row);
            InsertFault away = assertThrows(
                    InsertFault.class, () -> client.insert(TableColumns.of("reading"), row, 0, row.size()));
            assertEquals(InsertFault.Kind.AWAY, away.kind());
        }
    }

    @Test
    void waitsLongerEachTimeUpToABound() {
        var backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(15));
        assertEquals(
                List.of(100L, 200L, 400L, 800L, 1600L, 3200L, 6400L, 12_800L, 15_000L, 15_000L),
                IntStream.rangeClosed(1, 10).mapToObj(backoff::boundMillis).toList());
        assertEquals(15_000, backoff.boundMillis(Integer.MAX_VALUE));
    }

    private void write(int from, int to) throws IOException, InterruptedException {
        for (int i = from; i < to; i++) {
            writer.write(new ReadingRow("t", "s", i, i + 1, "", "", "", 7, false), CONTEXT);
        }
    }

    private List<Long> storedTimes() {
        return server.rowsOf("reading").stream()
                .map(row -> (Long) row.get("ts"))
                .toList();
    }

    private List<Integer> sizes() {
        return server.arrived().stream().map(insert -> insert.rows().size()).toList();
    }

    private Map<String, @Nullable Object> onlyLetter() {
        List<Map<String, @Nullable Object>> letters = server.rowsOf("dead_letter");
        assertEquals(1, letters.size());
        return letters.get(0);
    }

    private void reopen(OnRefusal onRefusal, Batch batch) {
        reopen(onRefusal, batch, Duration.ofSeconds(10));
    }

    private void reopen(OnRefusal onRefusal, Batch batch, Duration timeout) {
        reopen(onRefusal, batch, timeout, FAST);
    }

    private void reopen(OnRefusal onRefusal, Batch batch, Duration timeout, Backoff backoff) {
        writer.close();
        writer = opened(onRefusal, batch, timeout, backoff);
    }

    private ClickHouseSinkWriter<ReadingRow> opened(
            OnRefusal onRefusal, Batch batch, Duration timeout, Backoff backoff) {
        var client = new InsertClient(
                ClickHouseConfig.at(server.url()).withBatch(batch).withTimeout(timeout));
        var inserter =
                new BatchInserter(TableColumns.of("reading"), onRefusal, client, backoff, new InsertMetrics(metrics));
        return new ClickHouseSinkWriter<>(batch, inserter, client, time);
    }

    private static void assertSays(String expected, Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains(expected), message);
    }
}
