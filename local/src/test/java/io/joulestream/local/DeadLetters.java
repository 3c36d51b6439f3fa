package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.local.LogClient.Place;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the endpoint and the topic {@code dead-letters} tell of records that could not be used. */
final class DeadLetters {
    private final ReadingsClient client;
    private final LogClient log;

    DeadLetters(ReadingsClient client, LogClient log) {
        this.client = client;
        this.log = log;
    }

    /** All that the endpoint tells, the latest first, as of a write. */
    List<Map<?, ?>> all(String after) {
        client.await(after);
        var all = new ArrayList<Map<?, ?>>();
        var cursor = "";
        do {
            var page = client.get("/v1/dead-letters?limit=1000" + cursor);
            if (page.get("dead_letters") instanceof List<?> letters) {
                letters.forEach(letter -> all.add((Map<?, ?>) letter));
            }
            cursor = page.get("next") instanceof String next ? "&cursor=" + ReadingsClient.encoded(next) : "";
        } while (!cursor.isEmpty());
        return all;
    }

    /** Of one series, the earliest first. */
    List<String> reasonsOf(String series, String after) {
        var reasons = new ArrayList<String>();
        for (var letter : all(after)) {
            if (series.equals(letter.get("series"))) {
                reasons.add(0, String.valueOf(letter.get("reason")));
            }
        }
        return reasons;
    }

    /** Fails unless the record is a dead letter, over HTTP and in the topic, byte for byte; none is as good as empty. */
    void assertKept(String reason, Place place, byte @Nullable [] key, byte @Nullable [] value) {
        var told = all(place.token()).stream()
                .filter(letter -> place.topic().equals(letter.get("topic"))
                        && Long.valueOf(place.partition()).equals(letter.get("partition"))
                        && Long.valueOf(place.offset()).equals(letter.get("offset")))
                .toList();
        assertEquals(1, told.size(), "letters of " + reason + " at " + place);
        var letter = told.get(0);
        assertEquals(reason, letter.get("reason"), letter.toString());
        assertEquals("readings", letter.get("topic"));
        assertArrayEquals(bytes(value), raw(letter), reason);

        var records =
                log.deadLetters(record -> LogClient.header(record, "topic").equals(place.topic())
                        && LogClient.header(record, "partition").equals(String.valueOf(place.partition()))
                        && LogClient.header(record, "offset").equals(String.valueOf(place.offset())));
        // At least once.
        assertEquals(false, records.isEmpty(), "no record of " + reason + " at " + place);
        for (var record : records) {
            assertEquals(reason, LogClient.header(record, "reason"));
            assertEquals("readings", LogClient.header(record, "topic"));
            assertEquals(letter.get("detail"), LogClient.header(record, "detail"));
            assertEquals(String.valueOf(letter.get("received")), LogClient.header(record, "time"));
            assertArrayEquals(bytes(key), bytes(record.key()), reason);
            assertArrayEquals(bytes(value), bytes(record.value()), reason);
        }
    }

    private static byte[] bytes(byte @Nullable [] bytes) {
        return bytes == null ? new byte[0] : bytes;
    }

    private static byte[] raw(Map<?, ?> letter) {
        return letter.get("raw") instanceof String text
                ? text.getBytes(StandardCharsets.UTF_8)
                : Base64.getDecoder().decode(String.valueOf(letter.get("raw_base64")));
    }
}
