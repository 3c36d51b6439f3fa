package io.joulestream.core.quantity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactTest {
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    @Test
    void agreesWithBigDecimalOverRandomWords() {
        var random = new Random(1);
        for (int i = 0; i < 300_000; i++) {
            check(Words.any(random), Words.any(random), Words.positive(random));
        }
    }

    @Test
    void roundsEveryTieToTheEvenNeighbour() {
        var random = new Random(2);
        for (int i = 0; i < 100_000; i++) {
            long half = Words.positive(random) >>> 2;
            check(2 * (random.nextLong() >> 30) + 1, Math.max(1, half), 2 * Math.max(1, half));
        }
        assertEquals(0, Exact.divHalfEven(1, 2));
        assertEquals(2, Exact.divHalfEven(3, 2));
        assertEquals(-2, Exact.divHalfEven(-3, 2));
        assertEquals(-2, Exact.divHalfEven(-5, 2));
    }

    @Test
    void agreesWithBigDecimalAtTheEdgesOfEveryWord() {
        long[] edges = {
            Long.MIN_VALUE,
            Long.MIN_VALUE + 1,
            -(1L << 62),
            -(1L << 32),
            -3,
            -2,
            -1,
            0,
            1,
            2,
            3,
            1L << 31,
            (1L << 32) - 1,
            1L << 32,
            (1L << 62) - 1,
            1L << 62,
            Long.MAX_VALUE - 1,
            Long.MAX_VALUE
        };
        for (long a : edges) {
            for (long b : edges) {
                for (long c : edges) {
                    if (c > 0) {
                        check(a, b, c);
                    }
                }
            }
        }
    }

    @Test
    void refusesADivisorThatIsNotPositive() {
        assertThrows(ArithmeticException.class, () -> Exact.divHalfEven(1, 0));
        assertThrows(ArithmeticException.class, () -> Exact.divHalfEven(1, -2));
        assertThrows(ArithmeticException.class, () -> Exact.mulDivHalfEven(1, 1, 0));
        assertThrows(ArithmeticException.class, () -> Exact.mulDivHalfEven(1L << 62, 1L << 62, -1));
    }

    private static void check(long a, long b, long c) {
        BigInteger expected = new BigDecimal(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)))
                .divide(BigDecimal.valueOf(c), 0, RoundingMode.HALF_EVEN)
                .toBigInteger();
        if (expected.compareTo(LEAST) < 0 || expected.compareTo(MOST) > 0) {
            assertThrows(ArithmeticException.class, () -> Exact.mulDivHalfEven(a, b, c));
        } else {
            assertEquals(expected.longValueExact(), Exact.mulDivHalfEven(a, b, c), () -> a + " * " + b + " / " + c);
        }
    }
}
