package io.joulestream.endpoint.log;

import static org.apache.kafka.clients.producer.ProducerConfig.ACKS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.BATCH_SIZE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.BOOTSTRAP_SERVERS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.BUFFER_MEMORY_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.CLIENT_ID_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.COMPRESSION_TYPE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.LINGER_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.MAX_BLOCK_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.MAX_REQUEST_SIZE_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG;
import static org.apache.kafka.clients.producer.ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * One idempotent producer with acks=all. Its buffer bounds the memory of all requests together: a full buffer makes
 * {@code add} wait. A broker that is away is reported within about {@code MAX_BLOCK + DELIVERY} in the worst case.
 */
public final class KafkaEventLog implements EventLog {
    private static final Duration MAX_BLOCK = Duration.ofSeconds(3);
    private static final Duration DELIVERY = Duration.ofSeconds(8);
    private static final int LINGER_MILLIS = 3;
    private static final int BUFFER_BYTES = 32 << 20;
    private static final List<Header> HEADERS = List.of(new RecordHeader("v", "1".getBytes(StandardCharsets.US_ASCII)));

    private final Producer<byte[], byte[]> producer;
    private final String readings;

    /** @param readings the topic of readings */
    public KafkaEventLog(String bootstrap, String readings) {
        this.readings = readings;
        this.producer = new KafkaProducer<>(
                Map.ofEntries(
                        Map.entry(BOOTSTRAP_SERVERS_CONFIG, bootstrap),
                        Map.entry(CLIENT_ID_CONFIG, "joulestream-endpoint"),
                        Map.entry(ACKS_CONFIG, "all"),
                        Map.entry(ENABLE_IDEMPOTENCE_CONFIG, true),
                        Map.entry(COMPRESSION_TYPE_CONFIG, "lz4"),
                        Map.entry(LINGER_MS_CONFIG, LINGER_MILLIS),
                        Map.entry(BATCH_SIZE_CONFIG, 128 << 10),
                        Map.entry(BUFFER_MEMORY_CONFIG, (long) BUFFER_BYTES),
                        Map.entry(MAX_REQUEST_SIZE_CONFIG, 1 << 20),
                        Map.entry(MAX_BLOCK_MS_CONFIG, MAX_BLOCK.toMillis()),
                        Map.entry(REQUEST_TIMEOUT_MS_CONFIG, 4000),
                        Map.entry(DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis()),
                        Map.entry(RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Override
    public Append begin() {
        return begin(readings);
    }

    @Override
    public Append begin(String topic) {
        return new KafkaAppend(topic);
    }

    @Override
    public void close() {
        producer.close(DELIVERY);
    }

    private final class KafkaAppend implements Append {
        private final String topic;
        private final Map<Integer, Long> offsets = new HashMap<>();
        private long underWay;
        private @Nullable Exception failure;

        KafkaAppend(String topic) {
            this.topic = topic;
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // the callback has the same
        public void add(String key, byte[] value) throws LogUnavailable {
            synchronized (this) {
                failIfFailed();
                underWay++;
            }
            byte[] recordKey = key.getBytes(StandardCharsets.US_ASCII);
            try {
                producer.send(new ProducerRecord<>(topic, null, null, recordKey, value, HEADERS), this::done);
            } catch (KafkaException e) {
                throw new LogUnavailable("the log refuses records: " + e.getMessage(), e);
            }
        }

        private synchronized void done(@Nullable RecordMetadata metadata, @Nullable Exception e) {
            underWay--;
            if (e != null || metadata == null) {
                failure = e == null ? new IllegalStateException("neither place nor failure") : e;
            } else {
                offsets.merge(metadata.partition(), metadata.offset(), Math::max);
            }
            notifyAll();
        }

        @Override
        public synchronized Token acknowledged() throws LogUnavailable, InterruptedException {
            // Every send ends in a callback: at the latest when its delivery time is over.
            while (underWay > 0 && failure == null) {
                wait();
            }
            failIfFailed();
            return new Token(topic, offsets);
        }

        private void failIfFailed() throws LogUnavailable {
            if (failure != null) {
                throw new LogUnavailable("the log did not acknowledge: " + failure.getMessage(), failure);
            }
        }
    }
}
