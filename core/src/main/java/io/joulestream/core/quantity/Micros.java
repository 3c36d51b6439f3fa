package io.joulestream.core.quantity;

import io.joulestream.core.quantity.Unit.Factor;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Values in fixed point: micro-units of a dimension's canonical unit in a {@code long}, always {@code |micros| < LIMIT}
 * (SEMANTICS 1). Decimal text times the unit's exact factor is rounded once, half-even; no {@code double} in between.
 */
public final class Micros {
    /** The first magnitude that is too large: 1e12 units. */
    public static final long LIMIT = 1_000_000_000_000_000_000L;
    /** What the conversions return where the result is not below {@link #LIMIT}; itself no value. */
    public static final long OUT_OF_RANGE = Long.MIN_VALUE;

    private static final long ONE = 1_000_000;
    private static final BigDecimal DECIMAL_LIMIT = BigDecimal.valueOf(LIMIT);
    /** A number of more digits before its point is out of range in every unit; the smallest factor is the joule's. */
    private static final int MOST_DIGITS = 18;
    /** A number below 10 to the minus this changes no result in any unit; the largest factor is the gigawatt hour's. */
    private static final int MOST_ZEROS = 20;

    private Micros() {}

    /** The micros of a decimal number of the unit; {@link #OUT_OF_RANGE} if too large. Any exponent costs the same. */
    public static long of(BigDecimal decimal, Unit unit) {
        if (decimal.unscaledValue().bitLength() <= 63) {
            return ofScaled(decimal.unscaledValue().longValue(), decimal.scale(), unit);
        }
        return ofAny(decimal, unit);
    }

    /** As {@link #of} for {@code unscaled * 10^-scale}; allocates nothing where 64 bits suffice. */
    public static long ofScaled(long unscaled, int scale, Unit unit) {
        Factor factor = unit.factor(scale);
        if (factor != null) {
            long product = unscaled * factor.multiplier();
            long numerator = product + factor.offset();
            boolean fits = Math.multiplyHigh(unscaled, factor.multiplier()) == product >> 63
                    && ((product ^ numerator) & (factor.offset() ^ numerator)) >= 0;
            if (fits) {
                return inRange(Exact.divHalfEven(numerator, factor.divisor()));
            }
        }
        return ofAny(BigDecimal.valueOf(unscaled, scale), unit);
    }

    private static long ofAny(BigDecimal decimal, Unit unit) {
        Factor factor = unit.factor();
        long digits = (long) decimal.precision() - decimal.scale();
        if (decimal.signum() == 0 || digits < -MOST_ZEROS) {
            return Exact.divHalfEven(factor.offset(), factor.divisor());
        }
        if (digits > MOST_DIGITS) {
            return OUT_OF_RANGE;
        }
        BigDecimal micros = decimal.multiply(BigDecimal.valueOf(factor.multiplier()))
                .add(BigDecimal.valueOf(factor.offset()))
                .divide(BigDecimal.valueOf(factor.divisor()), 0, RoundingMode.HALF_EVEN);
        return micros.abs().compareTo(DECIMAL_LIMIT) < 0 ? micros.longValueExact() : OUT_OF_RANGE;
    }

    private static long inRange(long micros) {
        return micros > -LIMIT && micros < LIMIT ? micros : OUT_OF_RANGE;
    }

    /** The number in canonical units: plain decimal, no trailing zeros. */
    public static String format(long micros) {
        StringBuilder text = new StringBuilder(21);
        long whole = micros / ONE;
        long fraction = Math.abs(micros % ONE);
        if (micros < 0 && whole == 0) {
            text.append('-');
        }
        text.append(whole);
        if (fraction != 0) {
            text.append('.');
            for (long rest = fraction, place = ONE / 10; rest != 0; rest %= place, place /= 10) {
                text.append((char) ('0' + rest / place));
            }
        }
        return text.toString();
    }

    /** The number in canonical units, exactly, with six decimals. */
    public static BigDecimal toDecimal(long micros) {
        return BigDecimal.valueOf(micros, 6);
    }

    /** The number in the given unit: the one of fewest decimals that {@link #of} takes back to these micros. */
    public static BigDecimal toDecimal(long micros, Unit unit) {
        Factor factor = unit.factor();
        BigDecimal numerator = BigDecimal.valueOf(micros)
                .multiply(BigDecimal.valueOf(factor.divisor()))
                .subtract(BigDecimal.valueOf(factor.offset()));
        @Nullable BigDecimal decimal = null;
        for (int scale = 0; decimal == null || of(decimal, unit) != micros; scale++) {
            decimal = numerator.divide(BigDecimal.valueOf(factor.multiplier()), scale, RoundingMode.HALF_EVEN);
        }
        return decimal;
    }
}
