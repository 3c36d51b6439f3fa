package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.jobs.kafka.KafkaConfig;
import io.joulestream.jobs.kafka.KafkaRawRecords;
import io.joulestream.jobs.kafka.RawRecords;
import io.joulestream.local.config.Home;
import io.joulestream.local.kafka.KafkaBroker;
import io.joulestream.local.kafka.Topics;
import io.joulestream.local.process.DataFolder;
import io.joulestream.local.process.KeptChild;
import io.joulestream.local.process.Ports;
import io.joulestream.local.process.Waiting;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the jobs ask of a real broker: the topics' settings, and records by their offsets. */
@Timeout(120)
class RawRecordsIT {
    private static final TopicPartition PLACE = new TopicPartition("readings", 1);
    private static final int RECORDS = 20_000;

    private DataFolder folder;
    private KafkaBroker broker;
    private KeptChild child;

    @BeforeEach
    void startBroker(@TempDir Path temporary) throws Exception {
        folder = DataFolder.open(temporary);
        broker = new KafkaBroker(
                folder,
                Home.find().partClassPath("kafka"),
                Ports.claim(0, "kafka", ""),
                Ports.claim(0, "kafka", ""),
                320);
        child = KeptChild.start(broker.prepare(), folder, (part, line) -> {}, () -> {});
        Waiting.until("the topics", Duration.ofSeconds(60), () -> {
            Topics.ensure(broker.bootstrap(), 3);
            return true;
        });
    }

    @AfterEach
    void stopBroker() throws Exception {
        child.stop(Duration.ofSeconds(10));
        folder.close();
    }

    @Test
    void readsRecordsByTheirOffsetsAndKnowsWhichAreGone() throws Exception {
        produce();
        try (Admin admin = admin()) {
            admin.deleteRecords(Map.of(PLACE, RecordsToDelete.beforeOffset(100)))
                    .all()
                    .get();
        }
        try (RawRecords.Reader reader = new KafkaRawRecords(KafkaConfig.at(broker.bootstrap())).open()) {
            for (long offset : new long[] {100, 101, 103, 5000, RECORDS - 1, 200}) {
                assertEquals("v" + offset, value(reader, offset));
            }
            assertNull(reader.read(PLACE.topic(), PLACE.partition(), 99));
            assertNull(reader.read(PLACE.topic(), PLACE.partition(), RECORDS));
            assertEquals("v500", value(reader, 500));
            for (long offset = 600; offset < 10_600; offset++) {
                assertEquals("v" + offset, value(reader, offset));
            }
            assertNull(reader.read(PLACE.topic(), 2, 0));
        }
    }

    @Test
    void refusesTopicsThatWouldLoseRecords() throws Exception {
        KafkaConfig config = KafkaConfig.at(broker.bootstrap());
        assertEquals(3, io.joulestream.jobs.kafka.Topics.require(config, "readings"));
        try (Admin admin = admin()) {
            var readings = new ConfigResource(ConfigResource.Type.TOPIC, "readings");
            admin.incrementalAlterConfigs(Map.of(
                            readings,
                            List.of(
                                    new AlterConfigOp(
                                            new ConfigEntry("message.timestamp.type", "CreateTime"),
                                            AlterConfigOp.OpType.SET),
                                    new AlterConfigOp(
                                            new ConfigEntry("cleanup.policy", "compact"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
            IllegalStateException thrown = assertThrows(
                    IllegalStateException.class, () -> io.joulestream.jobs.kafka.Topics.require(config, "readings"));
            String message = String.valueOf(thrown.getMessage());
            assertTrue(message.contains("message.timestamp.type=CreateTime, set it to LogAppendTime"), message);
            assertTrue(message.contains("cleanup.policy=compact, set it to delete"), message);
            admin.deleteTopics(Set.of("readings")).all().get();
        }
        IllegalStateException missing = assertThrows(
                IllegalStateException.class, () -> io.joulestream.jobs.kafka.Topics.require(config, "readings"));
        assertTrue(String.valueOf(missing.getMessage()).contains("does not exist"), missing::getMessage);
    }

    private void produce() throws Exception {
        Map<String, Object> properties = Map.of("bootstrap.servers", broker.bootstrap(), "linger.ms", 20);
        try (var producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
            var sent = new ArrayList<Future<RecordMetadata>>();
            for (int i = 0; i < RECORDS; i++) {
                sent.add(producer.send(new ProducerRecord<>(PLACE.topic(), PLACE.partition(), "t/s", "v" + i)));
            }
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        }
    }

    private static String value(RawRecords.Reader reader, long offset) throws Exception {
        RawRecords.Raw raw = reader.read(PLACE.topic(), PLACE.partition(), offset);
        assertNotNull(raw, "offset " + offset);
        return new String(raw.value(), StandardCharsets.UTF_8);
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
    }
}
