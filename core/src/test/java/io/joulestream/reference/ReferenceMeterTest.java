package io.joulestream.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

/** Rule 12, by hand. Readings at 0:00 and 4:00, so that an hour's total says how its piece was spread. */
class ReferenceMeterTest extends ReferenceExample {
    private static final String ONE = "2024-01-01T01:00:00Z";

    @Test
    void splitsAPairAtASwap() {
        define("kind", "counter", "unit", "kWh");
        read("2024-01-01T00:00:00Z", "4960");
        read("2024-01-01T04:00:00Z", "102");
        assertTotal("25500.000000", "PT1H", ONE); // a reset is guessed: 102 kWh in 4 h
        assertEquals("meter_event", apply("op", "meter", "ts", ONE, "event", "swap", "closing", 5000, "opening", 12));
        assertTotal("40000.000000", "PT1H", "2024-01-01T00:00:00Z"); // 5000 - 4960
        assertTotal("30000.000000", "PT1H", ONE); // 102 - 12 in 3 h
        assertEquals("duplicate", apply("op", "meter", "ts", ONE, "event", "swap", "closing", 5000, "opening", 12));
        assertEquals("replaced", apply("op", "meter", "ts", ONE, "event", "reset"));
        assertTotal("0.000000", "PT1H", "2024-01-01T00:00:00Z");
        assertTotal("34000.000000", "PT1H", ONE); // 102 in 3 h
        assertEquals("deleted", apply("op", "meter-delete", "ts", ONE));
        assertEquals("nothing_to_delete", apply("op", "meter-delete", "ts", ONE));
        assertTotal("25500.000000", "PT1H", ONE);
    }

    @Test
    void wrapsACounterAtARollover() {
        define("kind", "counter", "unit", "kWh", "modulus", 1000);
        read("2024-01-01T00:00:00Z", "400");
        read("2024-01-01T04:00:00Z", "300");
        apply("op", "meter", "ts", "2024-01-01T02:00:00Z", "event", "rollover");
        assertTotal("300000.000000", "PT1H", ONE); // 1000 - 400 in 2 h
        assertTotal("150000.000000", "PT1H", "2024-01-01T02:00:00Z"); // 300 in 2 h
        define("kind", "counter", "unit", "kWh");
        assertTotal("0.000000", "PT1H", ONE);
        assertTotal("150000.000000", "PT1H", "2024-01-01T02:00:00Z");
    }

    @Test
    void countsNothingAfterACorrectionAndGoesOnFromTheReading() {
        define("kind", "counter", "unit", "kWh");
        read("2024-01-01T00:00:00Z", "100");
        read("2024-01-01T04:00:00Z", "95");
        read("2024-01-01T05:00:00Z", "103");
        assertTotal("3000.000000", "PT1H", "2024-01-01T04:00:00Z"); // 95 is a dip
        apply("op", "meter", "ts", "2024-01-01T04:00:00Z", "event", "correction");
        assertTotal("0.000000", "PT1H", ONE);
        assertEquals("measured", row("PT1H", ONE).quality()); // 0 is known
        assertTotal("8000.000000", "PT1H", "2024-01-01T04:00:00Z"); // from 95
    }

    @Test
    void subtractsInASignedCounter() {
        define("kind", "counter", "unit", "kWh", "signed", true);
        read("2024-01-01T00:00:00Z", "100");
        read("2024-01-01T04:00:00Z", "5");
        apply("op", "meter", "ts", ONE, "event", "swap", "closing", 90, "opening", 11);
        assertTotal("-10000.000000", "PT1H", "2024-01-01T00:00:00Z");
        assertTotal("-2000.000000", "PT1H", ONE); // -6 in 3 h
    }

    /** Rule 14: the pair is 7 h long, too long for quarter hours, though its first piece is not. */
    @Test
    void judgesAPieceByItsPair() {
        define("kind", "counter", "unit", "kWh", "maxGap", "PT6H");
        read("2024-01-01T00:00:00Z", "1");
        read("2024-01-01T07:00:00Z", "8");
        apply("op", "meter", "ts", ONE, "event", "swap", "closing", 2, "opening", 2);
        assertEquals("interpolated", row("PT1H", "2024-01-01T00:00:00Z").quality());
        assertFalse(hasRow("PT15M", "2024-01-01T00:15:00Z"));
    }

    @Test
    void refusesWhatNoMeterDoes() {
        assertEquals("dead_letter:series_unknown", apply("op", "meter", "ts", ONE, "event", "reset"));
        assertEquals("nothing_to_delete", apply("op", "meter-delete", "ts", ONE));
        define("kind", "counter", "unit", "kWh");
        var invalid = "dead_letter:meter_event_invalid";
        assertEquals(invalid, apply("op", "meter", "ts", ONE, "event", "rollover"));
        assertEquals(invalid, apply("op", "meter", "ts", ONE, "event", "swap", "closing", 1));
        assertEquals(invalid, apply("op", "meter", "ts", ONE, "event", "swap", "closing", -1, "opening", 1));
        assertEquals("dead_letter:unit_mismatch", apply("op", "meter", "ts", ONE, "event", "reset", "unit", "m3"));
        define("kind", "gauge", "unit", "kWh");
        assertEquals(invalid, apply("op", "meter", "ts", ONE, "event", "reset"));
    }
}
