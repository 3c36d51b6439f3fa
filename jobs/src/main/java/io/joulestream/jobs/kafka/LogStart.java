package io.joulestream.jobs.kafka;

import java.util.Collection;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * The beginning of each partition, as its number. The connector commits only offsets that are numbers: by its own
 * {@code earliest()} a partition has none before its first record is read, and a job that runs on an empty topic looks
 * like one that does not run. By this one the first checkpoint commits every partition.
 */
@SuppressWarnings("deprecation") // Kafka's type, in the connector's interface
public final class LogStart implements OffsetsInitializer {
    private static final long serialVersionUID = 1;

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever log) {
        return log.beginningOffsets(partitions);
    }

    /** Where retention has dropped that beginning meanwhile. */
    @Override
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.EARLIEST;
    }
}
