package io.joulestream.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** One series, written down in few words: the base of the examples that were computed by hand. */
abstract class ReferenceExample {
    static final long RECEIVED = at("2026-11-01T00:00:00Z");

    final Reference reference = new Reference(ZoneId.of("UTC"));

    /** Applies an event given as name, value, name, value, ... */
    String apply(Object... fields) {
        return reference.apply(event(fields), RECEIVED);
    }

    void define(Object... fields) {
        var definition = event(fields);
        definition.put("op", "series");
        assertEquals("definition", reference.apply(definition, RECEIVED));
    }

    void read(String instant, String value) {
        assertEquals("accepted", apply("ts", instant, "value", new BigDecimal(value)));
    }

    ReferenceRow row(String period, String start) {
        return Objects.requireNonNull(reference.rows().get(new WindowKey(period, at(start))), period + " " + start);
    }

    boolean hasRow(String period, String start) {
        return reference.rows().containsKey(new WindowKey(period, at(start)));
    }

    void assertTotal(String total, String period, String start) {
        assertEquals(new BigDecimal(total), row(period, start).total(), period + " " + start);
    }

    long rows(String period) {
        return reference.rows().keySet().stream()
                .filter(key -> key.period().equals(period))
                .count();
    }

    static Map<String, Object> event(Object... fields) {
        var event = new HashMap<String, Object>();
        for (int i = 0; i < fields.length; i += 2) {
            event.put((String) fields[i], fields[i + 1]);
        }
        return event;
    }

    static long at(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }
}
