package io.joulestream.local.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a consumer group is behind a topic.
 *
 * @param behind the partitions in which records wait, with their numbers
 * @param deadLetters records in the topic of that name, ever
 */
public record Lag(int partitions, Map<Integer, Long> behind, long deadLetters) {

    private static final String DEAD_LETTERS = "dead-letters";

    public long total() {
        return behind.values().stream().mapToLong(Long::longValue).sum();
    }

    /** A partition in which nothing was committed is behind by all it holds. */
    public static Lag of(String bootstrap, String topic, String group) {
        try (var admin = Topics.admin(bootstrap)) {
            var ends = offsets(admin, topic, OffsetSpec.latest());
            var starts = offsets(admin, topic, OffsetSpec.earliest());
            var committed = Topics.await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
            var behind = new TreeMap<Integer, Long>();
            ends.forEach((partition, end) -> {
                var done = committed.get(partition);
                var waiting = end - (done == null ? starts.getOrDefault(partition, 0L) : done.offset());
                if (waiting > 0) {
                    behind.put(partition.partition(), waiting);
                }
            });
            var dead = offsets(admin, DEAD_LETTERS, OffsetSpec.latest());
            return new Lag(
                    ends.size(),
                    behind,
                    dead.values().stream().mapToLong(Long::longValue).sum());
        }
    }

    private static Map<TopicPartition, Long> offsets(Admin admin, String topic, OffsetSpec which) {
        var described = Topics.await(admin.describeTopics(List.of(topic)).allTopicNames());
        var asked = new HashMap<TopicPartition, OffsetSpec>();
        described.values().stream()
                .flatMap(description -> description.partitions().stream())
                .forEach(partition -> asked.put(new TopicPartition(topic, partition.partition()), which));
        return Topics.await(admin.listOffsets(asked).all()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }
}
