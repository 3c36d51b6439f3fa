package io.joulestream.local;

import io.joulestream.endpoint.log.Token;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes to the topic {@code readings}, or another, and reads {@code dead-letters}, past the endpoint. */
final class LogClient implements AutoCloseable {
    private static final String READINGS = "readings";
    private static final TopicPartition DEAD_LETTERS = new TopicPartition("dead-letters", 0);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String bootstrap;
    private final KafkaProducer<byte[], byte[]> producer;

    /** Where a record is in the log. */
    record Place(String topic, int partition, long offset) {
        /** What a read waits for that wants to see what the record caused. */
        String token() {
            return new Token(topic, Map.of(partition, offset)).text();
        }
    }

    LogClient(String bootstrap) {
        this.bootstrap = bootstrap;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "max.request.size", 4 << 20),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Appends a record and returns when it is in the log. */
    Place append(byte @Nullable [] key, byte @Nullable [] value) {
        return append(READINGS, key, value);
    }

    /** As {@link #append(byte[], byte[])}, to any topic. */
    Place append(String topic, byte @Nullable [] key, byte @Nullable [] value) {
        try {
            var place = producer.send(new ProducerRecord<>(topic, key, value)).get();
            return new Place(topic, place.partition(), place.offset());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** Appends a record of one series of the tenant {@code default}. */
    Place append(String series, String value) {
        return append(("default/" + series).getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
    }

    /** All letters of the topic that fit, which has one partition. */
    List<ConsumerRecord<byte[], byte[]>> deadLetters(Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        var letters = new CopyOnWriteArrayList<ConsumerRecord<byte[], byte[]>>();
        try (var consumer = new KafkaConsumer<byte[], byte[]>(
                Map.of("bootstrap.servers", bootstrap, "max.partition.fetch.bytes", 8 << 20),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(DEAD_LETTERS));
            consumer.seekToBeginning(List.of(DEAD_LETTERS));
            long end = consumer.endOffsets(List.of(DEAD_LETTERS)).getOrDefault(DEAD_LETTERS, 0L);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.position(DEAD_LETTERS) < end) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("the topic does not answer");
                }
                for (var letter : consumer.poll(Duration.ofMillis(500))) {
                    if (wanted.test(letter)) {
                        letters.add(letter);
                    }
                }
            }
        }
        return letters;
    }

    /** A header as text. */
    static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        var header = letter.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(10));
    }
}
