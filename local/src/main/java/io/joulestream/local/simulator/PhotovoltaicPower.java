package io.joulestream.local.simulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.SplittableRandom;

/** The power of a roof's solar panels in W, every minute: nothing at night, ragged under passing clouds. */
final class PhotovoltaicPower implements Source {

    static final Duration EVERY = Duration.ofMinutes(1);

    private static final double PEAK_WATTS = 4_600;

    private final Weather weather;
    private long next;

    PhotovoltaicPower(Weather weather, long from) {
        this.weather = weather;
        this.next = from;
    }

    @Override
    public Reading next() {
        var height = Math.max(0, weather.site().sunHeight(next));
        var reading = Reading.of(next, PEAK_WATTS * StrictMath.pow(height, 1.2) * weather.clearness(next), 0);
        next += EVERY.toMillis();
        return reading;
    }

    @Override
    public BigDecimal mistaken(BigDecimal value, SplittableRandom random) {
        return value.add(BigDecimal.valueOf(1 + random.nextInt(900)));
    }
}
