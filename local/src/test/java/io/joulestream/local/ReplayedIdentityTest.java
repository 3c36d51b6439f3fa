package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.replay.Identity;
import io.joulestream.endpoint.log.ReplayLog.Logged;
import io.joulestream.endpoint.replay.LoggedIdentity;
import io.joulestream.jobs.kafka.Decoded;
import io.joulestream.jobs.kafka.ReadingDecoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who replays letters and the job must agree on what each record of the log is about. */
class ReplayedIdentityTest {
    private static final long RECEIVED = 1_800_000_000_000L;
    private static final List<String> DOCUMENTS = List.of(
            "{\"ts\":1700000000001,\"value\":1.5,\"unit\":\"kWh\"}",
            "{\"ts\":\"2024-03-01T00:00:00+01:00\",\"value\":\"12.5\",\"kind\":\"counter\",\"note\":\"\\u00e9\"}",
            "{\"op\":\"delete\",\"ts\":1700000000001}",
            "{\"op\":\"meter\",\"ts\":1700000000001,\"event\":\"swap\",\"closing\":1,\"opening\":2}",
            "{\"op\":\"meter-delete\",\"ts\":1700000000001}",
            "{\"op\":\"series\",\"kind\":\"gauge\",\"unit\":\"W\",\"zone\":\"Europe/Madrid\"}",
            "{\"op\":\"series-delete\"}",
            "{\"ts\":1,\"ts\":1700000000001,\"value\":1,\"value\":null}",
            "{\"ts\":1700000000001,\"value\":NaN}",
            "{\"ts\":1700000000001,\"value\":1e400000000000}",
            "{\"ts\":1700000000001,\"value\":1,\"more\":{\"ts\":[1,{}]}}",
            "{\"ts\":1700000000001,\"value\":1} ",
            "{\"ts\":1700000000001,\"value\":1}}",
            "[{\"ts\":1700000000001,\"value\":1}]",
            "{\"ts\":true,\"value\":1}",
            "");
    private static final String CHARACTERS = "{}[]\",:\\0129-.eEtsopNa \u00e9";

    private final ReadingDecoder decoder = new ReadingDecoder(ZoneOffset.UTC, 100);

    @Test
    void endpointAndJobAgree() {
        int events = 0;
        for (String document : DOCUMENTS) {
            events += assertAgree("t/s", document.getBytes(StandardCharsets.UTF_8));
        }
        assertEquals(9, events);
        assertAgree("t/s", null);
        assertAgree(null, DOCUMENTS.get(0).getBytes(StandardCharsets.UTF_8));
        assertAgree("no-slash", DOCUMENTS.get(0).getBytes(StandardCharsets.UTF_8));
        assertAgree("t/s", DOCUMENTS.get(0).getBytes(StandardCharsets.UTF_16));
        assertAgree("t/s", (DOCUMENTS.get(0) + " ".repeat(1_000_000)).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void alsoOnWhatIsDamaged() {
        var random = new SplittableRandom(1);
        int events = 0;
        for (int i = 0; i < 4_000; i++) {
            byte[] damaged = DOCUMENTS.get(random.nextInt(DOCUMENTS.size())).getBytes(StandardCharsets.UTF_8);
            for (int hits = random.nextInt(3); hits > 0 && damaged.length > 0; hits--) {
                damaged[random.nextInt(damaged.length)] = (byte) CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
            }
            events += assertAgree("t/s", damaged);
        }
        assertTrue(events > 400 && events < 3_600, events + " events");
    }

    private int assertAgree(@Nullable String key, byte @Nullable [] value) {
        byte[] rawKey = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        var logged = new Logged(0, 0, RECEIVED, rawKey, value, null);
        Identity expected = byJob(rawKey, value);
        assertEquals(
                expected,
                LoggedIdentity.of(logged),
                () -> value == null ? "null" : new String(value, StandardCharsets.UTF_8));
        return expected == null ? 0 : 1;
    }

    private @Nullable Identity byJob(byte @Nullable [] key, byte @Nullable [] value) {
        var identity = new AtomicReference<@Nullable Identity>();
        var record = new ConsumerRecord<>(
                "readings",
                0,
                0,
                RECEIVED,
                TimestampType.LOG_APPEND_TIME,
                -1,
                -1,
                key,
                value,
                new RecordHeaders(),
                Optional.empty());
        decoder.deserialize(record, new Collector<>() {
            @Override
            public void collect(Decoded decoded) {
                identity.set(decoded.isRejected() ? null : Identity.of(decoded.event()));
            }

            @Override
            public void close() {}
        });
        return identity.get();
    }
}
