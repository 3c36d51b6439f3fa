package io.joulestream.jobs.readings;

import io.joulestream.jobs.kafka.Decoded;
import io.joulestream.jobs.kafka.LogStart;
import io.joulestream.jobs.kafka.PromptKafkaSource;
import io.joulestream.jobs.kafka.ReadingDecoder;
import io.joulestream.jobs.kafka.Topics;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Topic {@code readings}, decoded in the source. */
final class ReadingSource {
    private ReadingSource() {}

    /**
     * Without state it starts at the log's beginning: the rows follow from the whole of it. Offsets are committed to the
     * group once a checkpoint has completed, which is what {@code ?after=} waits for.
     */
    static DataStream<Decoded> from(StreamExecutionEnvironment env, ReadingsConfig config) {
        KafkaSource<Decoded> source = KafkaSource.<Decoded>builder()
                .setBootstrapServers(config.kafka().bootstrapServers())
                .setProperties(config.kafka().clientProperties())
                .setTopics(Topics.READINGS)
                .setGroupId(config.group())
                .setClientIdPrefix(config.group())
                .setStartingOffsets(new LogStart())
                .setDeserializer(new ReadingDecoder(
                        config.series().defaultZone(), config.series().remembered()))
                .setProperty("max.poll.records", "10000")
                .setProperty("max.partition.fetch.bytes", "4194304")
                .setProperty("commit.offsets.on.checkpoint", "true")
                // The number of partitions never changes.
                .setProperty("partition.discovery.interval.ms", "-1")
                .build();
        return env.fromSource(new PromptKafkaSource<>(source), WatermarkStrategy.noWatermarks(), "kafka-readings")
                .uid("kafka-readings");
    }
}
