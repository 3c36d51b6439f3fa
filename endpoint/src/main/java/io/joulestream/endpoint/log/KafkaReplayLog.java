package io.joulestream.endpoint.log;

import io.joulestream.core.replay.Replay;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** {@link ReplayLog} by Kafka: clients of its own for each session, for replays are rare. */
public final class KafkaReplayLog implements ReplayLog {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final int FETCH_BYTES = 8 << 20;

    private final String bootstrap;
    private final String topic;

    public KafkaReplayLog(String bootstrap, String topic) {
        this.bootstrap = bootstrap;
        this.topic = topic;
    }

    @Override
    public Session open() throws LogUnavailable {
        try {
            return new KafkaSession();
        } catch (KafkaException e) {
            throw away(e);
        }
    }

    private static LogUnavailable away(Exception e) {
        return new LogUnavailable("the log does not answer: " + e.getMessage(), e);
    }

    private final class KafkaSession implements Session {
        private final KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "joulestream-endpoint-replay",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        10_000,
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                        FETCH_BYTES,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        10_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "joulestream-endpoint-replay",
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        5000,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        4000,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        10_000,
                        // The topic has the say: it took the record before.
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        Integer.MAX_VALUE),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        private final Map<Integer, Long> positions = new HashMap<>();
        private final Map<Integer, Long> appended = new HashMap<>();
        private final List<Future<RecordMetadata>> underWay = new ArrayList<>();

        @Override
        public void start(Map<Integer, Long> from) throws LogUnavailable {
            List<TopicPartition> partitions =
                    from.keySet().stream().map(this::partition).toList();
            try {
                consumer.assign(partitions);
                Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
                for (TopicPartition partition : partitions) {
                    long begin =
                            Math.max(begins.getOrDefault(partition, 0L), from.getOrDefault(partition.partition(), 0L));
                    consumer.seek(partition, begin);
                    positions.put(partition.partition(), begin);
                }
            } catch (KafkaException e) {
                throw away(e);
            }
        }

        private TopicPartition partition(int number) {
            return new TopicPartition(topic, number);
        }

        @Override
        public void readToEnd(Consumer<Logged> each) throws LogUnavailable, InterruptedException {
            try {
                Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
                long deadline = System.nanoTime() + SILENCE.toNanos();
                while (ends.entrySet().stream()
                        .anyMatch(end -> position(end.getKey().partition()) < end.getValue())) {
                    var polled = consumer.poll(POLL);
                    for (ConsumerRecord<byte[], byte[]> logged : polled) {
                        each.accept(logged(logged));
                    }
                    for (TopicPartition partition : consumer.assignment()) {
                        // Beyond the last record where the log has none for some offsets.
                        positions.put(partition.partition(), consumer.position(partition));
                    }
                    if (!polled.isEmpty()) {
                        deadline = System.nanoTime() + SILENCE.toNanos();
                    } else if (System.nanoTime() > deadline) {
                        throw new LogUnavailable("the log does not answer: nothing for " + SILENCE.toSeconds() + " s");
                    }
                }
            } catch (InterruptException e) {
                throw interrupted(e);
            } catch (KafkaException e) {
                throw away(e);
            }
        }

        private static InterruptedException interrupted(InterruptException e) {
            var interrupted = new InterruptedException(e.getMessage());
            interrupted.initCause(e);
            return interrupted;
        }

        private static Logged logged(ConsumerRecord<byte[], byte[]> logged) {
            return new Logged(
                    logged.partition(),
                    logged.offset(),
                    logged.timestamp(),
                    logged.key(),
                    logged.value(),
                    replay(logged.headers().toArray()));
        }

        private static @Nullable String replay(Header[] headers) {
            for (Header header : headers) {
                if (headers.length > 1 && header.key().equals(Replay.HEADER)) {
                    return header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
                }
            }
            return null;
        }

        @Override
        public long position(int partition) {
            return positions.getOrDefault(partition, 0L);
        }

        @Override
        public void append(int partition, byte @Nullable [] key, byte @Nullable [] value, String replay)
                throws LogUnavailable {
            List<Header> headers = List.of(header("v", "1"), header(Replay.HEADER, replay));
            try {
                underWay.add(producer.send(new ProducerRecord<>(topic, partition, null, key, value, headers)));
            } catch (KafkaException e) {
                throw away(e);
            }
        }

        private static Header header(String name, String value) {
            return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Token acknowledged() throws LogUnavailable, InterruptedException {
            try {
                for (Future<RecordMetadata> sent : underWay) {
                    RecordMetadata place = sent.get();
                    appended.merge(place.partition(), place.offset(), Math::max);
                }
            } catch (ExecutionException e) {
                throw away(e);
            } finally {
                underWay.clear();
            }
            return new Token(topic, appended);
        }

        @Override
        public void close() {
            producer.close(Duration.ofSeconds(5));
            consumer.close();
        }
    }
}
