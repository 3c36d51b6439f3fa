package io.joulestream.core.quantity;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The accepted units (SEMANTICS 2). Converting is exact: {@code micros = (value * multiplier + offset) / divisor}, all
 * three integers, in micro-units of the dimension's canonical unit.
 */
public enum Unit {
    WATT_HOUR("Wh", Dimension.ENERGY, 1_000_000, 1),
    KILOWATT_HOUR("kWh", Dimension.ENERGY, 1_000_000_000, 1),
    MEGAWATT_HOUR("MWh", Dimension.ENERGY, 1_000_000_000_000L, 1),
    GIGAWATT_HOUR("GWh", Dimension.ENERGY, 1_000_000_000_000_000L, 1),
    JOULE("J", Dimension.ENERGY, 1_000_000, 3600),
    KILOJOULE("kJ", Dimension.ENERGY, 1_000_000_000, 3600),
    MEGAJOULE("MJ", Dimension.ENERGY, 1_000_000_000_000L, 3600),
    GIGAJOULE("GJ", Dimension.ENERGY, 1_000_000_000_000_000L, 3600),
    MILLIWATT("mW", Dimension.POWER, 1000, 1),
    WATT("W", Dimension.POWER, 1_000_000, 1),
    KILOWATT("kW", Dimension.POWER, 1_000_000_000, 1),
    MEGAWATT("MW", Dimension.POWER, 1_000_000_000_000L, 1),
    LITRE("L", Dimension.VOLUME, 1000, 1),
    CUBIC_METRE("m3", Dimension.VOLUME, 1_000_000, 1),
    /** 0.3048 m cubed. */
    CUBIC_FOOT("ft3", Dimension.VOLUME, 28_316_846_592L, 1_000_000),
    HUNDRED_CUBIC_FEET("CCF", Dimension.VOLUME, 2_831_684_659_200L, 1_000_000),
    CELSIUS("Cel", Dimension.TEMPERATURE, 1_000_000, 1),
    FAHRENHEIT("degF", Dimension.TEMPERATURE, 5_000_000, -160_000_000, 9),
    KELVIN("K", Dimension.TEMPERATURE, 1_000_000, -273_150_000, 1),
    ONE("1", Dimension.NUMBER, 1_000_000, 1),
    PERCENT("%", Dimension.NUMBER, 10_000, 1);

    private static final Map<String, Unit> BY_SYMBOL = bySymbol();

    private final String symbol;
    private final Dimension dimension;

    @SuppressWarnings("ImmutableEnumChecker") // never written to, nor handed out
    private final Factor[] factors;

    Unit(String symbol, Dimension dimension, long multiplier, long divisor) {
        this(symbol, dimension, multiplier, 0, divisor);
    }

    Unit(String symbol, Dimension dimension, long multiplier, long offset, long divisor) {
        this.symbol = symbol;
        this.dimension = dimension;
        this.factors = Factor.byScale(multiplier, offset, divisor);
    }

    /** The unit of exactly this symbol; null where there is none. Case matters: mW is not MW. */
    public static @Nullable Unit find(String symbol) {
        return BY_SYMBOL.get(symbol);
    }

    /** All accepted symbols, for a refusal's detail. */
    public static String symbols() {
        return Arrays.stream(values()).map(Unit::symbol).collect(Collectors.joining(", "));
    }

    public Dimension dimension() {
        return dimension;
    }

    /** The symbol in ASCII, as the project writes it. */
    public String symbol() {
        return symbol;
    }

    /** The factor of a whole number. */
    Factor factor() {
        return factors[0];
    }

    /** The factor of a number of this many decimals; null where 64 bits do not hold it. */
    @Nullable
    Factor factor(int scale) {
        return scale >= 0 && scale < factors.length ? factors[scale] : null;
    }

    private static Map<String, Unit> bySymbol() {
        Map<String, Unit> units = new HashMap<>();
        for (Unit unit : values()) {
            units.put(unit.symbol, unit);
        }
        units.put("m³", CUBIC_METRE);
        units.put("ft³", CUBIC_FOOT);
        units.put("°C", CELSIUS);
        units.put("°F", FAHRENHEIT);
        return Map.copyOf(units);
    }

    /** {@code micros = (unscaled * multiplier + offset) / divisor}, in lowest terms. */
    record Factor(long multiplier, long offset, long divisor) {

        /** One for each number of decimals, as far as 64 bits go: 10 to the scale goes into the divisor. */
        private static Factor[] byScale(long multiplier, long offset, long divisor) {
            Factor[] factors = new Factor[19];
            int scale = 0;
            BigInteger power = BigInteger.ONE;
            for (; scale < factors.length; scale++, power = power.multiply(BigInteger.TEN)) {
                BigInteger wideOffset = power.multiply(BigInteger.valueOf(offset));
                BigInteger wideDivisor = power.multiply(BigInteger.valueOf(divisor));
                BigInteger common =
                        BigInteger.valueOf(multiplier).gcd(wideOffset).gcd(wideDivisor);
                wideOffset = wideOffset.divide(common);
                wideDivisor = wideDivisor.divide(common);
                if (wideOffset.bitLength() > 63 || wideDivisor.bitLength() > 63) {
                    break;
                }
                factors[scale] =
                        new Factor(multiplier / common.longValue(), wideOffset.longValue(), wideDivisor.longValue());
            }
            return Arrays.copyOf(factors, scale);
        }
    }
}
