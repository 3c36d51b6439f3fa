package io.joulestream.jobs.kafka;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A topic as it is, for those of fewer records than {@code readings}. */
public final class TopicSource {
    private TopicSource() {}

    /**
     * Without state it starts at the log's beginning. Offsets are committed to the group once a checkpoint has completed,
     * which is what {@code ?after=} waits for. Uid and name {@code kafka-<topic>}.
     */
    public static DataStream<LogRecord> from(
            StreamExecutionEnvironment env, KafkaConfig kafka, String group, String topic) {
        KafkaSource<LogRecord> source = KafkaSource.<LogRecord>builder()
                .setBootstrapServers(kafka.bootstrapServers())
                .setProperties(kafka.clientProperties())
                .setTopics(topic)
                .setGroupId(group)
                .setClientIdPrefix(group + "-" + topic)
                .setStartingOffsets(new LogStart())
                .setDeserializer(new LogRecord.Schema())
                // An answer is read through a buffer outside the heap as large as it is.
                .setProperty("fetch.max.bytes", "8388608")
                .setProperty("commit.offsets.on.checkpoint", "true")
                // The number of partitions never changes.
                .setProperty("partition.discovery.interval.ms", "-1")
                .build();
        String name = "kafka-" + topic;
        return env.fromSource(new PromptKafkaSource<>(source), WatermarkStrategy.noWatermarks(), name)
                .uid(name);
    }
}
