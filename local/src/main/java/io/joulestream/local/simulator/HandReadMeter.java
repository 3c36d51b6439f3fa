package io.joulestream.local.simulator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import java.util.function.LongToDoubleFunction;

/** A register in m3 that somebody reads in the evening, every four to eleven days. */
final class HandReadMeter implements Source {

    private static final long HOUR = 3_600_000;

    private final Site site;
    private final LongToDoubleFunction perHour;
    private final SplittableRandom random;
    private double register;
    private long counted;

    /** @param perHour what runs through it in the hour that starts at an instant */
    private HandReadMeter(
            Site site, LongToDoubleFunction perHour, double register, long from, SplittableRandom random) {
        this.site = site;
        this.perHour = perHour;
        this.register = register;
        this.counted = from;
        this.random = random;
    }

    /** Gas for cooking and hot water, and the more of it the colder it is. */
    static HandReadMeter gas(Weather weather, long from, SplittableRandom random) {
        LongToDoubleFunction perHour = millis ->
                0.018 + 0.021 * Math.max(0, 16 - (weather.outdoorCelsius(millis) + weather.slowCelsius(millis)) / 2);
        return new HandReadMeter(weather.site(), perHour, 4_231.08, from, random);
    }

    /** Water, and the garden's in summer. */
    static HandReadMeter water(Weather weather, long from, SplittableRandom random) {
        LongToDoubleFunction perHour =
                millis -> 0.013 + 0.010 * Math.max(0, weather.site().summer(millis));
        return new HandReadMeter(weather.site(), perHour, 687.4, from, random);
    }

    @Override
    public Reading next() {
        var day = site.local(counted).toLocalDate().plusDays(4 + random.nextInt(8));
        var at = day.atTime(18 + random.nextInt(4), random.nextInt(60)).atZone(site.zone());
        var millis = at.toInstant().toEpochMilli();
        for (; counted + HOUR <= millis; counted += HOUR) {
            register += perHour.applyAsDouble(counted);
        }
        // People write down two decimals, and never round up what the wheels do not show yet.
        return new Reading(millis, BigDecimal.valueOf(register).setScale(2, RoundingMode.DOWN), "");
    }

    /** One digit read wrong. */
    @Override
    public BigDecimal mistaken(BigDecimal value, SplittableRandom chance) {
        return value.add(BigDecimal.valueOf(1 + chance.nextInt(3)).scaleByPowerOfTen(chance.nextInt(2)));
    }
}
