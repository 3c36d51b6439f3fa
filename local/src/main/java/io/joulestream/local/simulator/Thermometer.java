package io.joulestream.local.simulator;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.LongToDoubleFunction;

/** A temperature in °C at even intervals, to a tenth. */
final class Thermometer implements Source {

    private final LongToDoubleFunction celsius;
    private final Duration every;
    private long next;

    private Thermometer(LongToDoubleFunction celsius, Duration every, long from) {
        this.celsius = celsius;
        this.every = every;
        this.next = from;
    }

    static Thermometer outdoors(Weather weather, Duration every, long from) {
        return new Thermometer(weather::outdoorCelsius, every, from);
    }

    /** A room that is heated to 21 °C by day and 18 °C by night, and follows slow summers through its walls. */
    static Thermometer indoors(Weather weather, Noise noise, Duration every, long from) {
        var draught = noise.of("draught " + weather.site().name());
        return new Thermometer(
                millis -> {
                    var hour = weather.site().localHour(millis);
                    var wanted = 19.5 + 1.5 * StrictMath.sin(StrictMath.PI * (hour - 9.5) / 12);
                    var unheated = 21 + 0.55 * (weather.slowCelsius(millis) - 19);
                    return Math.max(wanted, unheated) + 0.35 * draught.smooth(millis, 40 * 60_000L);
                },
                every,
                from);
    }

    @Override
    public Reading next() {
        var reading = Reading.of(next, celsius.applyAsDouble(next), 1);
        next += every.toMillis();
        return reading;
    }

    /** Where a sensor's bits fail, it is 85 °C. */
    @Override
    public BigDecimal mistaken(BigDecimal value, SplittableRandom random) {
        return new BigDecimal("85.0");
    }
}
