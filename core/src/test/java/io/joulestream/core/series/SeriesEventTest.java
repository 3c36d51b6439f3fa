package io.joulestream.core.series;

import static io.joulestream.core.input.Refusals.assertRefused;
import static io.joulestream.core.input.Refusals.fields;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import io.joulestream.core.quantity.Micros;
import io.joulestream.core.quantity.Unit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.ZoneId;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SEMANTICS 1-3, 6 and 17. */
class SeriesEventTest {
    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    private static final long NOON = 1_706_702_400_000L;

    private static SeriesEvent event(String... parts) throws Rejection {
        return SeriesEvent.of(fields(parts), NOON, MADRID);
    }

    @Test
    void readsAReadingWithEverything() throws Rejection {
        SeriesEvent reading = event(
                "op=reading",
                "ts=2024-01-31T12:00:00Z",
                "value=1.5",
                "unit=kWh",
                "kind=counter",
                "note=by hand",
                "source=app",
                "batch=b1",
                "series=ignored",
                "more=true");
        assertEquals(SeriesEvent.Op.READING, reading.op());
        assertEquals(NOON, reading.tsMillis());
        assertEquals(1_500_000_000, reading.micros());
        assertEquals(Unit.KILOWATT_HOUR, reading.unit());
        assertEquals(Kind.COUNTER, reading.kind());
        assertFalse(reading.level());
        assertEquals("by hand", reading.note());
        assertEquals("app", reading.source());
        assertEquals("b1", reading.batch());
        assertNull(reading.definition());
        assertEquals(1_500_000_000, reading.microsIn(Unit.MEGAJOULE));
    }

    @Test
    void aReadingWithoutUnitHasTheDefinitions() throws Rejection {
        SeriesEvent reading = event("ts=" + NOON, "value=1.5");
        assertEquals(Micros.OUT_OF_RANGE, reading.micros());
        assertEquals(1_500_000, reading.microsIn(Unit.WATT_HOUR));
        assertEquals(1_500_000_000, reading.microsIn(Unit.KILOWATT_HOUR));
        assertEquals(reading, SeriesEvent.reading(NOON, 15, 1, null));
        assertEquals(
                event("ts=" + NOON, "value=1.5", "unit=kWh"), SeriesEvent.reading(NOON, 15, 1, Unit.KILOWATT_HOUR));
    }

    @Test
    void roundsOnceHoweverManyDigitsAreSent() throws Rejection {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            int scale = random.nextInt(40);
            BigDecimal number = new BigDecimal(new BigInteger(random.nextInt(20 + 3 * scale), random), scale);
            if (Micros.of(number, Unit.JOULE) != Micros.OUT_OF_RANGE) {
                Map<String, Object> fields = Map.of("ts", BigDecimal.valueOf(NOON), "value", number);
                SeriesEvent reading = SeriesEvent.of(fields, NOON, MADRID);
                for (Unit unit : Unit.values()) {
                    assertEquals(Micros.of(number, unit), reading.microsIn(unit));
                }
            }
        }
    }

    @Test
    void readsTheOtherOps() throws Rejection {
        SeriesEvent delete = event("op=delete", "ts=" + NOON);
        assertEquals(SeriesEvent.Op.DELETE, delete.op());
        assertEquals(NOON, delete.tsMillis());
        SeriesEvent series = event("op=series", "kind=gauge", "unit=W");
        assertEquals(SeriesEvent.Op.SERIES, series.op());
        assertEquals(SeriesDefinition.implied(Kind.GAUGE, Unit.WATT, MADRID), series.definition());
        assertEquals(SeriesEvent.Op.SERIES_DELETE, event("op=series-delete").op());
        assertEquals(
                SeriesEvent.plain(SeriesEvent.Op.METER_DELETE, NOON, null), event("op=meter-delete", "ts=" + NOON));
        assertEquals(
                SeriesEvent.meter(
                        NOON,
                        new SentMeterEvent(MeterEvent.Type.SWAP, new BigDecimal("5000.5"), BigDecimal.ZERO),
                        Unit.KILOWATT_HOUR,
                        "sealed",
                        "app",
                        "b1"),
                event(
                        "op=meter",
                        "event=swap",
                        "closing=5000.5",
                        "opening='0'",
                        "unit=kWh",
                        "note=sealed",
                        "source=app",
                        "batch=b1",
                        "ts=" + NOON));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SeriesEvent(
                        SeriesEvent.Op.SERIES, 0, 0, null, null, false, "", "", "", null, 0, 0, "", null));
    }

    @ParameterizedTest
    @CsvSource({"exhausted, 1", "very low, 2", "low, 3", "medium, 6", "high, 8", "very high, 9", "peak, 10"})
    void readsLevelsAsWords(String word, int level) throws Rejection {
        SeriesEvent reading = event("ts=" + NOON, "value=" + word);
        assertTrue(reading.level());
        assertEquals(level * 1_000_000L, reading.micros());
        assertEquals(level * 1_000_000L, reading.microsIn(Unit.ONE));
    }

    @Test
    void neverGuessesALevel() throws Rejection {
        SeriesEvent reading = event("ts=" + NOON, "value=quite high");
        assertTrue(reading.level());
        assertEquals(Micros.OUT_OF_RANGE, reading.microsIn(Unit.ONE));
        assertEquals("quite high", reading.text());
        assertTrue(reading.isUnknownWord());
        assertFalse(event("ts=" + NOON, "value=high").isUnknownWord());
        assertFalse(event("ts=" + NOON, "value=5").isUnknownWord());
    }

    @Test
    void readsNumbersSentAsTexts() throws Rejection {
        assertEquals(event("ts=" + NOON, "value=12.50"), event("ts='" + NOON + "'", "value='12.50'"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "value=1 | TIMESTAMP_INVALID | ts is missing",
                "op=delete | TIMESTAMP_INVALID | ts is missing",
                "ts=soon;value=1 | TIMESTAMP_INVALID | ts 'soon'",
                "ts=1706702400;value=1 | TIMESTAMP_OUT_OF_RANGE | ts 1706702400",
                "ts=NOON | VALUE_INVALID | value is missing",
                "ts=NOON;value='' | VALUE_INVALID | value ''",
                "ts=NOON;value=' ' | VALUE_INVALID | value ' '",
                "ts=NOON;value=true | VALUE_INVALID | value true",
                "ts=NOON;value=NaN | VALUE_NOT_FINITE | value NaN",
                "ts=NOON;value='NaN' | VALUE_NOT_FINITE | value 'NaN'",
                "ts=NOON;value=-Infinity | VALUE_NOT_FINITE | value '-Infinity'",
                "ts=NOON;value=inf | VALUE_NOT_FINITE | value 'inf'",
                "ts=NOON;value=1e12;unit=Wh | VALUE_OUT_OF_RANGE | value 1E+12 Wh",
                "ts=NOON;value=1e999999999 | VALUE_OUT_OF_RANGE | value 1E+999999999",
                "ts=NOON;value=99999999999999999999999 | VALUE_OUT_OF_RANGE | value 99999999999999999999999",
                "ts=NOON;value=99999999999999999999;unit=W | VALUE_OUT_OF_RANGE | value 99999999999999999999 W",
                "ts=NOON;value=1;unit=kwh | UNIT_UNKNOWN | unit 'kwh'",
                "ts=NOON;value=1;unit=7 | RECORD_UNPARSABLE | unit 7",
                "ts=NOON;value=1;kind=meter | DEFINITION_INVALID | kind 'meter'",
                "ts=NOON;value=1;note=5 | RECORD_UNPARSABLE | note 5",
                "op=meter;ts=NOON | METER_EVENT_INVALID | event is missing: reset, rollover, swap or correction",
                "op=meter;event=reset | TIMESTAMP_INVALID | ts is missing",
                "op=meter-delete | TIMESTAMP_INVALID | ts is missing",
                "op=Meter;ts=NOON | OP_UNKNOWN | is not reading, delete, meter, meter-delete, series or series-delete",
                "op=Reading;ts=NOON | OP_UNKNOWN | op 'Reading'",
                "op=5;ts=NOON | RECORD_UNPARSABLE | op 5",
                "op=series;kind=gauge | DEFINITION_INVALID | unit is missing",
            })
    void saysWhatIsWrongWithARecord(String parts, Reason reason, String named) {
        assertRefused(reason, () -> event(parts.replace("NOON", "" + NOON).split(";")), named);
    }

    @Test
    void boundsTexts() throws Rejection {
        assertEquals(
                10_000,
                event("ts=" + NOON, "value=1", "note=" + "x".repeat(10_000))
                        .note()
                        .length());
        for (String field : new String[] {"source", "batch"}) {
            event("ts=" + NOON, "value=1", field + "=" + "x".repeat(200));
            assertRefused(
                    Reason.RECORD_UNPARSABLE,
                    () -> event("ts=" + NOON, "value=1", field + "=" + "x".repeat(201)),
                    field + " has 201 characters");
        }
        assertRefused(
                Reason.RECORD_UNPARSABLE,
                () -> event("ts=" + NOON, "value=1", "note=" + "x".repeat(10_001)),
                "note has 10001 characters");
        assertRefused(Reason.VALUE_INVALID, () -> event("ts=" + NOON, "value=" + "x".repeat(1001)), "value 'xxx");
    }
}
