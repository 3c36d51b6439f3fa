package io.joulestream.core.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.core.quantity.Wide;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SpanTest {
    private static final long FROM = 1_700_000_000_123L;

    /** SEMANTICS 13: wherever a span is cut, the shares add up to it exactly. */
    @Test
    void sharesOfAnIncrementAddUpToIt() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 5_000; i++) {
            long to = FROM + random.nextLong(1, 1L << random.nextInt(1, 42));
            long increment = random.nextLong(-1L << 59, 1L << 59) >> random.nextInt(59);
            Span span = new Span();
            span.increment(FROM, to, increment, true);
            assertEquals(Wide.of(increment), sumOfShares(span, random).total);
        }
    }

    /** SEMANTICS 16: the integral of a held level is exact; its energy is rounded once at each boundary. */
    @Test
    void sharesOfAHeldPowerAddUpToItsIntegralAndItsEnergy() {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 5_000; i++) {
            long to = FROM + random.nextLong(1, 1L << random.nextInt(1, 42));
            long micros = random.nextLong(-999_999_999_999_999_999L, 999_999_999_999_999_999L) >> random.nextInt(59);
            Span span = new Span();
            span.held(FROM, to, micros, true);
            Shares shares = sumOfShares(span, random);
            BigInteger integral = BigInteger.valueOf(micros).multiply(BigInteger.valueOf(to - FROM));
            assertEquals(integral, shares.integral.toBigInteger());
            assertEquals(halfEven(integral, BigInteger.valueOf(3_600_000)), shares.total.toBigInteger());
        }
    }

    /** SEMANTICS 16: a line's integral is that of the trapezium, rounded half-even. */
    @Test
    void sharesOfALineAddUpToItsTrapezium() {
        SplittableRandom random = new SplittableRandom(5);
        long longest = 31L * 86_400_000;
        for (int i = 0; i < 5_000; i++) {
            long to = FROM + 1 + (random.nextLong(longest) >> random.nextInt(30));
            long a = random.nextLong(-999_999_999_999_999_999L, 999_999_999_999_999_999L) >> random.nextInt(59);
            long b = random.nextLong(-999_999_999_999_999_999L, 999_999_999_999_999_999L) >> random.nextInt(59);
            Span span = new Span();
            span.line(FROM, to, a, b, true);
            Shares shares = sumOfShares(span, random);
            BigInteger doubled =
                    BigInteger.valueOf(a).add(BigInteger.valueOf(b)).multiply(BigInteger.valueOf(to - FROM));
            BigInteger integral = halfEven(doubled, BigInteger.TWO);
            assertEquals(integral, shares.integral.toBigInteger());
            assertEquals(halfEven(integral, BigInteger.valueOf(3_600_000)), shares.total.toBigInteger());
        }
    }

    private record Shares(Wide total, Wide integral) {}

    private static Shares sumOfShares(Span span, SplittableRandom random) {
        Shares shares = new Shares(new Wide(), new Wide());
        long from = span.from();
        while (from < span.to()) {
            long to = random.nextInt(4) == 0 ? span.to() : from + 1 + random.nextLong(span.to() - from);
            to = Math.min(to, span.to());
            span.addShare(from, to, 1, shares.total, shares.integral);
            from = to;
        }
        return shares;
    }

    private static BigInteger halfEven(BigInteger dividend, BigInteger divisor) {
        return new BigDecimal(dividend)
                .divide(new BigDecimal(divisor), 0, RoundingMode.HALF_EVEN)
                .toBigIntegerExact();
    }
}
