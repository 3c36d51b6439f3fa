package io.joulestream.bench;

import io.joulestream.jobs.kafka.Decoded;
import io.joulestream.jobs.kafka.ReadingDecoder;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What no job can beat: as many consumers as the job has source subtasks read the whole topic, each half of the
 * partitions, with the job's own consumer settings; with or without its decoder.
 */
final class Floor {
    private final String bootstrap;
    private final int consumers;

    Floor(String bootstrap, int consumers) {
        this.bootstrap = bootstrap;
        this.consumers = consumers;
    }

    /** Records per second without looking at them. */
    double poll(long records) throws Exception {
        return run(records, false);
    }

    /** Records per second with the job's decoder. */
    double pollAndParse(long records) throws Exception {
        return run(records, true);
    }

    private double run(long records, boolean parse) throws Exception {
        var threads = Executors.newFixedThreadPool(consumers);
        try {
            long started = System.nanoTime();
            var counts = new ArrayList<Callable<Long>>();
            for (int i = 0; i < consumers; i++) {
                int number = i;
                counts.add(() -> consume(number, parse));
            }
            long seen = 0;
            for (var count : threads.invokeAll(counts)) {
                seen += count.get();
            }
            if (seen != records) {
                throw new IllegalStateException("read " + seen + " of " + records + " records");
            }
            return records / ((System.nanoTime() - started) / 1e9);
        } finally {
            threads.shutdown();
        }
    }

    private static final class Counting implements Collector<Decoded> {
        private long accepted;

        @Override
        public void collect(Decoded decoded) {
            accepted += decoded.isRejected() ? 0 : 1;
        }

        @Override
        public void close() {}
    }

    private long consume(int number, boolean parse) {
        var decoder = new ReadingDecoder(ZoneOffset.UTC, 1_000_000);
        var counting = new Counting();
        long seen = 0;
        try (var consumer = consumer()) {
            List<TopicPartition> partitions = consumer.partitionsFor("readings").stream()
                    .map(info -> new TopicPartition("readings", info.partition()))
                    .filter(partition -> partition.partition() % consumers == number)
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            while (seen < end) {
                for (var record : consumer.poll(Duration.ofSeconds(1))) {
                    seen++;
                    if (parse) {
                        decoder.deserialize(record, counting);
                    }
                }
            }
        }
        if (parse && counting.accepted != seen) {
            throw new IllegalStateException("decoded " + counting.accepted + " of " + seen + " records");
        }
        return seen;
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        10_000,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        4 << 20,
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                        8 << 20,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
