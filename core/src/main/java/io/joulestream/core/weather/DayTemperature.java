package io.joulestream.core.weather;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How warm a day was in a cell, as a tenant sees it (SEMANTICS 32): the mean over the time that observations tell of. Between
 * two observations of a temperature that follow each other at most three hours apart it is linear. The tenant's own come
 * first; the providers' fill the time between. The mean is exact, rounded once, half-even.
 *
 * @param meanMicros in millionths of a degree Celsius
 * @param coveredMillis how much of the day observations tell of, more than 0
 * @param ownMillis how much of that is told by the tenant's own
 * @param provisional whether a final observation may still change it
 */
public record DayTemperature(long meanMicros, long coveredMillis, long ownMillis, boolean provisional) {
    /** A house is heated where the day is colder: 15.5 degrees. */
    public static final long HEATING_BASE_MICROS = 15_500_000;

    /** And cooled where it is warmer: 22 degrees. */
    public static final long COOLING_BASE_MICROS = 22_000_000;

    /** Heating degree days: by how much the day was colder than {@link #HEATING_BASE_MICROS}, in millionths of a degree. */
    public long heatingMicros() {
        return Math.max(0, HEATING_BASE_MICROS - meanMicros);
    }

    /** Cooling degree days likewise. */
    public long coolingMicros() {
        return Math.max(0, meanMicros - COOLING_BASE_MICROS);
    }

    /**
     * Of the stretch {@code [fromMillis, toMillis)}; null where nothing tells of it. O(observations of it).
     *
     * @param weather all observations of the stretch and of three hours before and after it, by time: each starts where the
     *     one before it ends
     */
    public static @Nullable DayTemperature of(
            List<CellWeather> weather, String tenant, long fromMillis, long toMillis) {
        var sum = new Sum();
        long known = fromMillis;
        long ownMillis = 0;
        for (Piece own : pieces(weather, tenant, fromMillis, toMillis)) {
            pieces(weather, CellWeather.SHARED, known, own.start()).forEach(sum::add);
            sum.add(own);
            ownMillis += own.end() - own.start();
            known = own.end();
        }
        pieces(weather, CellWeather.SHARED, known, toMillis).forEach(sum::add);
        return sum.coveredMillis == 0
                ? null
                : new DayTemperature(sum.mean(), sum.coveredMillis, ownMillis, sum.provisional);
    }

    /** The stretch between two observations, or what of it is asked for. */
    private record Piece(Observation before, Observation after, long start, long end) {}

    /** What an owner's observations tell of the stretch, by time; the pieces do not overlap. */
    private static List<Piece> pieces(List<CellWeather> weather, String owner, long fromMillis, long toMillis) {
        List<Piece> pieces = new ArrayList<>();
        if (fromMillis >= toMillis) {
            return pieces;
        }
        Observation before = null;
        long widest = Bracket.WIDEST_MILLIS;
        for (CellWeather each : weather) {
            for (Observation after : each.within(owner, fromMillis - widest, toMillis + widest)) {
                if (after.weather().temperature() == null) {
                    continue;
                }
                if (before != null && after.tsMillis() - before.tsMillis() <= widest) {
                    long start = Math.max(fromMillis, before.tsMillis());
                    long end = Math.min(toMillis, after.tsMillis());
                    if (start < end) {
                        pieces.add(new Piece(before, after, start, end));
                    }
                }
                before = after;
            }
        }
        return pieces;
    }

    /** The integral of the temperature, and over how long. */
    private static final class Sum {
        /** Twice the integral, in micro-degrees times milliseconds, of pieces from one observation to another; */
        private long doubled;
        /** and of those that are cut, as a fraction. */
        private BigInteger cutDoubled = BigInteger.ZERO;

        private BigInteger cutDivisor = BigInteger.ONE;
        private long coveredMillis;
        private boolean provisional;

        void add(Piece piece) {
            Observation before = piece.before();
            Observation after = piece.after();
            long a = temperature(before);
            long b = temperature(after);
            long length = piece.end() - piece.start();
            long distance = after.tsMillis() - before.tsMillis();
            if (length == distance) {
                doubled += (a + b) * length;
            } else {
                long middleDoubled = piece.start() + piece.end() - 2 * before.tsMillis();
                BigInteger part = BigInteger.valueOf(2 * a * distance + (b - a) * middleDoubled)
                        .multiply(BigInteger.valueOf(length));
                BigInteger divisor = BigInteger.valueOf(distance);
                cutDoubled = cutDoubled.multiply(divisor).add(part.multiply(cutDivisor));
                cutDivisor = cutDivisor.multiply(divisor);
            }
            coveredMillis += length;
            provisional |= before.provisional() || after.provisional();
        }

        private static long temperature(Observation observation) {
            return Objects.requireNonNull(observation.weather().temperature());
        }

        long mean() {
            BigInteger sum = BigInteger.valueOf(doubled).multiply(cutDivisor).add(cutDoubled);
            BigInteger divisor = BigInteger.valueOf(2 * coveredMillis).multiply(cutDivisor);
            return new BigDecimal(sum)
                    .divide(new BigDecimal(divisor), 0, RoundingMode.HALF_EVEN)
                    .longValueExact();
        }
    }
}
