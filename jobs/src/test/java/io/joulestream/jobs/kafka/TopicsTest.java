package io.joulestream.jobs.kafka;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.core.series.SeriesKey;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the job asks of its topics, and what it writes to them. */
class TopicsTest {
    private static final Map<String, String> READINGS = Map.of(
            "message.timestamp.type", "LogAppendTime", "cleanup.policy", "delete", "max.message.bytes", "1048588");
    private static final Map<String, String> LETTERS = Map.of("max.message.bytes", "1064972");

    @Test
    void acceptsTopicsThatKeepEveryRecord() {
        assertEquals(List.of(), Topics.faults("readings", READINGS, LETTERS));
    }

    @Test
    void namesEveryFaultWithWhatToSet() {
        Map<String, String> readings = Map.of(
                "message.timestamp.type",
                "CreateTime",
                "cleanup.policy",
                "compact,delete",
                "max.message.bytes",
                "2000");
        assertEquals(
                List.of(
                        "topic readings has message.timestamp.type=CreateTime, set it to LogAppendTime",
                        "topic readings has cleanup.policy=compact,delete, set it to delete",
                        "topic dead-letters has max.message.bytes=1000, set it to at least 18384:"
                                + " a record of readings and its headers must fit"),
                Topics.faults("readings", readings, Map.of("max.message.bytes", "1000")));
    }

    @Test
    void writesADeadLetterAsItsRecordWithHeaders() {
        var letter = new DeadLetter(
                "readings", 3, 42, Reason.UNIT_UNKNOWN, "unit 'é'", new byte[] {1}, new byte[] {(byte) 0xff}, 99);
        ProducerRecord<byte[], byte[]> record = new DeadLetterSinks.LetterSerializer().serialize(letter, null, 12L);
        assertEquals("dead-letters", record.topic());
        assertNull(record.timestamp());
        assertArrayEquals(new byte[] {1}, record.key());
        assertArrayEquals(new byte[] {(byte) 0xff}, record.value());
        var headers = new LinkedHashMap<String, String>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        assertEquals(
                "{topic=readings, partition=3, offset=42, reason=unit_unknown, detail=unit 'é', time=99}",
                headers.toString());
    }

    @Test
    void publishesADefinitionThatMakesItselfAgainAndATombstone() throws Rejection {
        var series = new SeriesKey("home", "heat");
        ZoneId zone = ZoneId.of("Europe/Madrid");
        SeriesDefinition definition = SeriesDefinition.of(
                Map.of("kind", "counter", "unit", "kWh", "modulus", new BigDecimal("100000"), "name", "Wärme \"1\""),
                zone);
        ProducerRecord<byte[], byte[]> record =
                new PublishedSeries.Serializer().serialize(PublishedSeries.of(series, definition, 41), null, 12L);
        assertEquals("series", record.topic());
        assertEquals("home/heat", text(record.key()));
        assertEquals(41, PublishedSeries.revision(record.headers()));
        assertEquals(0, PublishedSeries.revision(new RecordHeaders().add("revision", new byte[] {'x'})));
        String json = text(record.value()).replaceFirst("\\{", "{\"op\":\"series\",");
        assertEquals(
                definition,
                new JsonForm(ZoneId.of("UTC"))
                        .read(json.getBytes(StandardCharsets.UTF_8), 0)
                        .definition());
        ProducerRecord<byte[], byte[]> deleted =
                new PublishedSeries.Serializer().serialize(PublishedSeries.deleted(series, 42), null, 12L);
        assertNull(deleted.value());
        assertEquals(42, PublishedSeries.revision(deleted.headers()));
    }

    @Test
    void keepsSecretsOutOfText() {
        var config = new KafkaConfig("localhost:9092", Map.of("sasl.jaas.config", "secret"));
        assertFalse(config.toString().contains("secret"));
        assertEquals("secret", config.clientProperties().getProperty("sasl.jaas.config"));
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "null" : new String(bytes, StandardCharsets.UTF_8);
    }
}
