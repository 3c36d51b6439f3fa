package io.joulestream.local.kafka;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How far a consumer group is behind a topic. */
public record Lag(List<Partition> partitions) {

    /**
     * @param begin the oldest offset that the log still has
     * @param committed null: nothing was ever committed
     * @param end the offset that the next record gets
     * @param waitingSince when the log received the oldest record that was not read, in epoch milliseconds; null: none
     *     waits
     */
    public record Partition(
            int number,
            long begin,
            @Nullable Long committed,
            long end,
            @Nullable Long waitingSince) {

        /** The first record that was not read, of those that the log still has. */
        public long next() {
            return committed == null ? begin : Math.max(begin, committed);
        }

        /** A partition in which nothing was committed is behind by all it holds. */
        public long records() {
            return Math.max(0, end - next());
        }

        public long seconds(long nowMillis) {
            return waitingSince == null ? 0 : Math.max(0, (nowMillis - waitingSince) / 1000);
        }
    }

    public static Lag of(KafkaLog log, String topic, String group) {
        var all = log.partitions(topic);
        var begins = log.offsets(all, OffsetSpec.earliest());
        // Committed before the ends: what comes meanwhile counts as waiting, never as read too early.
        var committed = log.committed(group);
        var ends = log.offsets(all, OffsetSpec.latest());
        var open = new HashMap<TopicPartition, Partition>();
        for (var at : all) {
            var partition = new Partition(
                    at.partition(), begins.getOrDefault(at, 0L), committed.get(at), ends.getOrDefault(at, 0L), null);
            open.put(at, partition);
        }
        var waiting = new HashMap<TopicPartition, Long>();
        open.forEach((at, partition) -> {
            if (partition.records() > 0) {
                waiting.put(at, partition.next());
            }
        });
        var since = new HashMap<TopicPartition, Long>();
        log.records(waiting, 1)
                .forEach(record ->
                        since.put(new TopicPartition(record.topic(), record.partition()), record.timestamp()));
        return new Lag(open.entrySet().stream()
                .map(entry -> received(entry.getValue(), since.get(entry.getKey())))
                .sorted(Comparator.comparingInt(Partition::number))
                .toList());
    }

    private static Partition received(Partition at, @Nullable Long since) {
        return new Partition(at.number(), at.begin(), at.committed(), at.end(), since);
    }

    public long records() {
        return partitions.stream().mapToLong(Partition::records).sum();
    }

    /** Of the partition that is furthest behind. */
    public long seconds(long nowMillis) {
        return partitions.stream()
                .mapToLong(partition -> partition.seconds(nowMillis))
                .max()
                .orElse(0);
    }

    /** Whether the group has committed anything. */
    public boolean committed() {
        return partitions.stream().anyMatch(partition -> partition.committed() != null);
    }

    /** Those with records waiting, the longest waiting first. */
    public List<Partition> behind() {
        return partitions.stream()
                .filter(partition -> partition.records() > 0)
                .sorted(Comparator.comparingLong((Partition partition) ->
                                partition.waitingSince() == null ? Long.MAX_VALUE : partition.waitingSince())
                        .thenComparing(
                                Comparator.comparingLong(Partition::records).reversed()))
                .toList();
    }
}
