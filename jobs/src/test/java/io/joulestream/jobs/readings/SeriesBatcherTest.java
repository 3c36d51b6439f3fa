package io.joulestream.jobs.readings;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.input.Reason;
import io.joulestream.jobs.kafka.DeadLetter;
import io.joulestream.jobs.kafka.Decoded;
import io.joulestream.reference.HistoryOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When batches leave, and that nothing is lost or changes its order in them. */
class SeriesBatcherTest {
    private static final long START = 1_800_000_000_000L;

    private final RandomLog.Decoder decoder = new RandomLog.Decoder();
    private OneInputStreamOperatorTestHarness<Decoded, SeriesBatch> harness;

    SeriesBatcherTest() throws Exception {
        harness = start(1_000, 1 << 20, 200);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void holdsABatchUntilItsDelayIsOver() throws Exception {
        send("acme/a", 0, 0);
        harness.setProcessingTime(START + 150);
        send("acme/a", 0, 1);
        harness.setProcessingTime(START + 199);
        assertEquals(List.of(), batches());
        harness.setProcessingTime(START + 200);
        assertEquals(List.of("acme/a 0:[0, 1]"), batches());
        harness.setProcessingTime(START + 1_000);
        assertEquals(List.of(), batches());

        send("acme/a", 0, 2);
        harness.setProcessingTime(START + 1_199);
        assertEquals(List.of(), batches());
        harness.setProcessingTime(START + 1_200);
        assertEquals(List.of("acme/a 0:[2]"), batches());
        assertEquals(0, harness.getProcessingTimeService().getNumActiveTimers());
    }

    @Test
    void flushesAllSeriesWhenTheyHaveTheMostEvents() throws Exception {
        harness.close();
        harness = start(3, 1 << 20, 200);
        send("acme/a", 0, 0);
        send("acme/b", 0, 1);
        assertEquals(List.of(), batches());
        send("acme/a", 0, 2);
        assertEquals(List.of("acme/a 0:[0, 2]", "acme/b 0:[1]"), batches());
        send("acme/a", 0, 3);
        assertEquals(List.of(), batches());
    }

    @Test
    void flushesWhenTheBatchesHaveTheMostBytes() throws Exception {
        harness.close();
        harness = start(1_000, 10_000, 200);
        String note = "n".repeat(4_000);
        send("acme/a", 0, 0, "{\"ts\":1700000000000,\"value\":1,\"note\":\"" + note + "\"}");
        send("acme/b", 0, 1, "{\"ts\":1700000000000,\"value\":1,\"note\":\"" + note + "\"}");
        assertEquals(List.of(), batches());
        send("acme/a", 0, 2, "{\"ts\":1700000000000,\"value\":1,\"note\":\"" + note + "\"}");
        assertEquals(List.of("acme/a 0:[0, 2]", "acme/b 0:[1]"), batches());
        send("acme/a", 0, 3);
        assertEquals(List.of(), batches(), "counted anew");
    }

    @Test
    void flushesBeforeTheBarrier() throws Exception {
        send("acme/a", 0, 0);
        harness.prepareSnapshotPreBarrier(1);
        assertEquals(List.of("acme/a 0:[0]"), batches());
        harness.prepareSnapshotPreBarrier(2);
        assertEquals(List.of(), batches());
    }

    @Test
    void flushesAtTheEndOfItsInput() throws Exception {
        send("acme/a", 0, 0);
        harness.getOperator().finish();
        assertEquals(List.of("acme/a 0:[0]"), batches());
    }

    /** A producer that does not partition by key: each event still says where it is. */
    @Test
    void keepsTheEventsOfDifferentPartitionsApart() throws Exception {
        send("acme/a", 0, 7);
        send("acme/a", 1, 3);
        send("acme/a", 1, 4);
        harness.prepareSnapshotPreBarrier(1);
        assertEquals(List.of("acme/a 0:[7]", "acme/a 1:[3, 4]"), batches());
    }

    @Test
    void sendsDeadLettersToTheSideAtOnceWithTheirBytes() throws Exception {
        send("acme/a", 2, 5, "{\"ts\":");
        send("no-slash", 2, 6);
        assertEquals(List.of(), batches());
        Queue<StreamRecord<DeadLetter>> letters = harness.getSideOutput(SeriesBatcher.DEAD_LETTERS);
        DeadLetter first = letters.remove().getValue();
        assertEquals(Reason.RECORD_UNPARSABLE, first.reason());
        assertEquals(
                "readings 2 5 " + START,
                first.topic() + " " + first.partition() + " " + first.offset() + " " + first.receivedMillis());
        assertArrayEquals("acme/a".getBytes(StandardCharsets.UTF_8), first.rawKey());
        assertArrayEquals("{\"ts\":".getBytes(StandardCharsets.UTF_8), first.raw());
        DeadLetter second = letters.remove().getValue();
        assertEquals(Reason.KEY_INVALID, second.reason());
        assertEquals(6, second.offset());
        harness.setProcessingTime(START + 1_000);
        assertEquals(List.of(), batches());
    }

    /** Each series' events, with their places, in the order of the log: whatever the batches and the reused object. */
    @Test
    void keepsEachSeriesInItsOrder() throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            harness.close();
            harness = start(1 + random.nextInt(200), 1 << (6 + random.nextInt(10)), 200);
            RandomLog log = RandomLog.of(seed, 5, 2, HistoryOptions.everything());
            Map<String, List<LoggedEvent>> expected = new HashMap<>();
            int letters = 0;
            for (RandomLog.Entry entry : log.entries()) {
                Decoded decoded = decoder.decode(entry);
                harness.processElement(new StreamRecord<>(decoded));
                if (decoded.isRejected()) {
                    letters++;
                } else {
                    expected.computeIfAbsent(entry.key(), key -> new ArrayList<>())
                            .add(new LoggedEvent(decoded.event(), decoded.offset(), decoded.receivedMillis()));
                }
                if (random.nextInt(50) == 0) {
                    harness.setProcessingTime(harness.getProcessingTime() + random.nextInt(300));
                }
            }
            harness.prepareSnapshotPreBarrier(1);
            Map<String, List<Long>> offsets = new HashMap<>();
            int batches = 0;
            for (SeriesBatch batch : harness.extractOutputValues()) {
                batches++;
                List<Long> inBatch = offsets(batch);
                assertEquals(batch.count(), inBatch.size());
                offsets.computeIfAbsent(batch.key(), key -> new ArrayList<>()).addAll(inBatch);
            }
            Map<String, List<Long>> expectedOffsets = new HashMap<>();
            expected.forEach((key, events) -> expectedOffsets.put(
                    key, events.stream().map(LoggedEvent::offset).toList()));
            assertEquals(expectedOffsets, offsets, "seed " + seed);
            assertTrue(batches >= expected.size(), batches + " batches");
            assertEquals(
                    letters,
                    letters == 0
                            ? 0
                            : harness.getSideOutput(SeriesBatcher.DEAD_LETTERS).size());
        }
    }

    private static OneInputStreamOperatorTestHarness<Decoded, SeriesBatch> start(int events, int bytes, long delay)
            throws Exception {
        OneInputStreamOperatorTestHarness<Decoded, SeriesBatch> harness =
                new OneInputStreamOperatorTestHarness<>(new SeriesBatcher(
                        new ReadingsConfig.Batching(events, bytes, Duration.ofMillis(delay)),
                        LogInMemory.EMPTY,
                        RandomLog.ZONE));
        harness.setProcessingTime(START);
        harness.open();
        return harness;
    }

    private void send(String key, int partition, long offset) throws Exception {
        send(key, partition, offset, "{\"ts\":1700000000000,\"value\":1,\"unit\":\"W\"}");
    }

    private void send(String key, int partition, long offset, String json) throws Exception {
        harness.processElement(new StreamRecord<>(decoder.decode(
                new RandomLog.Entry(key, partition, offset, START, json.getBytes(StandardCharsets.UTF_8), ""))));
    }

    /** What came out since the last call, by key: key, partition, offsets. */
    private List<String> batches() {
        List<String> batches = harness.extractOutputValues().stream()
                .map(batch -> batch.key() + " " + batch.partition() + ":" + offsets(batch))
                .sorted()
                .toList();
        harness.getOutput().clear();
        return batches;
    }

    private static List<Long> offsets(SeriesBatch batch) {
        List<Long> offsets = new ArrayList<>();
        for (EventReader reader = new EventReader(batch.events()); reader.hasNext(); ) {
            offsets.add(reader.next().offset());
        }
        return offsets;
    }
}
