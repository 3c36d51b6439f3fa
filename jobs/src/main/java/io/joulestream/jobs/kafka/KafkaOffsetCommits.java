package io.joulestream.jobs.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link OffsetCommits} to Kafka's consumer group, which has no members: the source assigns its partitions itself. */
public record KafkaOffsetCommits(KafkaConfig config, String group) implements OffsetCommits {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaOffsetCommits.class);
    private static final Duration CLOSE = Duration.ofSeconds(1);

    @Override
    public Session open() {
        Admin admin = Admin.create(config.clientProperties());
        return new Session() {
            @Override
            public void commit(Map<Integer, Long> next) {
                Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
                next.forEach((partition, offset) ->
                        offsets.put(new TopicPartition(Topics.READINGS, partition), new OffsetAndMetadata(offset)));
                var unused = admin.alterConsumerGroupOffsets(group, offsets)
                        .all()
                        .whenComplete((nothing, failure) -> {
                            if (failure != null) {
                                LOG.info("offsets of {} are left to the source to commit: {}", group, failure.toString());
                            }
                        });
            }

            @Override
            public void close() {
                admin.close(CLOSE);
            }
        };
    }
}
