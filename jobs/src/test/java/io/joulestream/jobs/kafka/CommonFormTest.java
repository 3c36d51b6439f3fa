package io.joulestream.jobs.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.joulestream.core.input.Rejection;
import io.joulestream.core.quantity.Unit;
import io.joulestream.core.series.Kind;
import io.joulestream.core.series.SeriesEvent;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scanner against the JSON path: what it accepts is the same event, and it never judges by itself. */
class CommonFormTest {
    private static final long RECEIVED = 1_700_000_100_000L;
    private static final ZoneId ZONE = ZoneId.of("UTC");
    private static final int DOCUMENTS = Integer.getInteger("joulestream.fuzz.documents", 200_000);

    private final CommonForm commonForm = new CommonForm();
    private final JsonForm jsonForm = new JsonForm(ZONE);

    @Test
    void saysTheSameAsJsonWhereverItSaysAnything() {
        var documents = new RandomDocuments(new Random(20261121));
        int scanned = 0;
        int parsed = 0;
        for (int i = 0; i < DOCUMENTS; i++) {
            byte[] document = documents.next();
            SeriesEvent event = commonForm.scan(document, RECEIVED);
            try {
                SeriesEvent expected = jsonForm.read(document, RECEIVED);
                parsed++;
                if (event != null) {
                    scanned++;
                    assertEquals(expected, event, () -> new String(document, StandardCharsets.UTF_8));
                }
            } catch (Rejection e) {
                assertNull(event, () -> new String(document, StandardCharsets.UTF_8) + ": " + e.getMessage());
            }
        }
        // The generator is worth something: it makes all three sorts.
        assertTrue(scanned > DOCUMENTS / 5, scanned + " scanned");
        assertTrue(parsed > scanned + DOCUMENTS / 50, parsed + " parsed");
        assertTrue(parsed < DOCUMENTS - DOCUMENTS / 5, parsed + " parsed");
    }

    @Test
    void readsTheCommonRecord() throws Rejection {
        SeriesEvent event = scanned("{\"ts\":1700000000000,\"value\":1234.50,\"unit\":\"kWh\"}");
        assertEquals(SeriesEvent.reading(1_700_000_000_000L, 123_450, 2, Unit.KILOWATT_HOUR), event);
        assertEquals(1_234_500_000_000L, event.micros());
    }

    @Test
    void readsEveryFieldInAnyOrderWithWhiteSpaceAndOthersBetween() {
        SeriesEvent event = scanned(" {\n\"note\" : \"a b\", \"other\":\"x\",\t\"batch\":\"b\",\"kind\":\"gauge\","
                + "\"value\":-0.5,\"n\":1.25,\"source\":\"s\",\"ts\":1700000000000 , \"unit\":\"Cel\"}\r\n");
        assertEquals("a b", event.note());
        assertEquals("b", event.batch());
        assertEquals("s", event.source());
        assertEquals(Kind.GAUGE, event.kind());
        assertEquals(-500_000, event.micros());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"ts\":1700000000000}",
                "{\"ts\":1700000000000,\"value\":1",
                "{\"ts\":1700000000000,\"value\":1}x",
                "{\"ts\":1700000000000,\"value\":1,}",
                "{\"ts\":1700000000000,\"ts\":1700000000000,\"value\":1}",
                "{\"ts\":1700000000000,\"value\":01}",
                "{\"ts\":1700000000000,\"value\":1.}",
                "{\"ts\":1700000000000,\"value\":.1}",
                "{\"ts\":1700000000000,\"value\":-}",
                "{\"ts\":1700000000000,\"value\":1e3}",
                "{\"ts\":1700000000000,\"value\":1234567890123456789}",
                "{\"ts\":1700000000000,\"value\":NaN}",
                "{\"ts\":1700000000000,\"value\":\"1\"}",
                "{\"ts\":1700000000000,\"value\":null}",
                "{\"ts\":1700000000000,\"value\":[1]}",
                "{\"ts\":1700000000,\"value\":1}",
                "{\"ts\":1700000000000.0,\"value\":1}",
                "{\"ts\":\"2023-11-14T22:13:20Z\",\"value\":1}",
                "{\"ts\":1700000000000,\"value\":1,\"unit\":\"kwh\"}",
                "{\"ts\":1700000000000,\"value\":1,\"unit\":\"°C\"}",
                "{\"ts\":1700000000000,\"value\":1,\"kind\":\"Gauge\"}",
                "{\"ts\":1700000000000,\"value\":1,\"note\":\"a\\n\"}",
                "{\"ts\":1700000000000,\"value\":1,\"note\":3}",
                "{\"op\":\"delete\",\"ts\":1700000000000,\"value\":1}",
                "{\"\\u0074s\":1700000000000,\"value\":1}",
                "\uFEFF{\"ts\":1700000000000,\"value\":1}",
            })
    void leavesWhatIsUnusualOrWrongToJson(String document) {
        assertNull(commonForm.scan(document.getBytes(StandardCharsets.UTF_8), RECEIVED));
    }

    @Test
    void carriesNothingFromOneDocumentToTheNext() {
        scanned("{\"ts\":1700000000000,\"value\":1,\"unit\":\"kWh\",\"note\":\"n\",\"kind\":\"counter\"}");
        SeriesEvent event = scanned("{\"ts\":1700000000000,\"value\":1,\"source\":\"s\"}");
        assertEquals("", event.note());
        assertNull(event.kind());
        assertNull(event.unit());
        assertNull(commonForm.scan("{\"ts\":1700000000000}".getBytes(StandardCharsets.UTF_8), RECEIVED));
    }

    private SeriesEvent scanned(String document) {
        SeriesEvent event = commonForm.scan(document.getBytes(StandardCharsets.UTF_8), RECEIVED);
        assertNotNull(event, document);
        try {
            assertEquals(jsonForm.read(document.getBytes(StandardCharsets.UTF_8), RECEIVED), event);
        } catch (Rejection e) {
            return fail(document, e);
        }
        return event;
    }
}
