package io.joulestream.local.simulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.SplittableRandom;

/** A smart meter's kWh of each half hour, stamped with its end. */
final class SmartMeter implements Source {

    static final Duration EVERY = Duration.ofMinutes(30);

    private final HouseholdLoad load;
    private long next;

    SmartMeter(HouseholdLoad load, long from) {
        this.load = load;
        this.next = from + EVERY.toMillis();
    }

    @Override
    public Reading next() {
        var quarter = EVERY.toMillis() / 2;
        var watts = (load.watts(next - 2 * quarter) + load.watts(next - quarter)) / 2;
        var reading = Reading.of(next, watts / 1000 * EVERY.toMillis() / 3_600_000.0, 3);
        next += EVERY.toMillis();
        return reading;
    }

    /** Nothing measured, or the amount of a whole hour. */
    @Override
    public BigDecimal mistaken(BigDecimal value, SplittableRandom random) {
        return random.nextBoolean()
                ? BigDecimal.ZERO.setScale(3)
                : value.add(value).add(BigDecimal.ONE);
    }
}
