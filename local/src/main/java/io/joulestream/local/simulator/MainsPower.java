package io.joulestream.local.simulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.SplittableRandom;

/**
 * What a household draws from the mains, in W, every ten seconds: the same load that its meter counts, and the flicker that
 * no quarter of an hour shows.
 */
final class MainsPower implements Source {

    static final Duration EVERY = Duration.ofSeconds(10);

    private static final double FLICKER = 0.06;
    private static final long FLICKER_MILLIS = 45_000;

    private final HouseholdLoad load;
    private final Noise flicker;
    private long next;

    MainsPower(HouseholdLoad load, Noise noise, long from) {
        this.load = load;
        this.flicker = noise.of("flicker");
        this.next = from;
    }

    @Override
    public Reading next() {
        var reading = Reading.of(next, load.watts(next) * (1 + FLICKER * flicker.smooth(next, FLICKER_MILLIS)), 0);
        next += EVERY.toMillis();
        return reading;
    }

    /** A motor that starts, taken for a load that lasts. */
    @Override
    public BigDecimal mistaken(BigDecimal value, SplittableRandom random) {
        return value.add(BigDecimal.valueOf(800 + random.nextInt(2_500)));
    }
}
