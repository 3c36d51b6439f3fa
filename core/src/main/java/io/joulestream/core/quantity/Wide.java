package io.joulestream.core.quantity;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * A mutable 128-bit signed integer, for sums of micros and integrals in micro-unit milliseconds. Overflow throws
 * {@link ArithmeticException} and leaves the number as it was; nothing wraps. Not thread-safe. Arithmetic allocates
 * nothing. Equal by value, so a number that still changes is no key of a map.
 */
public final class Wide implements Comparable<Wide> {
    private long high;
    private long low;

    /** Zero. */
    public Wide() {}

    private Wide(long high, long low) {
        this.high = high;
        this.low = low;
    }

    /** {@code high * 2^64 + low}, low taken as unsigned: the inverse of {@link #high} and {@link #low}. */
    public static Wide of(long high, long low) {
        return new Wide(high, low);
    }

    public static Wide of(long value) {
        return new Wide(value >> 63, value);
    }

    public void add(long value) {
        add(value >> 63, value);
    }

    public void add(Wide other) {
        add(other.high, other.low);
    }

    public void addProduct(long a, long b) {
        add(Math.multiplyHigh(a, b), a * b);
    }

    public void subtract(Wide other) {
        long newLow = low - other.low;
        long newHigh = high - other.high - (Long.compareUnsigned(low, other.low) < 0 ? 1 : 0);
        if (((high ^ other.high) & (high ^ newHigh)) < 0) {
            throw Exact.overflow();
        }
        high = newHigh;
        low = newLow;
    }

    private void add(long otherHigh, long otherLow) {
        long newLow = low + otherLow;
        long newHigh = high + otherHigh + (Long.compareUnsigned(newLow, low) < 0 ? 1 : 0);
        if (((high ^ newHigh) & (otherHigh ^ newHigh)) < 0) {
            throw Exact.overflow();
        }
        high = newHigh;
        low = newLow;
    }

    public void set(Wide other) {
        high = other.high;
        low = other.low;
    }

    public void clear() {
        high = 0;
        low = 0;
    }

    public boolean isZero() {
        return (high | low) == 0;
    }

    /** -1, 0 or 1. */
    public int signum() {
        return high < 0 ? -1 : isZero() ? 0 : 1;
    }

    /** The quotient by a positive divisor, rounded half-even. */
    public long divHalfEven(long divisor) {
        return fitsLong() ? Exact.divHalfEven(low, divisor) : Exact.divHalfEven(high, low, divisor);
    }

    /** Becomes its quotient by a positive divisor, rounded half-even. */
    public void divideHalfEven(long divisor) {
        if (fitsLong()) {
            low = Exact.divHalfEven(low, divisor);
            high = low >> 63;
            return;
        }
        Exact.requirePositive(divisor);
        boolean negative = high < 0;
        long magnitudeHigh = negative ? Exact.negatedHigh(high, low) : high;
        long magnitudeLow = negative ? -low : low;
        long quotientHigh = Long.divideUnsigned(magnitudeHigh, divisor);
        long carried = magnitudeHigh - quotientHigh * divisor;
        long quotientLow = Exact.quotient(carried, magnitudeLow, divisor);
        if (Exact.roundsUp(magnitudeLow - quotientLow * divisor, divisor, quotientLow)) {
            quotientLow++;
            quotientHigh += quotientLow == 0 ? 1 : 0;
        }
        high = negative ? Exact.negatedHigh(quotientHigh, quotientLow) : quotientHigh;
        low = negative ? -quotientLow : quotientLow;
    }

    /** {@code half_even(this * by / over)} for {@code over > 0}, as a new number, whatever the product. */
    public Wide scaled(long by, long over) {
        if (fitsLong()) {
            Wide product = new Wide();
            product.addProduct(low, by);
            product.divideHalfEven(over);
            return product;
        }
        Exact.requirePositive(over);
        BigDecimal product = new BigDecimal(toBigInteger().multiply(BigInteger.valueOf(by)));
        BigInteger quotient = product.divide(BigDecimal.valueOf(over), 0, RoundingMode.HALF_EVEN)
                .toBigIntegerExact();
        if (quotient.bitLength() > 127) {
            throw Exact.overflow();
        }
        return new Wide(quotient.shiftRight(64).longValue(), quotient.longValue());
    }

    /** The upper 64 bits, with the sign. */
    public long high() {
        return high;
    }

    /** The lower 64 bits. */
    public long low() {
        return low;
    }

    public boolean fitsLong() {
        return high == low >> 63;
    }

    public long longValueExact() {
        if (!fitsLong()) {
            throw Exact.overflow();
        }
        return low;
    }

    public BigInteger toBigInteger() {
        BigInteger unsignedLow = BigInteger.valueOf(low >>> 1).shiftLeft(1).add(BigInteger.valueOf(low & 1));
        return BigInteger.valueOf(high).shiftLeft(64).add(unsignedLow);
    }

    /** As {@link Micros#format}: this many millionths, in plain decimal without trailing zeros. */
    public String toDecimalString() {
        return fitsLong()
                ? Micros.format(low)
                : new BigDecimal(toBigInteger(), 6).stripTrailingZeros().toPlainString();
    }

    @Override
    public int compareTo(Wide other) {
        return high != other.high ? Long.compare(high, other.high) : Long.compareUnsigned(low, other.low);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Wide other && high == other.high && low == other.low;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(high) + Long.hashCode(low);
    }

    /** The integer itself. */
    @Override
    public String toString() {
        return toBigInteger().toString();
    }
}
