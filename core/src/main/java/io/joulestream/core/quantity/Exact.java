package io.joulestream.core.quantity;

/** Integer quotients rounded half-even, exact through 128 bits. Allocates nothing. */
public final class Exact {
    private static final long LOW_HALF = 0xFFFF_FFFFL;

    private Exact() {}

    /**
     * {@code half_even(a * b / c)} for {@code c > 0}, whatever the product.
     *
     * @throws ArithmeticException where the result does not fit a long, or c is not positive
     */
    public static long mulDivHalfEven(long a, long b, long c) {
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        if (high == low >> 63) {
            return divHalfEven(low, c);
        }
        return divHalfEven(high, low, c);
    }

    /**
     * {@code half_even(a / c)} for {@code c > 0}.
     *
     * @throws ArithmeticException where c is not positive
     */
    public static long divHalfEven(long a, long c) {
        requirePositive(c);
        long quotient = a / c;
        long remainder = Math.abs(a % c);
        if (!roundsUp(remainder, c, quotient)) {
            return quotient;
        }
        return a < 0 ? quotient - 1 : quotient + 1;
    }

    /** Compares {@code a * b} with {@code c * d}, whatever the products: negative, zero or positive. */
    public static int compareProducts(long a, long b, long c, long d) {
        int byHigh = Long.compare(Math.multiplyHigh(a, b), Math.multiplyHigh(c, d));
        return byHigh != 0 ? byHigh : Long.compareUnsigned(a * b, c * d);
    }

    /** The quotient of a signed 128-bit number. */
    static long divHalfEven(long high, long low, long divisor) {
        requirePositive(divisor);
        boolean negative = high < 0;
        long magnitudeHigh = negative ? negatedHigh(high, low) : high;
        long magnitudeLow = negative ? -low : low;
        if (Long.compareUnsigned(magnitudeHigh, divisor) >= 0) {
            throw overflow();
        }
        long quotient = quotient(magnitudeHigh, magnitudeLow, divisor);
        if (roundsUp(magnitudeLow - quotient * divisor, divisor, quotient)) {
            quotient++;
            if (quotient == 0) {
                throw overflow();
            }
        }
        // As an unsigned number the quotient may be 2^63, which only its negative fits.
        if (quotient < 0 && !(negative && quotient == Long.MIN_VALUE)) {
            throw overflow();
        }
        return negative ? -quotient : quotient;
    }

    /** The high word of the negative of a 128-bit number. */
    static long negatedHigh(long high, long low) {
        return ~high + (low == 0 ? 1 : 0);
    }

    /** Whether the remainder (0 <= remainder < divisor) takes the quotient to its next larger magnitude. */
    static boolean roundsUp(long remainder, long divisor, long quotient) {
        long rest = divisor - remainder;
        return remainder > rest || (remainder == rest && (quotient & 1) != 0);
    }

    static void requirePositive(long divisor) {
        if (divisor <= 0) {
            throw new ArithmeticException("divisor " + divisor + " is not positive");
        }
    }

    /**
     * Unsigned 128 by 63 bits: two digits of 32 bits by schoolbook division (Knuth's algorithm D; "divlu" in Hacker's
     * Delight). Needs {@code high < divisor}, so that the quotient is one unsigned word.
     */
    static long quotient(long high, long low, long divisor) {
        if (high == 0) {
            return Long.divideUnsigned(low, divisor);
        }
        int shift = Long.numberOfLeadingZeros(divisor);
        long normalized = divisor << shift;
        long top = (high << shift) | (low >>> (64 - shift));
        long rest = low << shift;

        long first = digit(top, rest >>> 32, normalized);
        long middle = (top << 32) + (rest >>> 32) - first * normalized;
        long second = digit(middle, rest & LOW_HALF, normalized);
        return (first << 32) + second;
    }

    /** One quotient digit of 32 bits: of {@code top * 2^32 + next} by the divisor, whose highest bit is set. */
    private static long digit(long top, long next, long divisor) {
        long divisorHigh = divisor >>> 32;
        long divisorLow = divisor & LOW_HALF;
        long digit = Long.divideUnsigned(top, divisorHigh);
        long remainder = top - digit * divisorHigh;
        while (digit > LOW_HALF || Long.compareUnsigned(digit * divisorLow, (remainder << 32) + next) > 0) {
            digit--;
            remainder += divisorHigh;
            if (remainder > LOW_HALF) {
                break;
            }
        }
        return digit;
    }

    static ArithmeticException overflow() {
        return new ArithmeticException("result does not fit");
    }
}
