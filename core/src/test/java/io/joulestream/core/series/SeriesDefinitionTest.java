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
import io.joulestream.core.quantity.Unit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesDefinitionTest {
    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    private static final long NOON = 1_706_702_400_000L;

    private static SeriesDefinition definition(String... parts) throws Rejection {
        return SeriesDefinition.of(fields(parts), MADRID);
    }

    @Test
    void aCounterHasTheseDefaults() throws Rejection {
        SeriesDefinition counter = definition("kind=counter", "unit=kWh");
        assertEquals(Kind.COUNTER, counter.kind());
        assertEquals(Unit.KILOWATT_HOUR, counter.unit());
        assertEquals(MADRID, counter.zone());
        assertEquals("", counter.quantity());
        assertEquals("", counter.name());
        assertEquals(days(35), counter.maxGapMillis());
        assertEquals(days(31), counter.horizonMillis());
        assertNull(counter.expectedIntervalMillis());
        assertNull(counter.modulusMicros());
        assertNull(counter.maxRateMicrosPerHour());
        assertFalse(counter.signed());
        assertNull(counter.interval());
        assertEquals(Stamp.START, counter.stamp());
        assertEquals(Hold.STEP, counter.hold());
        assertFalse(counter.levels());
        assertNull(counter.lat());
        assertNull(counter.lon());
    }

    @Test
    void aGaugesMaxGapIsThreeExpectedIntervalsElseAnHour() throws Rejection {
        assertEquals(3_600_000, definition("kind=gauge", "unit=W").maxGapMillis());
        assertEquals(
                45_000,
                definition("kind=gauge", "unit=W", "expectedInterval=PT15S").maxGapMillis());
        assertEquals(
                days(60),
                definition("kind=gauge", "unit=W", "expectedInterval=P20D").maxGapMillis());
        assertEquals(
                days(31),
                definition("kind=gauge", "unit=W", "expectedInterval=P20D", "hold=linear")
                        .maxGapMillis());
    }

    @Test
    void readsEveryField() throws Rejection {
        SeriesDefinition counter = definition(
                "kind=counter",
                "unit=kWh",
                "quantity=electricity",
                "zone=Asia/Kolkata",
                "name=Main meter",
                "maxGap=P10D",
                "expectedInterval=PT15M",
                "horizon=PT0S",
                "modulus=100000",
                "maxRate=17.25",
                "signed=true",
                "lat=40.4",
                "lon=-3.7",
                "something=else");
        assertEquals("electricity", counter.quantity());
        assertEquals(ZoneId.of("Asia/Kolkata"), counter.zone());
        assertEquals("Main meter", counter.name());
        assertEquals(days(10), counter.maxGapMillis());
        assertEquals(900_000L, counter.expectedIntervalMillis());
        assertEquals(0, counter.horizonMillis());
        assertEquals(100_000_000_000_000L, counter.modulusMicros());
        assertEquals(17_250_000_000L, counter.maxRateMicrosPerHour());
        assertTrue(counter.signed());
        assertEquals(40.4, counter.lat());
        assertEquals(-3.7, counter.lon());
        SeriesDefinition delta = definition("kind=delta", "unit=m3", "interval=P1D", "stamp=end");
        assertEquals(AmountInterval.parse("P1D"), delta.interval());
        assertEquals(Stamp.END, delta.stamp());
        SeriesDefinition gauge = definition("kind=gauge", "unit='1'", "levels=true", "hold=linear");
        assertTrue(gauge.levels());
        assertEquals(Hold.LINEAR, gauge.hold());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind=counter;unit=kWh",
                "kind=counter;unit=J;modulus=1;maxRate=0.5",
                "kind=counter;unit=ft³;modulus=1000000;maxRate=3.3;signed=true;zone=America/New_York;name=Gas",
                "kind=counter;unit=GWh;modulus=0.123456;maxGap=P1DT1H;horizon=PT0S;lat=-90;lon=180;quantity=x",
                "kind=delta;unit=kWh;interval=P1M;stamp=end",
                "kind=delta;unit=kWh;interval=PT24H;expectedInterval=P1D",
                "kind=gauge;unit=°F;hold=linear;maxGap=P31D;expectedInterval=PT0.5S",
                "kind=gauge;unit='1';levels=true",
            })
    void isReadBackFromItsOwnFields(String parts) throws Rejection {
        SeriesDefinition definition = definition(parts.split(";"));
        assertEquals(definition, SeriesDefinition.of(definition.fields(), ZoneId.of("UTC")));
    }

    @Test
    void writesItsFieldsInTheOrderOfTheApi() throws Rejection {
        SeriesDefinition counter = definition(
                "lon=1.5", "lat=2", "maxRate=9.5", "modulus=100000", "name=n", "quantity=q", "unit=m³", "kind=counter");
        Map<String, Object> written = counter.fields();
        assertEquals(
                List.of(
                        "kind",
                        "unit",
                        "quantity",
                        "zone",
                        "name",
                        "maxGap",
                        "horizon",
                        "modulus",
                        "maxRate",
                        "signed",
                        "stamp",
                        "hold",
                        "levels",
                        "lat",
                        "lon"),
                List.copyOf(written.keySet()));
        assertEquals("m3", written.get("unit"));
        assertEquals("P35D", written.get("maxGap"));
        assertEquals(new BigDecimal("100000"), written.get("modulus"));
        assertEquals(new BigDecimal("9.5"), written.get("maxRate"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "unit=kWh | kind is missing",
                "kind=meter;unit=kWh | kind 'meter'",
                "kind=Counter;unit=kWh | kind 'Counter'",
                "kind=5;unit=kWh | kind 5",
                "kind=counter | unit is missing",
                "kind=counter;unit=7 | unit 7",
                "kind=counter;unit=Cel | unit 'Cel'",
                "kind=counter;unit=kW | unit 'kW'",
                "kind=delta;unit=K;interval=PT1H | unit 'K'",
                "kind=counter;unit=kWh;zone=Mars/Base | zone 'Mars/Base'",
                "kind=counter;unit=kWh;zone=+02:00 | zone '+02:00'",
                "kind=counter;unit=kWh;zone='' | zone ''",
                "kind=counter;unit=kWh;maxGap=P1M | maxGap 'P1M'",
                "kind=counter;unit=kWh;maxGap=PT0S | maxGap of 0 ms is not from PT0.001S",
                "kind=counter;unit=kWh;maxGap=-PT1H | maxGap '-PT1H'",
                "kind=counter;unit=kWh;maxGap=3600 | maxGap 3600",
                "kind=counter;unit=kWh;maxGap=P40000D | maxGap 'P40000D'",
                "kind=counter;unit=kWh;maxGap=P106751991168D | maxGap 'P106751991168D'",
                "kind=counter;unit=kWh;expectedInterval=PT0.0001S | expectedInterval 'PT0.0001S'",
                "kind=counter;unit=kWh;horizon=soon | horizon 'soon'",
                "kind=counter;unit=kWh;modulus=0 | modulus 0",
                "kind=counter;unit=kWh;modulus=-1 | modulus -1",
                "kind=counter;unit=kWh;modulus=1e12 | modulus 1E+12",
                "kind=counter;unit=kWh;modulus=NaN | modulus NaN",
                "kind=counter;unit=kWh;modulus=lots | modulus 'lots'",
                "kind=gauge;unit=W;modulus=5 | modulus",
                "kind=gauge;unit=W;maxRate=5 | maxRate",
                "kind=counter;unit=kWh;maxRate=0 | maxRate 0",
                "kind=counter;unit=kWh;signed=yes | signed 'yes'",
                "kind=gauge;unit=W;signed=true | signed",
                "kind=delta;unit=kWh | interval is missing",
                "kind=counter;unit=kWh;interval=PT1H | interval is for a delta",
                "kind=delta;unit=kWh;interval=P1Y | interval 'P1Y'",
                "kind=delta;unit=kWh;interval=PT1H;stamp=middle | stamp 'middle'",
                "kind=gauge;unit=W;stamp=end | stamp 'end'",
                "kind=gauge;unit=W;hold=cubic | hold 'cubic'",
                "kind=counter;unit=kWh;hold=linear | hold 'linear'",
                "kind=gauge;unit=W;hold=linear;maxGap=P32D | maxGap 'P32D'",
                "kind=gauge;unit=W;levels=true | levels",
                "kind=gauge;unit=%;levels=true | levels",
                "kind=gauge;unit=W;lat=91;lon=0 | lat 91.0",
                "kind=gauge;unit=W;lat=0;lon=-180.1 | lon -180.1",
                "kind=gauge;unit=W;lat=1e400;lon=0 | lat Infinity",
                "kind=gauge;unit=W;lat=40 | lat and lon",
            })
    void refusesADefinitionThatMakesNoSense(String parts, String named) {
        assertRefused(Reason.DEFINITION_INVALID, () -> definition(parts.split(";")), named);
    }

    @Test
    void refusesUnknownUnitsAndTextsThatAreTooLong() {
        assertRefused(Reason.UNIT_UNKNOWN, () -> definition("kind=counter", "unit=kwh"), "unit 'kwh'", "kWh, MWh");
        assertRefused(
                Reason.DEFINITION_INVALID,
                () -> definition("kind=counter", "unit=L", "name=" + "x".repeat(501)),
                "name");
        assertRefused(
                Reason.DEFINITION_INVALID,
                () -> definition("kind=counter", "unit=L", "quantity=" + "x".repeat(201)),
                "quantity");
    }

    /** SEMANTICS 9. */
    @Test
    void aReadingImpliesACounterOrAGaugeButNoDelta() throws Rejection {
        assertEquals(
                definition("kind=counter", "unit=m3"),
                SeriesDefinition.implied(Kind.COUNTER, Unit.CUBIC_METRE, MADRID));
        assertRefused(
                Reason.DEFINITION_INVALID, () -> SeriesDefinition.implied(Kind.DELTA, Unit.LITRE, MADRID), "interval");
        assertRefused(
                Reason.DEFINITION_INVALID, () -> SeriesDefinition.implied(Kind.COUNTER, Unit.WATT, MADRID), "'W'");
    }

    /** SEMANTICS 5. */
    @Test
    void hasMinutesWhereAReadingIsExpectedEachMinute() throws Rejection {
        assertTrue(definition("kind=gauge", "unit=W", "expectedInterval=PT1M").hasMinutes());
        assertFalse(definition("kind=gauge", "unit=W", "expectedInterval=PT1M0.001S")
                .hasMinutes());
        assertFalse(definition("kind=gauge", "unit=W").hasMinutes());
    }

    /** SEMANTICS 10. */
    @Test
    void aChangeOfUnitOrNameAloneLeavesTheHistoryAsItIs() throws Rejection {
        SeriesDefinition kilo = definition("kind=counter", "unit=kWh", "modulus=100");
        assertTrue(kilo.foldsLike(definition("kind=counter", "unit=Wh", "modulus=100000")));
        assertTrue(kilo.foldsLike(kilo));
        assertTrue(kilo.foldsLike(definition("kind=counter", "unit=kWh", "modulus=100", "name=Flat", "horizon=P1D")));
        assertFalse(kilo.foldsLike(definition("kind=counter", "unit=kWh", "modulus=100", "zone=Asia/Kathmandu")));
        assertFalse(kilo.foldsLike(definition("kind=counter", "unit=kWh", "modulus=100", "expectedInterval=PT1M")));
        assertFalse(kilo.foldsLike(definition("kind=counter", "unit=Wh", "modulus=100")));
        assertFalse(kilo.foldsLike(definition("kind=counter", "unit=kWh")));
        assertFalse(definition("kind=counter", "unit=L").foldsLike(definition("kind=counter", "unit=kWh")));
    }

    @Test
    void anInvalidInstanceCannotExist() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new SeriesDefinition(
                        Kind.COUNTER,
                        Unit.WATT,
                        "",
                        MADRID,
                        "",
                        1,
                        null,
                        1,
                        null,
                        null,
                        false,
                        null,
                        Stamp.START,
                        Hold.STEP,
                        false,
                        null,
                        null));
    }

    /** SEMANTICS 1, 2, 11 and 17: what of a reading only the definition can tell. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind=counter;unit=kWh | value=1.5 | 1500000000",
                "kind=counter;unit=kWh | value=1.5;unit=Wh | 1500000",
                "kind=counter;unit=kWh | value=1.5;unit=m3 | UNIT_MISMATCH",
                "kind=counter;unit=kWh | value=-0.1 | VALUE_OUT_OF_RANGE",
                "kind=counter;unit=kWh;modulus=100 | value=99.999 | 99999000000",
                "kind=counter;unit=kWh;modulus=100 | value=100 | VALUE_OUT_OF_RANGE",
                "kind=counter;unit=GWh | value=1000 | VALUE_OUT_OF_RANGE",
                "kind=counter;unit=kWh | value=high | VALUE_INVALID",
                "kind=counter;unit=kWh | value=abc | VALUE_INVALID",
                "kind=gauge;unit=W | value=-3 | -3000000",
                "kind=gauge;unit='1' | value=high | VALUE_INVALID",
                "kind=gauge;unit='1';levels=true | value=high | 8000000",
                "kind=gauge;unit='1';levels=true | value=High | LEVEL_INVALID",
                "kind=gauge;unit='1';levels=true | value=abc | LEVEL_INVALID",
                "kind=gauge;unit='1';levels=true | value=1 | 1000000",
                "kind=gauge;unit='1';levels=true | value=10 | 10000000",
                "kind=gauge;unit='1';levels=true | value=0 | LEVEL_INVALID",
                "kind=gauge;unit='1';levels=true | value=11 | LEVEL_INVALID",
                "kind=gauge;unit='1';levels=true | value=5.5 | LEVEL_INVALID",
                "kind=gauge;unit='1';levels=true | value=1e13 | LEVEL_INVALID",
                "kind=gauge;unit='1';levels=true | value=high;unit=kWh | UNIT_MISMATCH",
            })
    void givesTheMicrosOfAReadingOrSaysWhyNot(String definition, String reading, String expected) throws Rejection {
        SeriesDefinition series = definition(definition.split(";"));
        var event = SeriesEvent.of(fields(("ts=" + NOON + ";" + reading).split(";")), NOON, MADRID);
        if (Character.isLetter(expected.charAt(0))) {
            assertRefused(Reason.valueOf(expected), () -> series.microsOf(event));
        } else {
            assertEquals(Long.parseLong(expected), series.microsOf(event));
        }
    }

    private static long days(int days) {
        return Duration.ofDays(days).toMillis();
    }
}
