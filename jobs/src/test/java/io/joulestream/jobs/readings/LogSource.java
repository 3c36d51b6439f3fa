package io.joulestream.jobs.readings;

import io.joulestream.jobs.kafka.Decoded;
import io.joulestream.jobs.kafka.RawRecords;
import io.joulestream.jobs.kafka.ReadingDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/**
 * A log of two partitions in memory as a checkpointed source of parallelism 2: each subtask reads one partition. For jobs
 * in this JVM, one at a time.
 */
final class LogSource {
    static final String PADDING_KEY = "acme/padding";

    private static List<List<RandomLog.Entry>> partitions = List.of();

    private LogSource() {}

    /**
     * Waits for a checkpoint after each so many records, so that there are some on a busy machine too. The shorter
     * partition is filled up with records that are dead letters: a source's subtasks share alike.
     */
    static DataStream<Decoded> from(StreamExecutionEnvironment env, RandomLog log, int recordsPerCheckpoint) {
        List<RandomLog.Entry> zero = new ArrayList<>();
        List<RandomLog.Entry> one = new ArrayList<>();
        log.entries().forEach(entry -> (entry.partition() == 0 ? zero : one).add(entry));
        while (zero.size() < one.size()) {
            zero.add(padding(0, zero.size()));
        }
        while (one.size() < zero.size()) {
            one.add(padding(1, one.size()));
        }
        partitions = List.of(zero, one);
        DataGeneratorSource<Decoded> source = new DataGeneratorSource<>(
                new Decode(),
                2L * zero.size(),
                RateLimiterStrategy.perCheckpoint(recordsPerCheckpoint),
                new ReadingDecoder(RandomLog.ZONE, 100).getProducedType());
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), "log").uid("log");
    }

    static RandomLog.Entry entry(int partition, long offset) {
        return partitions.get(partition).get((int) offset);
    }

    static int size() {
        return partitions.get(0).size();
    }

    private static RandomLog.Entry padding(int partition, long offset) {
        return new RandomLog.Entry(
                PADDING_KEY,
                partition,
                offset,
                1_800_000_000_000L,
                "padding".getBytes(StandardCharsets.UTF_8),
                "dead_letter:record_unparsable");
    }

    private static final class Decode implements GeneratorFunction<Long, Decoded> {
        private transient RandomLog.@Nullable Decoder decoder;

        @Override
        public Decoded map(Long index) {
            RandomLog.Decoder tool = decoder;
            if (tool == null) {
                tool = new RandomLog.Decoder();
                decoder = tool;
            }
            return tool.decode(entry((int) (index / size()), index % size()));
        }
    }

    /** The log as it is read again for dead letters. */
    static final class Raw implements RawRecords {
        @Override
        public Reader open() {
            return new Reader() {
                @Override
                public RawRecords.Raw read(String topic, int partition, long offset) {
                    RandomLog.Entry entry = entry(partition, offset);
                    return new RawRecords.Raw(
                            entry.key().getBytes(StandardCharsets.UTF_8), entry.value(), entry.receivedMillis(), null);
                }

                @Override
                public void close() {}
            };
        }
    }
}
