package io.joulestream.local.simulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * The register of a household's electricity meter in kWh, every 15 minutes.
 *
 * <p>During its outage it counts and is not heard; at its dip it shows a little too little for some readings; at its
 * reset it starts at zero again.
 */
final class HouseholdMeter implements Source {

    /** @param outage when it falls silent; {@code dip} and {@code reset} are instants of the same kind */
    record Mishaps(long outage, long dip, long reset) {}

    static final Duration EVERY = Duration.ofMinutes(15);
    static final Duration OUTAGE = Duration.ofHours(31);
    static final Duration DIP = Duration.ofMinutes(45);

    private static final double FIRST_KWH = 18_204.371;
    private static final double DIPPED = 0.985;

    private final HouseholdLoad load;
    private final Mishaps mishaps;
    private double register = FIRST_KWH;
    private long next;

    HouseholdMeter(HouseholdLoad load, long from, Mishaps mishaps) {
        this.load = load;
        this.next = from;
        this.mishaps = mishaps;
    }

    @Override
    public Reading next() {
        while (within(next, mishaps.outage(), OUTAGE)) {
            count();
        }
        var shown = within(next, mishaps.dip(), DIP) ? register * DIPPED : register;
        var reading = Reading.of(next, shown, 3);
        count();
        return reading;
    }

    private void count() {
        var hours = EVERY.toMillis() / 3_600_000.0;
        var used = load.watts(next) / 1000 * hours;
        next += EVERY.toMillis();
        register = within(next, mishaps.reset(), EVERY) ? 0 : register + used;
    }

    private static boolean within(long millis, long start, Duration length) {
        return millis >= start && millis < start + length.toMillis();
    }

    /** A register that went on too fast. */
    @Override
    public BigDecimal mistaken(BigDecimal value, SplittableRandom random) {
        return value.add(BigDecimal.valueOf(5 + random.nextInt(40)));
    }
}
