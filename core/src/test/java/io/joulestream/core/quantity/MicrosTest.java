package io.joulestream.core.quantity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** SEMANTICS 1 and 2. */
class MicrosTest {

    @ParameterizedTest
    @CsvSource({
        "1, Wh, 1",
        "1.5, kWh, 1500",
        "1, MWh, 1000000",
        "1, GWh, 1000000000",
        "3600, J, 1",
        "1, J, 0.000278",
        "3.6, kJ, 1",
        "3.6, MJ, 1000",
        "1, GJ, 277777.777778",
        "1, mW, 0.001",
        "1, kW, 1000",
        "1, MW, 1000000",
        "1, L, 0.001",
        "1, m³, 1",
        "1, ft3, 0.028317",
        "1000000, ft³, 28316.846592",
        "1, CCF, 2.831685",
        "21.5, °C, 21.5",
        "32, degF, 0",
        "-40, °F, -40",
        "0, °F, -17.777778",
        "273.15, K, 0",
        "0, K, -273.15",
        "50, %, 0.5",
        "7, 1, 7",
    })
    void convertsToTheCanonicalUnit(BigDecimal number, String symbol, String canonical) {
        assertEquals(canonical, Micros.format(Micros.of(number, unit(symbol))));
    }

    @ParameterizedTest
    @CsvSource({
        "0.0000005, 0",
        "0.0000015, 0.000002",
        "0.0000025, 0.000002",
        "-0.0000015, -0.000002",
        "0.00000050000000000000000000000000000000000000001, 0.000001",
    })
    void roundsOnceHalfEven(BigDecimal number, String expected) {
        assertEquals(expected, Micros.format(Micros.of(number, Unit.WATT_HOUR)));
    }

    @ParameterizedTest
    @EnumSource
    void agreesWithBigDecimalInEveryUnit(Unit unit) {
        var random = new Random(unit.symbol().hashCode());
        for (int i = 0; i < 20_000; i++) {
            long unscaled = Words.any(random);
            int scale = random.nextInt(40) - 10;
            BigDecimal number = BigDecimal.valueOf(unscaled, scale);
            long expected = reference(number, unit);
            assertEquals(expected, Micros.ofScaled(unscaled, scale, unit), () -> number + " " + unit);
            assertEquals(expected, Micros.of(number, unit));
            BigDecimal longer = new BigDecimal(new BigInteger(100, random), random.nextInt(50));
            assertEquals(reference(longer, unit), Micros.of(longer, unit), () -> longer + " " + unit);
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesBackWhatItShowsInEveryUnit(Unit unit) {
        var random = new Random(unit.symbol().hashCode());
        for (int i = 0; i < 2_000; i++) {
            long micros = Words.any(random) % Micros.LIMIT;
            assertEquals(micros, Micros.of(Micros.toDecimal(micros, unit), unit));
        }
        assertEquals(new BigDecimal("123.4"), Micros.toDecimal(Micros.of(new BigDecimal("123.40"), unit), unit));
    }

    @Test
    void keepsWhatIsBelowTheLimitAndNothingElse() {
        BigDecimal last = new BigDecimal("999999999999.999999");
        assertEquals(Micros.LIMIT - 1, Micros.of(last, Unit.WATT_HOUR));
        assertEquals(1 - Micros.LIMIT, Micros.of(last.negate(), Unit.WATT_HOUR));
        assertEquals(Micros.OUT_OF_RANGE, Micros.of(new BigDecimal("999999999999.9999995"), Unit.WATT_HOUR));
        assertEquals(Micros.OUT_OF_RANGE, Micros.of(new BigDecimal("1e12"), Unit.WATT_HOUR));
        assertEquals(Micros.OUT_OF_RANGE, Micros.of(new BigDecimal("-1e12"), Unit.WATT_HOUR));
        assertEquals(Micros.OUT_OF_RANGE, Micros.ofScaled(Long.MIN_VALUE, 0, Unit.WATT_HOUR));
        assertEquals(Micros.OUT_OF_RANGE, Micros.ofScaled(1000, 0, Unit.GIGAWATT_HOUR));
        assertEquals(999_999_999_999_999_000L, Micros.ofScaled(999_999_999_999_999L, 0, Unit.MILLIWATT));
    }

    @ParameterizedTest
    @CsvSource({
        "1e999999999, OUT",
        "-1e2147483647, OUT",
        "1e-999999999, 0",
        "123456789012345678901234567890e-2147483647, 0",
        "0e2147483647, 0",
        "0e-2147483647, 0",
    })
    void answersAbsurdExponentsAtOnce(BigDecimal number, String expected) {
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            for (Unit unit : Unit.values()) {
                long micros = Micros.of(number, unit);
                if (expected.equals("OUT")) {
                    assertEquals(Micros.OUT_OF_RANGE, micros);
                } else {
                    assertEquals(Micros.of(BigDecimal.ZERO, unit), micros);
                }
            }
        });
    }

    @Test
    void formatsPlainDecimalsWithoutTrailingZeros() {
        var random = new Random(5);
        for (int i = 0; i < 100_000; i++) {
            long micros = Words.any(random);
            String expected = micros == 0
                    ? "0"
                    : BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString();
            assertEquals(expected, Micros.format(micros));
            assertEquals(BigDecimal.valueOf(micros, 6), Micros.toDecimal(micros));
        }
        assertEquals("-9223372036854.775808", Micros.format(Long.MIN_VALUE));
        assertEquals("-0.000001", Micros.format(-1));
    }

    @Test
    void knowsUnitsByTheirExactSymbolOnly() {
        for (Unit unit : Unit.values()) {
            assertEquals(unit, Unit.find(unit.symbol()));
        }
        assertEquals(Unit.MEGAWATT, Unit.find("MW"));
        assertEquals(Unit.MILLIWATT, Unit.find("mW"));
        assertEquals("m3", unit("m³").symbol());
        for (String unknown : new String[] {"", "kwh", "KWH", "Mw", " kWh", "l", "C", "F", "m2", "kWh/h"}) {
            assertNull(Unit.find(unknown), unknown);
        }
    }

    private static Unit unit(String symbol) {
        Unit unit = Unit.find(symbol);
        if (unit == null) {
            throw new AssertionError("no unit " + symbol);
        }
        return unit;
    }

    /** The factor of each unit as its definition says it, apart from the code's own table. */
    private static long reference(BigDecimal number, Unit unit) {
        BigDecimal micro = new BigDecimal("1e6");
        BigDecimal dividend =
                switch (unit.symbol()) {
                    case "degF" -> number.subtract(new BigDecimal(32)).multiply(new BigDecimal(5));
                    case "K" -> number.subtract(new BigDecimal("273.15"));
                    case "kWh", "kW", "kJ" -> number.scaleByPowerOfTen(3);
                    case "MWh", "MW", "MJ" -> number.scaleByPowerOfTen(6);
                    case "GWh", "GJ" -> number.scaleByPowerOfTen(9);
                    case "mW", "L" -> number.scaleByPowerOfTen(-3);
                    case "%" -> number.scaleByPowerOfTen(-2);
                    case "ft3" -> number.multiply(new BigDecimal("0.3048").pow(3));
                    case "CCF" ->
                        number.multiply(new BigDecimal("0.3048").pow(3)).scaleByPowerOfTen(2);
                    case "Wh", "J", "W", "m3", "Cel", "1" -> number;
                    default -> throw new AssertionError(unit);
                };
        BigDecimal divisor =
                switch (unit.symbol()) {
                    case "J", "kJ", "MJ", "GJ" -> new BigDecimal(3600);
                    case "degF" -> new BigDecimal(9);
                    default -> BigDecimal.ONE;
                };
        BigDecimal micros = dividend.multiply(micro).divide(divisor, 0, RoundingMode.HALF_EVEN);
        return micros.abs().compareTo(new BigDecimal("1e18")) < 0 ? micros.longValueExact() : Micros.OUT_OF_RANGE;
    }
}
