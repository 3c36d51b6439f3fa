package io.joulestream.jobs.kafka;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import io.joulestream.core.series.SeriesEvent.Op;
import io.joulestream.core.series.SeriesKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Random;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingDecoderTest {
    private static final long RECEIVED = 1_700_000_100_000L;

    private final ReadingDecoder decoder = new ReadingDecoder(ZoneId.of("Europe/Madrid"), 1000);

    @Test
    void decodesAReading() {
        Decoded decoded = decode("home/heat", "{\"ts\":1700000000000,\"value\":1.5,\"unit\":\"kWh\"}");
        assertFalse(decoded.isRejected());
        assertEquals("home/heat", decoded.key());
        assertEquals(new SeriesKey("home", "heat"), decoded.series());
        assertEquals(3, decoded.partition());
        assertEquals(42, decoded.offset());
        assertEquals(RECEIVED, decoded.receivedMillis());
        assertEquals(1_500_000_000, decoded.event().micros());
        assertThrows(IllegalStateException.class, decoded::deadLetter);
    }

    @Test
    void decodesADefinitionWithTheJobsZone() {
        Decoded decoded = decode("home/heat", "{\"op\":\"series\",\"kind\":\"counter\",\"unit\":\"kWh\"}");
        assertEquals(Op.SERIES, decoded.event().op());
        assertEquals(
                ZoneId.of("Europe/Madrid"),
                java.util.Objects.requireNonNull(decoded.event().definition()).zone());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    {"ts":1700000000000,"value":1 | record_unparsable
                    [1]                           | record_unparsable
                    {"ts":1700000000000,"value":1}{} | record_unparsable
                    {"ts":1700000000000,"value":1,"note":{}} | record_unparsable
                    {"op":"drop"}                 | op_unknown
                    {"value":1}                   | timestamp_invalid
                    {"ts":"2024-01-01T00:00","value":1} | timestamp_invalid
                    {"ts":1700000000,"value":1}   | timestamp_out_of_range
                    {"ts":1700000000000}          | value_invalid
                    {"ts":1700000000000,"value":{"a":[1]}} | value_invalid
                    {"ts":1700000000000,"value":NaN} | value_not_finite
                    {"ts":1700000000000,"value":"Infinity"} | value_not_finite
                    {"ts":1700000000000,"value":1e12,"unit":"Wh"} | value_out_of_range
                    {"ts":1700000000000,"value":1,"unit":"kwh"} | unit_unknown
                    {"ts":1700000000000,"value":1e34567890123456789} | value_out_of_range
                    {"op":"series","kind":"meter"} | definition_invalid
                    {"op":"meter","event":"reset"} | timestamp_invalid
                    {"op":"meter","ts":1700000000000} | meter_event_invalid
                    {"op":"meter","ts":1700000000000,"event":"exchange"} | meter_event_invalid
                    {"op":"meter","ts":1700000000000,"event":"swap","closing":1} | meter_event_invalid
                    {"op":"meter","ts":1700000000000,"event":"swap","closing":"x","opening":1} | meter_event_invalid
                    {"op":"meter","ts":1700000000000,"event":"reset","unit":"kwh"} | unit_unknown
                    {"op":"meter-delete","ts":1700000000} | timestamp_out_of_range
                    """)
    void rejectsWithTheReason(String value, String code) {
        Decoded decoded = decode("home/heat", value);
        assertTrue(decoded.isRejected());
        DeadLetter letter = decoded.deadLetter();
        assertEquals(code, letter.reason().code());
        assertEquals(value, text(letter.raw()));
        assertEquals("home/heat", text(letter.rawKey()));
        assertEquals("readings", letter.topic());
        assertEquals(3, letter.partition());
        assertEquals(42, letter.offset());
        assertEquals("heat", letter.row().series());
        assertThrows(IllegalStateException.class, decoded::event);
    }

    @Test
    void rejectsKeysAndTombstones() {
        assertEquals(Reason.KEY_INVALID, decode(null, "{}").deadLetter().reason());
        assertEquals(Reason.KEY_INVALID, decode("heat", "{}").deadLetter().reason());
        assertEquals(Reason.KEY_INVALID, decode("Home/heat", "{}").deadLetter().reason());
        assertEquals("", decode("Home/heat", "{}").deadLetter().row().series());
        assertEquals(
                Reason.RECORD_UNPARSABLE, decode("home/heat", null).deadLetter().reason());
        DeadLetter letter = decoder.decode(1, 2, 3, new byte[] {(byte) 0xff, '/', 'a'}, new byte[] {(byte) 0xfe})
                .deadLetter();
        assertEquals(Reason.KEY_INVALID, letter.reason());
        assertArrayEquals(new byte[] {(byte) 0xfe}, letter.raw());
    }

    @Test
    void rejectsWhatIsTooLargeOrNotUtf8() {
        var large = new byte[ReadingDecoder.LONGEST_VALUE + 1];
        assertEquals(
                Reason.RECORD_TOO_LARGE,
                decodeBytes("home/heat", large).deadLetter().reason());
        assertSame(large, decodeBytes("home/heat", large).deadLetter().raw());
        byte[] utf16 = "{\"ts\":1700000000000,\"value\":1}".getBytes(StandardCharsets.UTF_16);
        assertEquals(
                Reason.RECORD_UNPARSABLE,
                decodeBytes("home/heat", utf16).deadLetter().reason());
        byte[] latin1 = "{\"ts\":1700000000000,\"value\":1,\"note\":\"\u00fc\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(
                Reason.RECORD_UNPARSABLE,
                decodeBytes("home/heat", latin1).deadLetter().reason());
        byte[] nested = ("{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}").getBytes(StandardCharsets.UTF_8);
        assertEquals(
                Reason.RECORD_UNPARSABLE,
                decodeBytes("home/heat", nested).deadLetter().reason());
    }

    @Test
    void givesTheSameKeyObjectForTheSameSeries() {
        String first = decode("home/heat", "{\"ts\":1700000000000,\"value\":1}").key();
        decode("home/other", "{}");
        assertSame(
                first, decode("home/heat", "{\"ts\":1700000000000,\"value\":2}").key());
    }

    @Test
    void remembersNoMoreKeysThanAllowed() throws Rejection {
        var keys = new KeyTable(5000);
        for (int i = 0; i < 20_000; i++) {
            String key = "tenant-" + i % 7 + "/series." + i;
            KeyTable.Entry entry = keys.find(key.getBytes(StandardCharsets.UTF_8));
            assertEquals(key, entry.text);
            assertSame(entry, keys.find(key.getBytes(StandardCharsets.UTF_8)));
            assertTrue(keys.size() <= 5000);
        }
        assertThrows(Rejection.class, () -> keys.find(new byte[0]));
    }

    @Test
    void travelsAsTheBytesOfItsRecord() throws IOException {
        TypeSerializer<Decoded> serializer = decoder.getProducedType()
                .createSerializer(new SerializerConfigImpl())
                .duplicate();
        var documents = new RandomDocuments(new Random(7));
        for (int i = 0; i < 5000; i++) {
            Decoded sent = decodeBytes(i % 9 == 0 ? null : i % 5 == 0 ? "bad" : "home/s" + i, documents.next());
            var out = new DataOutputSerializer(64);
            serializer.serialize(sent, out);
            Decoded received = serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
            assertEquals(sent.isRejected(), received.isRejected());
            assertEquals(sent.partition(), received.partition());
            assertEquals(sent.offset(), received.offset());
            assertEquals(sent.receivedMillis(), received.receivedMillis());
            if (sent.isRejected()) {
                assertEquals(sent.deadLetter().detail(), received.deadLetter().detail());
                assertEquals(sent.deadLetter().reason(), received.deadLetter().reason());
                assertArrayEquals(sent.deadLetter().raw(), received.deadLetter().raw());
            } else {
                assertEquals(sent.event(), received.event());
                assertEquals(sent.key(), received.key());
            }
        }
    }

    private Decoded decode(@Nullable String key, @Nullable String value) {
        return decodeBytes(key, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    private Decoded decodeBytes(@Nullable String key, byte @Nullable [] value) {
        return decoder.decode(3, 42, RECEIVED, key == null ? null : key.getBytes(StandardCharsets.UTF_8), value);
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "null" : new String(bytes, StandardCharsets.UTF_8);
    }
}
