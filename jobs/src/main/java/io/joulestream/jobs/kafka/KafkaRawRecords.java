package io.joulestream.jobs.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** {@link RawRecords} from Kafka, by a consumer of its own without a group. Holds one poll of records. */
public record KafkaRawRecords(KafkaConfig config) implements RawRecords {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(500);

    @Override
    public Reader open() {
        Properties properties = config.clientProperties();
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        properties.setProperty(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, Integer.toString(4 << 20));
        properties.setProperty(
                ConsumerConfig.CLIENT_ID_CONFIG,
                "raw-records-" + Integer.toHexString(System.identityHashCode(properties)));
        return new ConsumerReader(
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /** Keeps reading where it is while what is asked for lies ahead, in what was polled. */
    static final class ConsumerReader implements Reader {
        private final Consumer<byte[], byte[]> consumer;
        private @Nullable TopicPartition assigned;
        private Iterator<ConsumerRecord<byte[], byte[]>> polled =
                List.<ConsumerRecord<byte[], byte[]>>of().iterator();

        ConsumerReader(Consumer<byte[], byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public @Nullable Raw read(String topic, int partition, long offset) throws IOException {
            var place = new TopicPartition(topic, partition);
            try {
                ConsumerRecord<byte[], byte[]> found = place.equals(assigned) ? ahead(offset) : null;
                if (found == null) {
                    seek(place, offset);
                    found = polled(place, offset);
                }
                return found == null || found.offset() != offset
                        ? null
                        : new Raw(
                                found.key(),
                                found.value(),
                                found.timestamp(),
                                ReadingDecoder.replayHeader(found.headers()));
            } catch (OffsetOutOfRangeException e) {
                return null;
            } catch (KafkaException e) {
                throw new IOException("cannot read " + place + " at " + offset, e);
            }
        }

        @Override
        public void close() {
            consumer.close();
        }

        private void seek(TopicPartition place, long offset) {
            if (!place.equals(assigned)) {
                consumer.assign(List.of(place));
                assigned = place;
            }
            consumer.seek(place, offset);
        }

        /** The first record at or after the offset in what is left of the last poll. */
        private @Nullable ConsumerRecord<byte[], byte[]> ahead(long offset) {
            while (polled.hasNext()) {
                ConsumerRecord<byte[], byte[]> next = polled.next();
                if (next.offset() >= offset) {
                    return next.offset() == offset ? next : null;
                }
            }
            return null;
        }

        /** The first record at or after the offset that the log holds; null where it ends before it. */
        private @Nullable ConsumerRecord<byte[], byte[]> polled(TopicPartition place, long offset) throws IOException {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            do {
                polled = consumer.poll(POLL).iterator();
                if (polled.hasNext()) {
                    return polled.next();
                }
                Long end = consumer.endOffsets(List.of(place), POLL.multipliedBy(20))
                        .get(place);
                if (end != null && end <= Math.max(offset, consumer.position(place))) {
                    return null;
                }
            } while (System.nanoTime() < deadline);
            throw new IOException("no record from " + place + " at " + offset + " within " + PATIENCE);
        }
    }
}
