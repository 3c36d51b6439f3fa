package io.joulestream.jobs.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.input.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.types.PojoTestUtils;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // a harness says that closing it may be interrupted
class RawRecordFetchTest {
    /** A log of one record in two: those with an even offset. */
    private static final class EvenOffsets implements RawRecords {
        static final long UNREADABLE = 1_000_001;
        static final AtomicInteger CLOSED = new AtomicInteger();
        static final List<String> ORDER = new ArrayList<>();

        @Override
        public Reader open() {
            return new Reader() {
                @Override
                public @Nullable Raw read(String topic, int partition, long offset) throws IOException {
                    if (offset == UNREADABLE) {
                        throw new IOException("no answer");
                    }
                    ORDER.add(partition + ":" + offset);
                    return offset % 2 != 0
                            ? null
                            : new Raw(
                                    ("t/s" + partition).getBytes(StandardCharsets.UTF_8),
                                    ("raw " + offset).getBytes(StandardCharsets.UTF_8),
                                    0,
                                    null);
                }

                @Override
                public void close() {
                    CLOSED.incrementAndGet();
                }
            };
        }
    }

    @Test
    void givesLettersTheirBytesBeforeTheBarrierInTheOrderOfTheLog() throws Exception {
        EvenOffsets.ORDER.clear();
        int closedBefore = EvenOffsets.CLOSED.get();
        try (var harness = harness()) {
            for (long offset : new long[] {4, 2, 3}) {
                harness.processElement(letter(1, offset), 0);
            }
            harness.processElement(letter(0, 8), 0);
            assertEquals(0, harness.extractOutputValues().size());
            harness.prepareSnapshotPreBarrier(1);
            assertEquals(List.of("0:8", "1:2", "1:3", "1:4"), EvenOffsets.ORDER);
            List<DeadLetter> letters = harness.extractOutputValues();
            assertEquals("raw 8", text(letters.get(0).raw()));
            assertEquals("t/s0", text(letters.get(0).rawKey()));
            assertEquals("s0", letters.get(0).row().series());
            assertEquals("no such series", letters.get(0).detail());
            assertEquals("", text(letters.get(2).raw()));
            assertEquals(
                    "no such series (the log no longer holds the record)",
                    letters.get(2).detail());
            harness.prepareSnapshotPreBarrier(2);
            assertEquals(4, harness.extractOutputValues().size());
        }
        assertEquals(closedBefore + 1, EvenOffsets.CLOSED.get());
    }

    @Test
    void passesLettersThatHaveTheirBytesAtOnce() throws Exception {
        try (var harness = harness()) {
            harness.processElement(letter(0, 1).withRaw(new byte[] {1}, new byte[] {2}), 0);
            assertEquals(1, harness.extractOutputValues().size());
        }
    }

    @Test
    void holdsNoMoreThanItsBoundAndLeavesNothingAtTheEnd() throws Exception {
        try (var harness = harness()) {
            for (int i = 0; i < RawRecordFetch.MOST + 1; i++) {
                harness.processElement(letter(0, 2L * i), 0);
            }
            assertEquals(RawRecordFetch.MOST, harness.extractOutputValues().size());
            harness.endInput();
            harness.getOperator().finish();
            assertEquals(RawRecordFetch.MOST + 1, harness.extractOutputValues().size());
        }
    }

    @Test
    void failsWhereTheLogDoesNotAnswer() throws Exception {
        var harness = harness();
        harness.processElement(letter(0, EvenOffsets.UNREADABLE), 0);
        assertThrows(IOException.class, () -> harness.prepareSnapshotPreBarrier(1));
        assertThrows(IOException.class, harness::close); // it finishes what is open
    }

    @Test
    void isSerializedAsPojoWithoutKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(DeadLetter.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(PublishedSeries.class);
    }

    @Test
    void readsRecordsFromKafkaByOffset() throws IOException {
        var place = new TopicPartition("readings", 5);
        var consumer = consumer(place);
        var reader = new KafkaRawRecords.ConsumerReader(consumer);
        consumer.schedulePollTask(() -> {
            for (long offset : new long[] {10, 11, 13}) {
                consumer.addRecord(record(place, offset));
            }
        });
        assertEquals("v10", text(value(reader, 10)));
        assertEquals("v11", text(value(reader, 11))); // of the same poll
        consumer.schedulePollTask(() -> consumer.addRecord(record(place, 13)));
        assertEquals("null", text(value(reader, 12))); // compacted away, or a marker of a transaction
        assertEquals("null", text(value(reader, 14))); // behind the end
        reader.close();
        assertTrue(consumer.closed());
    }

    private static byte @Nullable [] value(RawRecords.Reader reader, long offset) throws IOException {
        RawRecords.Raw raw = reader.read("readings", 5, offset);
        return raw == null ? null : raw.value();
    }

    private static MockConsumer<byte[], byte[]> consumer(TopicPartition place) {
        var consumer = new MockConsumer<byte[], byte[]>("none");
        consumer.updateBeginningOffsets(Map.of(place, 10L));
        consumer.updateEndOffsets(Map.of(place, 14L));
        return consumer;
    }

    private static ConsumerRecord<byte[], byte[]> record(TopicPartition place, long offset) {
        return new ConsumerRecord<>(
                place.topic(),
                place.partition(),
                offset,
                "t/s".getBytes(StandardCharsets.UTF_8),
                ("v" + offset).getBytes(StandardCharsets.UTF_8));
    }

    private static OneInputStreamOperatorTestHarness<DeadLetter, DeadLetter> harness() throws Exception {
        var harness = new OneInputStreamOperatorTestHarness<>(new RawRecordFetch(new EvenOffsets()));
        harness.open();
        return harness;
    }

    private static DeadLetter letter(int partition, long offset) {
        return DeadLetter.withoutRaw(
                Topics.READINGS, partition, offset, Reason.SERIES_UNKNOWN, "no such series", 1_700_000_000_000L);
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "null" : new String(bytes, StandardCharsets.UTF_8);
    }
}
