package io.joulestream.reference;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Random values in the canonical unit, with at most six decimals. */
final class HistoryValues {
    /** What a definition's maxRate is, in the canonical unit per hour, where there is one. */
    static final BigDecimal RATE = new BigDecimal(90);

    private static final BigDecimal PER_MILLISECOND = new BigDecimal("0.000025");
    private static final BigDecimal SMALLEST = new BigDecimal("0.000001");

    private static final BigDecimal HUGE = new BigDecimal("999999999999.999999");

    private final Chance chance;
    private final HistoryDefinitions definitions;
    private final int scale;
    private final boolean huge;

    HistoryValues(Chance chance, HistoryDefinitions definitions) {
        this.chance = chance;
        this.definitions = definitions;
        this.scale = chance.of(0, 3, 6);
        this.huge = definitions.modulus == null && chance.in(10);
    }

    /** A value for every time: those of a counter climb, with falls of every sort. */
    SortedMap<Long, BigDecimal> at(List<Long> times) {
        var values = new TreeMap<Long, BigDecimal>();
        var last = start();
        long before = times.get(0);
        for (long t : times) {
            if (definitions.counters && chance.in(10)) {
                // exactly as fast as maxRate allows, or a little faster
                var fastest = PER_MILLISECOND.multiply(BigDecimal.valueOf(t - before));
                last = bounded(last.add(fastest).add(chance.of(BigDecimal.ZERO, SMALLEST)));
            } else {
                last = definitions.counters ? climb(last) : any();
            }
            values.put(t, last);
            before = t;
        }
        return values;
    }

    BigDecimal start() {
        return definitions.counters ? bounded(decimal(0, 900)) : any();
    }

    /** What replaces a value. */
    BigDecimal instead(BigDecimal old) {
        return chance.in(50) ? (definitions.counters ? climb(old) : any()) : bounded(old.add(decimal(-2, 2)));
    }

    private BigDecimal any() {
        if (definitions.levels) {
            return BigDecimal.valueOf(chance.between(1, 10));
        }
        if (huge && chance.in(50)) {
            return bounded(chance.of(HUGE, HUGE.negate(), HUGE.subtract(decimal(0, 1000))));
        }
        return bounded(
                switch (chance.below(6)) {
                    case 0 -> BigDecimal.ZERO;
                    case 1 -> decimal(-100, 100);
                    case 2 -> new BigDecimal("0.000001");
                    case 3 -> new BigDecimal("-0.000003");
                    default -> decimal(0, 5000);
                });
    }

    private BigDecimal climb(BigDecimal last) {
        var next = last.add(decimal(0, chance.of(1, 10, 500)));
        if (huge && chance.in(20)) {
            return chance.of(HUGE, BigDecimal.ZERO);
        }
        var modulus = definitions.modulus;
        if (modulus != null && chance.in(25)) {
            return bounded(chance.of(
                    modulus.multiply(new BigDecimal("0.9")),
                    modulus.multiply(new BigDecimal("0.1")),
                    modulus.multiply(new BigDecimal("0.95")),
                    modulus.subtract(new BigDecimal("0.000001")),
                    decimal(0, 50)));
        }
        return bounded(
                switch (chance.below(20)) {
                    case 0, 1 -> last;
                    case 2 -> last.multiply(new BigDecimal("0.95"));
                    case 3 -> last.multiply(new BigDecimal("0.9"));
                    case 4 -> last.multiply(new BigDecimal("0.9")).subtract(new BigDecimal("0.000001"));
                    case 5 -> decimal(0, 20);
                    case 6 -> BigDecimal.ZERO;
                    case 7 -> last.add(new BigDecimal("0.000001"));
                    default -> next;
                });
    }

    private BigDecimal decimal(long from, long to) {
        return BigDecimal.valueOf(chance.between(from * 1_000_000, to * 1_000_000), 6)
                .setScale(scale, RoundingMode.HALF_EVEN);
    }

    /** Into what every definition of the history takes. */
    private BigDecimal bounded(BigDecimal value) {
        if (definitions.levels) {
            return value.max(BigDecimal.ONE).min(BigDecimal.TEN).setScale(0, RoundingMode.HALF_EVEN);
        }
        var result = definitions.counters ? value.max(BigDecimal.ZERO) : value.max(HUGE.negate());
        var modulus = definitions.modulus;
        result = modulus != null && result.compareTo(modulus) >= 0 ? result.remainder(modulus) : result.min(HUGE);
        return result.setScale(6, RoundingMode.HALF_EVEN);
    }

    /** A canonical value in this unit, to twenty decimals. */
    static BigDecimal in(String unitName, BigDecimal canonical) {
        try {
            var unit = ReferenceUnit.of(unitName);
            var value = canonical
                    .multiply(BigDecimal.valueOf(unit.denominator()))
                    .divide(BigDecimal.valueOf(unit.numerator()), 20, RoundingMode.HALF_EVEN)
                    .subtract(unit.offset());
            return new BigDecimal(value.stripTrailingZeros().toPlainString());
        } catch (RefusedEvent e) {
            throw new IllegalArgumentException(Objects.toString(e.getMessage()), e);
        }
    }
}
