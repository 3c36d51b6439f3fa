package io.joulestream.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules 1, 2, 3, 7, 9, 10 and 17. */
class ReferenceEventsTest extends ReferenceExample {
    private static final String NOON = "2024-01-01T12:00:00Z";

    @ParameterizedTest
    @CsvSource({
        "Wh, 1.5, kWh, 1500.000000",
        "Wh, 1, MJ, 277.777778", // 1e6 / 3600 = 277.7777777...
        "Wh, 0.0018, J, 0.000000", // 0.0000005: a tie, to the even 0
        "Wh, 0.0054, J, 0.000002", // 0.0000015: a tie, to the even 2
        "W, 0.0025, mW, 0.000002", // 0.0000025: a tie, to the even 2
        "m3, 1, ft3, 0.028317", // 0.028316846592
        "m3, 1, CCF, 2.831685", // 2.8316846592
        "m3, 1, L, 0.001000",
        "Cel, 212, degF, 100.000000",
        "Cel, 100, °F, 37.777778", // 68 * 5 / 9 = 37.777...
        "Cel, -40, °F, -40.000000",
        "Cel, 0, K, -273.150000",
        "1, 50, %, 0.500000",
        "Wh, 1e3, Wh, 1000.000000",
        "Wh, 999999999999.999999, Wh, 999999999999.999999",
        "Wh, -999999999999.9999994, Wh, -999999999999.999999",
        "Wh, 1e-999999, Wh, 0.000000",
    })
    void convertsAUnitExactlyAndRoundsOnce(String canonical, String value, String unit, String expected) {
        define("kind", "gauge", "unit", canonical);
        assertEquals("accepted", apply("ts", NOON, "value", decimal(value), "unit", unit));
        assertEquals(Map.of(at(NOON), decimal(expected)), reference.readings());
    }

    @ParameterizedTest
    @CsvSource({
        "1e12, value_out_of_range",
        "-1e12, value_out_of_range",
        "999999999999.9999995, value_out_of_range", // rounds to 1e12
        "1e999999999, value_out_of_range",
        "NaN, value_not_finite",
        "-Infinity, value_not_finite",
        "warm, value_invalid",
        "medium, value_invalid", // no levels here
    })
    void refusesAValueThatIsNone(String value, String reason) {
        define("kind", "gauge", "unit", "W");
        assertEquals("dead_letter:" + reason, apply("ts", NOON, "value", value));
        assertTrue(reference.readings().isEmpty());
    }

    @Test
    void refusesAValueOfNoNumberAtAll() {
        define("kind", "gauge", "unit", "W");
        assertEquals("dead_letter:value_invalid", apply("ts", NOON));
        assertEquals("dead_letter:value_invalid", apply("ts", NOON, "value", true));
        assertEquals("dead_letter:value_not_finite", apply("ts", NOON, "value", Double.NaN));
        assertEquals("dead_letter:record_unparsable", apply(Reference.UNPARSABLE, "{"));
        assertEquals("dead_letter:op_unknown", apply("op", "upsert", "ts", NOON, "value", 1));
    }

    @Test
    void refusesAUnitUnknownOrOfAnotherDimension() {
        define("kind", "gauge", "unit", "W");
        assertEquals("dead_letter:unit_unknown", apply("ts", NOON, "value", 1, "unit", "BTU"));
        assertEquals("dead_letter:unit_mismatch", apply("ts", NOON, "value", 1, "unit", "Wh"));
        assertEquals("accepted", apply("ts", NOON, "value", 1, "unit", "kW"));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-01-01T12:00:00, timestamp_invalid", // no offset
        "2024-01-01, timestamp_invalid",
        "2024-02-30T12:00:00Z, timestamp_invalid",
        "now, timestamp_invalid",
        "1989-12-31T23:59:59.999Z, timestamp_out_of_range",
        "2026-11-02T00:00:00.001Z, timestamp_out_of_range", // received + one day + 1 ms
    })
    void refusesATimeThatIsNone(String ts, String reason) {
        define("kind", "gauge", "unit", "W");
        assertEquals("dead_letter:" + reason, apply("ts", ts, "value", 1));
    }

    @Test
    void acceptsTimesUpToBothLimits() {
        define("kind", "gauge", "unit", "W");
        assertEquals("accepted", apply("ts", "1990-01-01T01:00:00+01:00", "value", 1));
        assertEquals("accepted", apply("ts", "2026-11-02T00:00:00.000Z", "value", 1));
        assertEquals("accepted", apply("ts", 1_704_110_400_000L, "value", 1)); // NOON
        assertEquals("duplicate", apply("ts", "2024-01-01t17:45:00.000999+05:45", "value", 1));
        assertEquals("dead_letter:timestamp_out_of_range", apply("ts", 1_704_110_400L, "value", 1)); // seconds
        assertEquals("dead_letter:timestamp_out_of_range", apply("ts", 1_704_110_400_000_000L, "value", 1));
    }

    @Test
    void tellsDuplicatesReplacementsAndDeletesApart() {
        define("kind", "counter", "unit", "kWh");
        assertEquals("accepted", apply("ts", NOON, "value", 5));
        assertEquals("duplicate", apply("ts", NOON, "value", 5000, "unit", "Wh", "note", "again"));
        assertEquals("replaced", apply("ts", NOON, "value", 6));
        assertEquals("nothing_to_delete", apply("op", "delete", "ts", "2024-01-01T12:00:01Z"));
        assertEquals("deleted", apply("op", "delete", "ts", NOON));
        assertEquals("nothing_to_delete", apply("op", "delete", "ts", NOON));
        assertTrue(reference.rows().isEmpty());
        assertEquals("accepted", apply("ts", NOON, "value", 6));
    }

    @Test
    void definesASeriesByAReadingWithKindAndUnit() {
        assertEquals("dead_letter:series_unknown", apply("ts", NOON, "value", 1));
        assertEquals("dead_letter:series_unknown", apply("ts", NOON, "value", 1, "unit", "kWh"));
        assertEquals("dead_letter:definition_invalid", apply("ts", NOON, "value", 1, "unit", "kWh", "kind", "meter"));
        assertEquals("accepted", apply("ts", NOON, "value", 1, "unit", "kWh", "kind", "counter"));
        assertEquals("accepted", apply("ts", "2024-01-01T13:00:00Z", "value", 2)); // kWh, as defined
        assertTotal("1000.000000", "PT1H", NOON);
    }

    @Test
    void replacesADefinitionForTheWholeHistoryButItsUnit() {
        define("kind", "gauge", "unit", "kWh", "zone", "Asia/Kathmandu");
        read(NOON, "1");
        assertTrue(hasRow("PT1H", "2024-01-01T11:15:00Z")); // 17:00 +05:45
        define("kind", "gauge", "unit", "MJ");
        assertTrue(hasRow("PT1H", NOON)); // the zone is the default one again
        assertEquals(Map.of(at(NOON), decimal("1000.000000")), reference.readings());
        assertEquals("replaced", apply("ts", NOON, "value", 3)); // MJ
        assertEquals(Map.of(at(NOON), decimal("833.333333")), reference.readings());
        assertEquals("dead_letter:definition_invalid", apply("op", "series", "kind", "gauge", "unit", "W"));
        assertEquals("series_deleted", apply("op", "series-delete"));
        assertEquals("dead_letter:series_unknown", apply("ts", NOON, "value", 3));
        assertEquals("definition", apply("op", "series", "kind", "gauge", "unit", "W"));
        assertTrue(reference.readings().isEmpty());
    }

    @Test
    void refusesDefinitionsThatMakeNoSense() {
        var reason = "dead_letter:definition_invalid";
        assertEquals(reason, apply("op", "series", "unit", "W"));
        assertEquals(reason, apply("op", "series", "kind", "delta", "unit", "Wh")); // no interval
        assertEquals(reason, apply("op", "series", "kind", "gauge", "unit", "W", "zone", "Europe/Springfield"));
        assertEquals(reason, apply("op", "series", "kind", "gauge", "unit", "W", "maxGap", "1 h"));
        assertEquals(reason, apply("op", "series", "kind", "gauge", "unit", "W", "hold", "cubic"));
        assertEquals(reason, apply("op", "series", "kind", "gauge", "unit", "W", "levels", true));
        assertEquals(
                reason, apply("op", "series", "kind", "gauge", "unit", "W", "hold", "linear", "maxGap", "P31DT0.001S"));
    }

    @ParameterizedTest
    @CsvSource({"exhausted, 1", "very low, 2", "low, 3", "medium, 6", "high, 8", "very high, 9", "peak, 10"})
    void readsEnergyLevels(String word, BigDecimal level) {
        define("kind", "gauge", "unit", "1", "levels", true);
        assertEquals("accepted", apply("ts", NOON, "value", word));
        assertEquals("duplicate", apply("ts", NOON, "value", level));
        assertEquals("dead_letter:level_invalid", apply("ts", NOON, "value", "tired"));
        assertEquals("dead_letter:level_invalid", apply("ts", NOON, "value", 0));
        assertEquals("dead_letter:level_invalid", apply("ts", NOON, "value", 11));
    }

    @Test
    void holdsCounterValuesBetweenZeroAndTheModulus() {
        define("kind", "counter", "unit", "kWh", "modulus", 1000);
        assertEquals("dead_letter:value_out_of_range", apply("ts", NOON, "value", decimal("-0.001")));
        assertEquals("dead_letter:value_out_of_range", apply("ts", NOON, "value", 1000));
        assertEquals("accepted", apply("ts", NOON, "value", decimal("999.999")));
    }
}
