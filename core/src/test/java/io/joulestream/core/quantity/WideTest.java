package io.joulestream.core.quantity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WideTest {
    private static final Wide MOST = Wide.of(Long.MAX_VALUE, -1);
    private static final Wide LEAST = Wide.of(Long.MIN_VALUE, 0);

    @Test
    void sumsAndProductsAgreeWithBigInteger() {
        var random = new Random(1);
        for (int round = 0; round < 2_000; round++) {
            var sum = new Wide();
            BigInteger expected = BigInteger.ZERO;
            for (int i = 0; i < 50; i++) {
                long a = Words.any(random);
                long b = Words.any(random) >> 4;
                sum.add(a);
                sum.addProduct(a, b);
                Wide other = Wide.of(Words.any(random) >> 8, random.nextLong());
                sum.subtract(other);
                expected = expected.add(BigInteger.valueOf(a))
                        .add(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)))
                        .subtract(other.toBigInteger());
                assertEquals(expected, sum.toBigInteger());
            }
        }
    }

    @Test
    void quotientsAgreeWithBigDecimal() {
        var random = new Random(2);
        for (int i = 0; i < 200_000; i++) {
            Wide number = Wide.of(Words.any(random), random.nextLong());
            checkQuotient(number, Words.positive(random));
        }
        for (Wide number : new Wide[] {MOST, LEAST, new Wide(), Wide.of(-1), Wide.of(0, -1), Wide.of(-1, 0)}) {
            for (long divisor : new long[] {1, 2, 3, 1L << 32, Long.MAX_VALUE - 1, Long.MAX_VALUE}) {
                checkQuotient(number, divisor);
            }
        }
    }

    private static void checkQuotient(Wide number, long divisor) {
        BigInteger expected = new BigDecimal(number.toBigInteger())
                .divide(BigDecimal.valueOf(divisor), 0, RoundingMode.HALF_EVEN)
                .toBigInteger();
        Wide quotient = new Wide();
        quotient.set(number);
        quotient.divideHalfEven(divisor);
        assertEquals(expected, quotient.toBigInteger());
        if (expected.bitLength() <= 63) {
            assertEquals(expected.longValueExact(), number.divHalfEven(divisor));
        } else {
            assertThrows(ArithmeticException.class, () -> number.divHalfEven(divisor));
        }
    }

    @Test
    void overflowThrowsAndChangesNothing() {
        var most = new Wide();
        most.set(MOST);
        assertThrows(ArithmeticException.class, () -> most.add(1));
        assertThrows(ArithmeticException.class, () -> most.add(MOST));
        assertThrows(ArithmeticException.class, () -> most.addProduct(Long.MAX_VALUE, 2));
        assertThrows(ArithmeticException.class, () -> most.subtract(Wide.of(-1)));
        assertEquals(MOST, most);
        var least = new Wide();
        least.set(LEAST);
        assertThrows(ArithmeticException.class, () -> least.add(-1));
        assertThrows(ArithmeticException.class, () -> least.subtract(Wide.of(1)));
        assertThrows(ArithmeticException.class, () -> new Wide().subtract(LEAST));
        assertEquals(LEAST, least);
        assertThrows(ArithmeticException.class, () -> least.divideHalfEven(0));
        assertThrows(ArithmeticException.class, () -> new Wide().divideHalfEven(0));
        assertThrows(ArithmeticException.class, () -> least.divHalfEven(0));
        assertEquals(LEAST, least);
    }

    @Test
    void aNumberAddedToItselfDoubles() {
        Wide number = Wide.of(3, -5);
        BigInteger before = number.toBigInteger();
        number.add(number);
        assertEquals(before.shiftLeft(1), number.toBigInteger());
        number.subtract(number);
        assertTrue(number.isZero());
    }

    @Test
    void isOrderedAndEqualByValue() {
        var random = new Random(3);
        for (int i = 0; i < 100_000; i++) {
            Wide a = Wide.of(Words.any(random), random.nextLong());
            Wide b =
                    random.nextInt(4) == 0 ? Wide.of(a.high(), a.low()) : Wide.of(Words.any(random), random.nextLong());
            int expected = a.toBigInteger().compareTo(b.toBigInteger());
            assertEquals(expected, Integer.signum(a.compareTo(b)));
            assertEquals(expected == 0, a.equals(b));
            assertEquals(a.toBigInteger().signum(), a.signum());
            assertEquals(a.toBigInteger().bitLength() <= 63, a.fitsLong());
        }
        assertEquals(Wide.of(7).hashCode(), Wide.of(0, 7).hashCode());
        assertNotEquals(Wide.of(7), Wide.of(-7));
    }

    @Test
    void readsAsDecimalWithoutTrailingZeros() {
        assertEquals("0", new Wide().toDecimalString());
        assertEquals("-0.000001", Wide.of(-1).toDecimalString());
        assertEquals("170141183460469231731687303715884.105727", MOST.toDecimalString());
        Wide million = Wide.of(1_000_000_000_000_000_000L);
        million.addProduct(1_000_000_000_000_000_000L, 999_999);
        assertEquals("1000000000000000000", million.toDecimalString());
        assertEquals("1000000000000000000000000", million.toString());
        assertFalse(million.fitsLong());
        assertThrows(ArithmeticException.class, million::longValueExact);
        million.clear();
        assertEquals(0, million.longValueExact());
    }
}
