package io.joulestream.local.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.local.config.Home;
import io.joulestream.local.finding.Check;
import io.joulestream.local.finding.Finding;
import io.joulestream.local.finding.Severity;
import io.joulestream.local.kafka.KafkaBroker;
import io.joulestream.local.kafka.KafkaLog;
import io.joulestream.local.kafka.Lag;
import io.joulestream.local.kafka.Topics;
import io.joulestream.local.process.DataFolder;
import io.joulestream.local.process.KeptChild;
import io.joulestream.local.process.Ports;
import io.joulestream.local.process.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults made on a real broker, and that the checks see them. */
class KafkaChecksIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String GROUP = "joulestream-readings";
    private static final int PARTITIONS = 4;

    private static DataFolder folder;
    private static KeptChild child;
    private static String bootstrap = "";
    private KafkaLog log;

    @BeforeAll
    static void startBroker(@TempDir Path temporary) throws Exception {
        folder = DataFolder.open(temporary);
        var broker = new KafkaBroker(
                folder,
                Home.find().partClassPath("kafka"),
                Ports.claim(0, "kafka", ""),
                Ports.claim(0, "kafka", ""),
                320);
        bootstrap = broker.bootstrap();
        child = KeptChild.start(broker.prepare(), folder, (part, line) -> {}, () -> {});
    }

    @AfterAll
    static void stopBroker() throws Exception {
        child.stop(Duration.ofSeconds(10));
        folder.close();
    }

    @BeforeEach
    void makeTopics() {
        Waiting.until("the topics", LIMIT, () -> {
            Topics.ensure(bootstrap, PARTITIONS);
            return true;
        });
        log = new KafkaLog(bootstrap, Map.of());
    }

    @AfterEach
    void dropTopics() {
        try (var used = log;
                var admin = Topics.admin(bootstrap)) {
            Topics.await(admin.deleteTopics(used.topics(TopicSettings.NAMES).keySet())
                    .all());
            Waiting.until(
                    "the topics to go",
                    LIMIT,
                    () -> Topics.await(admin.listTopics().names()).stream().noneMatch(TopicSettings.NAMES::contains));
            var groups = Topics.await(admin.listGroups().all());
            if (!groups.isEmpty()) {
                Topics.await(admin.deleteConsumerGroups(List.of(GROUP)).all());
            }
        }
    }

    @Test
    void findsNothingWrongWithTopicsOfOurs() throws Exception {
        produce(60);
        commitAll();
        for (var check : List.of(
                settings(),
                new BrokerSettings(log),
                new Replicas(log),
                partitions(),
                new LostRecords(topics(log)),
                new TopicLag(topics(log)),
                new IdlePartitions(log))) {
            var findings = check.findings();
            assertTrue(findings.stream().allMatch(Finding::well), check.name() + ": " + findings);
        }
    }

    @Test
    void seesSettingsThatLoseOrReorder() throws Exception {
        set("retention.ms", "604800000");
        set("cleanup.policy", "compact");
        set("message.timestamp.type", "CreateTime");
        assertEquals(
                Set.of(
                        "retention.ms=604800000 (7 days)",
                        "cleanup.policy=compact",
                        "message.timestamp.type=CreateTime"),
                Set.copyOf(found(settings())));
    }

    @Test
    void seesATopicThatIsMissing() throws Exception {
        try (var admin = Topics.admin(bootstrap)) {
            Topics.await(admin.deleteTopics(List.of("dead-letters")).all());
        }
        Waiting.until("the topic to go", LIMIT, () -> log.topics(Set.of("dead-letters"))
                .isEmpty());
        var finding = settings().findings().get(0);
        assertEquals(Severity.PROBLEM, finding.severity());
        assertEquals("topic dead-letters", finding.subject());
    }

    @Test
    void seesThatPartitionsWereAdded() throws Exception {
        produce(60);
        commitAll();
        try (var admin = Topics.admin(bootstrap)) {
            Topics.await(admin.createPartitions(Map.of("readings", NewPartitions.increaseTo(PARTITIONS + 3)))
                    .all());
        }
        var fresh = new KafkaLog(bootstrap, Map.of());
        try (fresh) {
            Waiting.until(
                    "the partitions", LIMIT, () -> fresh.partitions("readings").size() == PARTITIONS + 3);
            var findings = new PartitionCount(fresh, lag(fresh), PARTITIONS).findings();
            assertEquals(
                    List.of("7 partitions, configured are 4"),
                    findings.stream()
                            .filter(finding -> finding.severity() == Severity.WARNING)
                            .map(Finding::found)
                            .toList());
            assertTrue(
                    findings.stream()
                            .anyMatch(finding -> finding.severity() == Severity.PROBLEM
                                    && finding.found().endsWith("but where 4 would")),
                    findings.toString());
            produce(60);
            assertTrue(
                    new PartitionCount(fresh, lag(fresh), PARTITIONS)
                            .findings().stream()
                                    .anyMatch(finding -> finding.found().startsWith("nobody reads")),
                    "records in new partitions");
        }
    }

    @Test
    void seesRecordsThatWereDeletedBeforeTheyWereRead() throws Exception {
        produce(60);
        commitAll();
        produce(60);
        var ends = log.offsets(log.partitions("readings"), OffsetSpec.latest());
        try (var admin = Topics.admin(bootstrap)) {
            var at = new TopicPartition("readings", 0);
            Topics.await(admin.deleteRecords(Map.of(at, RecordsToDelete.beforeOffset(ends.getOrDefault(at, 0L))))
                    .all());
        }
        var finding = new LostRecords(topics(log)).findings().get(0);
        assertEquals(Severity.PROBLEM, finding.severity());
        assertEquals("topic readings, partition 0", finding.subject());
    }

    @Test
    void measuresLagInRecordsAndByTheOldestRecordsAge() throws Exception {
        produce(60);
        var uncommitted = new TopicLag(topics(log)).findings().get(0);
        assertEquals(60L, uncommitted.figures().get("lag_records"));
        commitAll();
        assertEquals(0L, new TopicLag(topics(log)).findings().get(0).figures().get("lag_records"));
        produce(30);
        var lag = Lag.of(log, "readings", GROUP);
        assertEquals(30, lag.records());
        var newest = log.newest(log.partitions("readings"));
        for (var partition : lag.behind()) {
            var since = Objects.requireNonNull(partition.waitingSince(), "when it came");
            assertTrue(since <= newest.getOrDefault(new TopicPartition("readings", partition.number()), 0L));
            assertEquals(100, partition.seconds(since + 100_999));
        }
    }

    private Check settings() {
        return new TopicSettings(log, bootstrap);
    }

    private Check partitions() {
        return new PartitionCount(log, lag(log), PARTITIONS);
    }

    private static List<String> found(Check check) throws Exception {
        return check.findings().stream().map(Finding::found).toList();
    }

    private void set(String setting, String value) {
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, "readings");
        try (var admin = Topics.admin(bootstrap)) {
            Topics.await(admin.incrementalAlterConfigs(Map.of(
                            topic,
                            List.of(new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET))))
                    .all());
        }
        Waiting.until(
                setting, LIMIT, () -> value.equals(log.settings("readings").get(setting)));
    }

    private static void produce(int series) throws Exception {
        try (var producer = new KafkaProducer<String, String>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all"),
                new StringSerializer(),
                new StringSerializer())) {
            var acknowledged = new ArrayList<Future<?>>();
            for (var i = 0; i < series; i++) {
                acknowledged.add(producer.send(new ProducerRecord<>("readings", "default/meter" + i, "{}")));
            }
            for (var future : acknowledged) {
                future.get();
            }
        }
    }

    private void commitAll() {
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        log.offsets(log.partitions("readings"), OffsetSpec.latest())
                .forEach((at, end) -> offsets.put(at, new OffsetAndMetadata(end)));
        try (var admin = Topics.admin(bootstrap)) {
            Topics.await(admin.alterConsumerGroupOffsets(GROUP, offsets).all());
        }
    }

    private static List<WatchedTopic> topics(KafkaLog log) {
        return List.of(new WatchedTopic(Target.READINGS, Target.READINGS, GROUP, lag(log)));
    }

    private static Asked<Lag> lag(KafkaLog log) {
        return new Asked<>(() -> Lag.of(log, Target.READINGS, GROUP));
    }
}
