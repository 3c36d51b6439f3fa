package io.joulestream.reference;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rules 1 and 2: a unit, by what it is converted to and how: canonical = (value + offset) * numerator / denominator.
 *
 * @param canonical the canonical unit, which is also the name of the dimension
 */
record ReferenceUnit(String canonical, BigDecimal offset, long numerator, long denominator) {

    private static final BigDecimal LIMIT = new BigDecimal("1e12");

    private static final Map<String, ReferenceUnit> UNITS = Map.ofEntries(
            Map.entry("Wh", unit("Wh", "0", 1, 1)),
            Map.entry("kWh", unit("Wh", "0", 1_000, 1)),
            Map.entry("MWh", unit("Wh", "0", 1_000_000, 1)),
            Map.entry("GWh", unit("Wh", "0", 1_000_000_000, 1)),
            // 1 Wh = 3600 J
            Map.entry("J", unit("Wh", "0", 1, 3_600)),
            Map.entry("kJ", unit("Wh", "0", 1_000, 3_600)),
            Map.entry("MJ", unit("Wh", "0", 1_000_000, 3_600)),
            Map.entry("GJ", unit("Wh", "0", 1_000_000_000, 3_600)),
            Map.entry("mW", unit("W", "0", 1, 1_000)),
            Map.entry("W", unit("W", "0", 1, 1)),
            Map.entry("kW", unit("W", "0", 1_000, 1)),
            Map.entry("MW", unit("W", "0", 1_000_000, 1)),
            Map.entry("L", unit("m3", "0", 1, 1_000)),
            Map.entry("m3", unit("m3", "0", 1, 1)),
            Map.entry("m³", unit("m3", "0", 1, 1)),
            // 1 ft = 0.3048 m, so 1 ft3 = 0.028316846592 m3; 1 CCF = 100 ft3
            Map.entry("ft3", unit("m3", "0", 28_316_846_592L, 1_000_000_000_000L)),
            Map.entry("ft³", unit("m3", "0", 28_316_846_592L, 1_000_000_000_000L)),
            Map.entry("CCF", unit("m3", "0", 2_831_684_659_200L, 1_000_000_000_000L)),
            Map.entry("Cel", unit("Cel", "0", 1, 1)),
            Map.entry("°C", unit("Cel", "0", 1, 1)),
            Map.entry("degF", unit("Cel", "-32", 5, 9)),
            Map.entry("°F", unit("Cel", "-32", 5, 9)),
            Map.entry("K", unit("Cel", "-273.15", 1, 1)),
            Map.entry("1", unit("1", "0", 1, 1)),
            Map.entry("%", unit("1", "0", 1, 100)));

    private static ReferenceUnit unit(String canonical, String offset, long numerator, long denominator) {
        return new ReferenceUnit(canonical, new BigDecimal(offset), numerator, denominator);
    }

    /** Rule 2: an unknown unit is {@code unit_unknown}. */
    static ReferenceUnit of(@Nullable Object name) throws RefusedEvent {
        var unit = name instanceof String text ? UNITS.get(text) : null;
        if (unit == null) {
            throw new RefusedEvent("unit_unknown");
        }
        return unit;
    }

    /** Rule 1: micro-units of the canonical unit, rounded once; {@code |value| < 1e12}. */
    BigInteger micros(BigDecimal value) throws RefusedEvent {
        // 1e999999999 must not become a number of a billion digits.
        if (value.signum() != 0 && value.precision() - (long) value.scale() > 40) {
            throw new RefusedEvent("value_out_of_range");
        }
        // What is smaller than 1e-60 cannot make a tie of six decimals, nor break one.
        var small = value.signum() != 0 && value.precision() - (long) value.scale() < -60;
        var shifted = (small ? BigDecimal.ZERO : value).add(offset);
        var scaled = shifted.multiply(BigDecimal.valueOf(numerator)).movePointRight(6);
        // numerator and denominator of the exact fraction, as integers
        var digits = Math.max(scaled.scale(), 0);
        var micros = HalfEven.divide(
                scaled.movePointRight(digits).toBigIntegerExact(),
                BigInteger.TEN.pow(digits).multiply(BigInteger.valueOf(denominator)));
        if (new BigDecimal(micros).movePointLeft(6).abs().compareTo(LIMIT) >= 0) {
            throw new RefusedEvent("value_out_of_range");
        }
        return micros;
    }
}
