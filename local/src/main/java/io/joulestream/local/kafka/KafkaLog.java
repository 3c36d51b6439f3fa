package io.joulestream.local.kafka;

import io.joulestream.local.process.StackException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what a Kafka knows of its topics; writes nothing, joins no group. Thread-safe. */
public final class KafkaLog implements AutoCloseable {

    private static final Duration READ_LIMIT = Duration.ofSeconds(5);

    private final String bootstrap;
    private final Map<String, String> properties;
    private final Admin admin;

    /** @param properties of Kafka's clients, for security */
    public KafkaLog(String bootstrap, Map<String, String> properties) {
        this.bootstrap = bootstrap;
        this.properties = Map.copyOf(properties);
        this.admin = Topics.admin(bootstrap, properties);
    }

    /** Those of the topics named that exist, internal ones included. */
    public Map<String, TopicDescription> topics(Set<String> names) {
        var existing = Topics.await(
                admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
        var asked = names.stream().filter(existing::contains).toList();
        return new TreeMap<>(Topics.await(admin.describeTopics(asked).allTopicNames()));
    }

    /** All partitions of a topic that exists. */
    public List<TopicPartition> partitions(String topic) {
        return Topics.await(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
                .flatMap(description -> description.partitions().stream())
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    /** A topic's settings in force, defaults included. */
    public Map<String, String> settings(String topic) {
        return settings(new ConfigResource(ConfigResource.Type.TOPIC, topic));
    }

    public Collection<Node> brokers() {
        return Topics.await(admin.describeCluster().nodes());
    }

    /** The settings in force of one broker. */
    public Map<String, String> settings(Node broker) {
        return settings(new ConfigResource(ConfigResource.Type.BROKER, broker.idString()));
    }

    private Map<String, String> settings(ConfigResource resource) {
        var settings = new TreeMap<String, String>();
        Topics.await(admin.describeConfigs(List.of(resource)).all()).values().stream()
                .flatMap(config -> config.entries().stream())
                .filter(entry -> entry.value() != null)
                .forEach(entry -> settings.put(entry.name(), entry.value()));
        return settings;
    }

    public Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec which) {
        return asked(partitions, which).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    /** When the newest record of each partition that has any was received, in epoch milliseconds. */
    public Map<TopicPartition, Long> newest(Collection<TopicPartition> partitions) {
        return asked(partitions, OffsetSpec.maxTimestamp()).entrySet().stream()
                .filter(entry -> entry.getValue().timestamp() >= 0)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().timestamp()));
    }

    private Map<TopicPartition, ListOffsetsResultInfo> asked(Collection<TopicPartition> partitions, OffsetSpec which) {
        return Topics.await(admin.listOffsets(
                        partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> which)))
                .all());
    }

    /** What a group has committed, where it has. */
    public Map<TopicPartition, Long> committed(String group) {
        var offsets = new HashMap<TopicPartition, Long>();
        try {
            Topics.await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                    .forEach((partition, offset) -> {
                        if (offset != null) {
                            offsets.put(partition, offset.offset());
                        }
                    });
        } catch (StackException failed) {
            if (failed.getCause() == null || !(failed.getCause().getCause() instanceof GroupIdNotFoundException)) {
                throw failed;
            }
        }
        return offsets;
    }

    /** The first records from each offset on, at most as many each; fewer where the log does not give them in time. */
    public List<ConsumerRecord<byte[], byte[]>> records(Map<TopicPartition, Long> from, int each) {
        var settings = new HashMap<String, Object>(properties);
        settings.put("bootstrap.servers", bootstrap);
        settings.put("enable.auto.commit", "false");
        settings.put("auto.offset.reset", "earliest");
        // The first batch is sent whatever its size; a few records are enough.
        settings.put("max.partition.fetch.bytes", "16384");
        settings.put("default.api.timeout.ms", "5000");
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        if (from.isEmpty()) {
            return records;
        }
        try (var consumer =
                new KafkaConsumer<byte[], byte[]>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(from.keySet());
            from.forEach(consumer::seek);
            var missing = new HashSet<>(from.keySet());
            var end = System.nanoTime() + READ_LIMIT.toNanos();
            while (!missing.isEmpty() && System.nanoTime() < end) {
                var polled = consumer.poll(Duration.ofMillis(200));
                for (var partition : polled.partitions()) {
                    if (missing.remove(partition)) {
                        polled.records(partition).stream().limit(each).forEach(records::add);
                        consumer.pause(List.of(partition));
                    }
                }
            }
        } catch (KafkaException failed) {
            throw new StackException("kafka: " + failed.getMessage(), failed);
        }
        return records;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
