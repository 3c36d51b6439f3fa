package io.joulestream.core.series;

import static io.joulestream.core.input.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** SEMANTICS 6 and 12: which meter events a series takes. */
class SentMeterEventTest {
    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    private static final long NOON = 1_706_702_400_000L;

    @Test
    void takesTheUnitThatWasSentOrElseTheDefinitions() throws Rejection {
        SeriesDefinition counter = definition("kind", "counter", "unit", "kWh");
        assertEquals(
                new MeterEvent(MeterEvent.Type.SWAP, NOON, 5_000_000_000_000L, 12_000_000_000L),
                counter.meterEventOf(meter("event", "swap", "closing", number("5000"), "opening", "12")));
        assertEquals(
                new MeterEvent(MeterEvent.Type.SWAP, NOON, 5_000_000_000L, 0),
                counter.meterEventOf(
                        meter("event", "swap", "closing", number("5000"), "opening", number("0"), "unit", "Wh")));
        assertEquals(new MeterEvent(MeterEvent.Type.RESET, NOON, 0, 0), counter.meterEventOf(meter("event", "reset")));
        assertEquals(
                new MeterEvent(MeterEvent.Type.CORRECTION, NOON, 0, 0),
                counter.meterEventOf(meter("event", "correction", "closing", "not read")));
    }

    @Test
    void refusesARolloverWithoutAModulus() throws Rejection {
        SeriesDefinition counter = definition("kind", "counter", "unit", "kWh");
        assertRefused(Reason.METER_EVENT_INVALID, () -> counter.meterEventOf(meter("event", "rollover")), "modulus");
        SeriesDefinition bounded = definition("kind", "counter", "unit", "kWh", "modulus", number("1000"));
        assertEquals(
                MeterEvent.Type.ROLLOVER,
                bounded.meterEventOf(meter("event", "rollover")).type());
    }

    @Test
    void refusesASwapWithoutBothRegisters() {
        assertRefused(Reason.METER_EVENT_INVALID, () -> meter("event", "swap", "opening", number("1")), "closing");
        assertRefused(Reason.METER_EVENT_INVALID, () -> meter("event", "swap", "closing", number("1")), "opening");
        assertRefused(
                Reason.METER_EVENT_INVALID,
                () -> meter("event", "swap", "closing", "NaN", "opening", number("1")),
                "closing",
                "NaN");
        assertRefused(
                Reason.METER_EVENT_INVALID,
                () -> meter("event", "swap", "closing", Double.NaN, "opening", number("1")),
                "closing");
    }

    /** SEMANTICS 11: from 0 to below the modulus. */
    @Test
    void refusesARegisterThatTheCounterCannotShow() throws Rejection {
        SeriesDefinition counter = definition("kind", "counter", "unit", "kWh", "modulus", number("1000"));
        for (String bad : new String[] {"-0.000001", "1000", "1e12", "1e999999999"}) {
            assertRefused(
                    Reason.METER_EVENT_INVALID,
                    () -> counter.meterEventOf(meter("event", "swap", "closing", number(bad), "opening", number("1"))),
                    "closing");
            assertRefused(
                    Reason.METER_EVENT_INVALID,
                    () -> counter.meterEventOf(meter("event", "swap", "closing", number("1"), "opening", number(bad))),
                    "opening");
        }
        assertEquals(
                999_999_999_999L,
                counter.meterEventOf(meter("event", "swap", "closing", number("999.999999999"), "opening", number("0")))
                        .closingMicros());
    }

    @Test
    void refusesUnknownEventsUnitsAndSeriesWithoutARegister() throws Rejection {
        assertRefused(Reason.METER_EVENT_INVALID, () -> meter("event", "exchange"), "exchange", "swap");
        assertRefused(Reason.METER_EVENT_INVALID, () -> meter(), "event");
        assertRefused(Reason.METER_EVENT_INVALID, () -> meter("event", true), "event");
        assertRefused(Reason.UNIT_UNKNOWN, () -> meter("event", "reset", "unit", "kwh"), "kwh");
        SeriesDefinition counter = definition("kind", "counter", "unit", "kWh");
        assertRefused(Reason.UNIT_MISMATCH, () -> counter.meterEventOf(meter("event", "reset", "unit", "m3")), "m3");
        SeriesDefinition gauge = definition("kind", "gauge", "unit", "kWh");
        assertRefused(Reason.METER_EVENT_INVALID, () -> gauge.meterEventOf(meter("event", "reset")), "gauge");
    }

    private static SeriesDefinition definition(Object... fields) throws Rejection {
        return SeriesDefinition.of(fields(fields), MADRID);
    }

    private static SeriesEvent meter(Object... fields) throws Rejection {
        Map<String, Object> all = fields(fields);
        all.put("op", "meter");
        all.put("ts", BigDecimal.valueOf(NOON));
        return SeriesEvent.of(all, NOON, MADRID);
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }

    private static Map<String, Object> fields(Object... fields) {
        Map<String, Object> all = new HashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            all.put((String) fields[i], fields[i + 1]);
        }
        return all;
    }
}
