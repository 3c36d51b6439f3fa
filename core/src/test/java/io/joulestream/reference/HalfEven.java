package io.joulestream.reference;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** The only rounding there is: to the nearest integer, a tie to the even one. */
final class HalfEven {
    private HalfEven() {}

    static BigInteger divide(BigInteger numerator, BigInteger denominator) {
        return new BigDecimal(numerator)
                .divide(new BigDecimal(denominator), 0, RoundingMode.HALF_EVEN)
                .toBigIntegerExact();
    }

    static BigInteger divide(BigInteger numerator, long denominator) {
        return divide(numerator, BigInteger.valueOf(denominator));
    }
}
