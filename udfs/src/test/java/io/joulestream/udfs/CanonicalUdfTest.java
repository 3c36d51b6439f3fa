package io.joulestream.udfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalUdfTest {
    private final CanonicalValueUdf value = new CanonicalValueUdf();
    private final CanonicalUnitUdf unit = new CanonicalUnitUdf();

    @ParameterizedTest
    @CsvSource({
        "1.5,       kWh, 1500.000000, Wh",
        "-3.6e3,    J,   -1.000000,   Wh",
        "0.0000005, W,   0.000000,    W", // half-even
        "0.0000015, W,   0.000002,    W",
        "1,         m³,  1.000000,    m3",
        "50,        °F,  10.000000,   Cel",
        "12.5,      %,   0.125000,    1",
        "999999999999.999999, 1, 999999999999.999999, 1"
    })
    void convertsExactly(String text, String from, BigDecimal expected, String canonical) {
        assertEquals(expected, value.eval(text, from));
        assertEquals(canonical, unit.eval(from));
    }

    @ParameterizedTest
    @CsvSource({
        "twelve, kWh",
        "'', kWh",
        "' 1', kWh",
        "NaN, W",
        "-Infinity, W",
        "1e12, Wh",
        "1e999999999, J",
        "1, kwh",
        "1, ''"
    })
    void answersNullForWhatCannotBeUsed(String text, String from) {
        assertNull(value.eval(text, from));
    }

    @Test
    void answersNullForNull() {
        assertNull(value.eval(null, "kWh"));
        assertNull(value.eval("1", null));
        assertNull(unit.eval(null));
        assertNull(unit.eval("kwh"));
    }

    @Test
    void answersNullForTextThatIsTooLongToBeANumber() {
        assertNull(value.eval("0".repeat(1001), "W"));
        assertEquals(new BigDecimal("0.000000"), value.eval("0".repeat(1000), "W"));
    }
}
