package io.joulestream.local.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.joulestream.local.cli.Joulestream;
import io.joulestream.local.config.Home;
import io.joulestream.local.process.DataFolder;
import io.joulestream.local.process.KeptChild;
import io.joulestream.local.process.Ports;
import io.joulestream.local.process.Waiting;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import picocli.CommandLine;

/** A real broker: its topics, and its records after kill -9. */
@Execution(ExecutionMode.CONCURRENT)
class KafkaBrokerIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final TopicDescription NONE = new TopicDescription("none", false, List.of());
    private static final int RECORDS = 1_000;

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
        Waiting.until("the topics", LIMIT, () -> {
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
    void theCommandLeavesTopicsThatExistAsTheyAre() throws Exception {
        var out = new StringWriter();
        var command = new CommandLine(new Joulestream()).setOut(new PrintWriter(out));
        assertEquals(0, command.execute("topics", "--bootstrap", broker.bootstrap(), "--set", "kafka.partitions=9"));
        assertEquals(broker.bootstrap() + " has all topics\n", out.toString());
        try (var admin = Topics.admin(broker.bootstrap())) {
            assertEquals(
                    Set.of("readings", "activities", "weather", "dead-letters", "liveness", "series"),
                    admin.listTopics().names().get());
            var readings =
                    admin.describeTopics(List.of("readings")).allTopicNames().get();
            assertEquals(3, readings.getOrDefault("readings", NONE).partitions().size());
        }
    }

    @Test
    void createsTopicsThatKeepEverythingByArrivalTime() throws Exception {
        try (var admin = Topics.admin(broker.bootstrap())) {
            var topic = new ConfigResource(ConfigResource.Type.TOPIC, "readings");
            var settings = admin.describeConfigs(List.of(topic)).all().get().get(topic);
            assertNotNull(settings);
            assertEquals("-1", settings.get("retention.ms").value());
            assertEquals("delete", settings.get("cleanup.policy").value());
            assertEquals("LogAppendTime", settings.get("message.timestamp.type").value());
            assertEquals("1114112", settings.get("max.message.bytes").value());
            var partitions = admin.describeTopics(List.of("readings", "series"))
                    .allTopicNames()
                    .get();
            assertEquals(
                    3, partitions.getOrDefault("readings", NONE).partitions().size());
            assertEquals(1, partitions.getOrDefault("series", NONE).partitions().size());
        }
    }

    @Test
    void keepsAcknowledgedRecordsThroughKill9AndComesBackByItself() throws Exception {
        produce();
        var killed = child.pid();

        child.kill();

        Waiting.until("the broker to come back", LIMIT, () -> child.alive() && child.pid() != killed);
        assertNotEquals(killed, child.pid());
        assertEquals(1, child.deaths());
        assertEquals(expected(), consume());
    }

    private void produce() throws Exception {
        try (var producer = new KafkaProducer<String, String>(
                Map.of("bootstrap.servers", broker.bootstrap(), "acks", "all"),
                new StringSerializer(),
                new StringSerializer())) {
            var acknowledged = new ArrayList<Future<?>>();
            for (var value : expected()) {
                acknowledged.add(producer.send(new ProducerRecord<>("readings", 0, "key", value)));
            }
            producer.flush();
            for (var future : acknowledged) {
                future.get();
            }
        }
    }

    private List<String> consume() {
        try (var consumer = new KafkaConsumer<String, String>(
                Map.of("bootstrap.servers", broker.bootstrap(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            var partition = new TopicPartition("readings", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            var values = new ArrayList<String>();
            Waiting.until("all records", LIMIT, () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
                return values.size() >= RECORDS;
            });
            return values;
        }
    }

    private static List<String> expected() {
        var values = new ArrayList<String>();
        for (var i = 0; i < RECORDS; i++) {
            values.add("value " + i);
        }
        return values;
    }
}
