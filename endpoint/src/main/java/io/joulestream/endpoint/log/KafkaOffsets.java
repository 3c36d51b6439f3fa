package io.joulestream.endpoint.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Asks Kafka for the begin, committed and end offsets of one topic and group. For one thread. */
final class KafkaOffsets implements AutoCloseable {
    private static final long ANSWER_MILLIS = 3000;
    private static final Duration FETCH = Duration.ofMillis(500);

    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;
    private final String group;
    private List<TopicPartition> partitions = List.of();
    /** When the log received the record at an offset, for the offsets last asked for: a partition each. */
    private final Map<TopicPartition, Received> received = new HashMap<>();

    private record Received(long offset, long millis) {}

    KafkaOffsets(String bootstrap, String topic, String group) {
        this.topic = topic;
        this.group = group;
        this.admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                AdminClientConfig.CLIENT_ID_CONFIG,
                "joulestream-endpoint-offsets",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                2000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) ANSWER_MILLIS,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                500L));
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "joulestream-endpoint-oldest",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        // The first batch is sent whatever its size, and no more is needed.
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        1,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        (int) ANSWER_MILLIS,
                        ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                        500L),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Only what the group has committed is asked for; the rest stays as it was. */
    Progress committed(Progress before) throws Away, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = committed();
        var now = new ArrayList<Progress.Partition>();
        for (Progress.Partition old : before.partitions()) {
            long next = next(committed, new TopicPartition(topic, old.partition()), old.begin());
            Long waitingSince = next == old.next() ? old.waitingSinceMillis() : null;
            now.add(new Progress.Partition(old.partition(), old.begin(), next, old.end(), waitingSince));
        }
        return new Progress(
                before.completeThroughMillis(),
                before.polledMillis(),
                null,
                !committed.isEmpty(),
                moved(before, now, System.currentTimeMillis()),
                List.copyOf(now));
    }

    /** Everything is asked for. */
    Progress all(Progress before) throws Away, InterruptedException {
        // Before the end offsets: whatever the log receives up to this instant lies below them.
        long nowMillis = System.currentTimeMillis();
        if (partitions.isEmpty()) {
            partitions = partitions();
        }
        Map<TopicPartition, ListOffsetsResultInfo> ends = offsets(OffsetSpec.latest());
        Map<TopicPartition, ListOffsetsResultInfo> begins = offsets(OffsetSpec.earliest());
        Map<TopicPartition, OffsetAndMetadata> committed = committed();

        var open = new HashMap<TopicPartition, Long>();
        for (TopicPartition partition : partitions) {
            long next = next(committed, partition, begin(begins, partition));
            if (next < begin(ends, partition)) {
                open.put(partition, next);
            }
        }
        received.keySet().retainAll(open.keySet());
        fetchReceived(open);

        boolean known = received.keySet().containsAll(open.keySet());
        long completeThrough = nowMillis;
        var now = new ArrayList<Progress.Partition>();
        for (TopicPartition partition : partitions) {
            long begin = begin(begins, partition);
            Received first = received.get(partition);
            Long waitingSince = first == null ? null : first.millis();
            if (first != null) {
                // Another record of the same millisecond may be waiting behind this one.
                completeThrough = Math.min(completeThrough, first.millis() - 1);
            }
            now.add(new Progress.Partition(
                    partition.partition(),
                    begin,
                    next(committed, partition, begin),
                    begin(ends, partition),
                    waitingSince));
        }
        return new Progress(
                known ? Long.valueOf(completeThrough) : before.completeThroughMillis(),
                nowMillis,
                null,
                !committed.isEmpty(),
                moved(before, now, nowMillis),
                List.copyOf(now));
    }

    /** An instant at which some partition's next offset is another than before, or nothing waits. */
    private static long moved(Progress before, List<Progress.Partition> now, long nowMillis) {
        boolean waiting = now.stream().anyMatch(partition -> partition.lagRecords() > 0);
        boolean same = before.movedMillis() != 0
                && before.idle() == !waiting
                && positions(before.partitions()).equals(positions(now));
        return waiting && same ? before.movedMillis() : nowMillis;
    }

    private static List<Long> positions(List<Progress.Partition> partitions) {
        return partitions.stream().map(Progress.Partition::next).toList();
    }

    private static long begin(Map<TopicPartition, ListOffsetsResultInfo> offsets, TopicPartition partition) {
        ListOffsetsResultInfo info = offsets.get(partition);
        return info == null ? 0 : info.offset();
    }

    private static long next(
            Map<TopicPartition, @Nullable OffsetAndMetadata> committed, TopicPartition partition, long begin) {
        OffsetAndMetadata offset = committed.get(partition);
        return offset == null ? begin : Math.max(begin, offset.offset());
    }

    private List<TopicPartition> partitions() throws Away, InterruptedException {
        return answer(admin.describeTopics(List.of(topic)).allTopicNames(), "topic " + topic).values().stream()
                .flatMap(description -> description.partitions().stream())
                .map(info -> new TopicPartition(topic, info.partition()))
                .sorted((a, b) -> Integer.compare(a.partition(), b.partition()))
                .toList();
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(OffsetSpec spec) throws Away, InterruptedException {
        return answer(
                admin.listOffsets(partitions.stream().collect(Collectors.toMap(p -> p, p -> spec)))
                        .all(),
                "offsets of " + topic);
    }

    private Map<TopicPartition, OffsetAndMetadata> committed() throws Away, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> all;
        try {
            all = answer(
                    admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(), "consumer group " + group);
        } catch (Away e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return Map.of();
            }
            throw e;
        }
        var ofTopic = new HashMap<TopicPartition, OffsetAndMetadata>();
        all.forEach((partition, offset) -> {
            if (partition.topic().equals(topic) && offset != null) {
                ofTopic.put(partition, offset);
            }
        });
        return ofTopic;
    }

    /** Fills {@link #received} for the given offsets, as far as the log answers in a short time. */
    private void fetchReceived(Map<TopicPartition, Long> offsets) throws Away {
        var missing = new HashMap<TopicPartition, Long>();
        offsets.forEach((partition, offset) -> {
            Received old = received.get(partition);
            if (old == null || old.offset() != offset) {
                received.remove(partition);
                missing.put(partition, offset);
            }
        });
        if (missing.isEmpty()) {
            return;
        }
        try {
            consumer.assign(missing.keySet());
            missing.forEach(consumer::seek);
            long deadline = System.nanoTime() + FETCH.toNanos();
            while (!missing.isEmpty() && System.nanoTime() < deadline) {
                var records = consumer.poll(Duration.ofMillis(100));
                for (TopicPartition partition : records.partitions()) {
                    Long asked = missing.remove(partition);
                    if (asked != null) {
                        ConsumerRecord<byte[], byte[]> first =
                                records.records(partition).get(0);
                        received.put(partition, new Received(asked, first.timestamp()));
                        consumer.pause(List.of(partition));
                    }
                }
            }
            consumer.unsubscribe();
        } catch (KafkaException e) {
            throw new Away("records of " + topic + ": " + e.getMessage(), e);
        }
    }

    private static <T> T answer(KafkaFuture<T> future, String what) throws Away, InterruptedException {
        try {
            return future.get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new Away(what + ": " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new Away(what + ": no answer within " + ANSWER_MILLIS + " ms", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
        consumer.close();
    }

    /** Kafka does not answer, or not with what was asked for. */
    static final class Away extends Exception {
        private static final long serialVersionUID = 1;

        Away(String message, Throwable cause) {
            super(message, cause);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
