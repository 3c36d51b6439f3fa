package io.joulestream.local.simulator;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;

/** How a person feels, 1 to 10, noted on most mornings and sometimes with a word why. */
final class EnergyLevel implements Source {

    private static final List<String> LOW =
            List.of("slept badly", "a cold is coming", "worked late", "up with the baby", "headache");
    private static final List<String> HIGH =
            List.of("great run in the park", "slept nine hours", "day off", "sun at last", "long walk by the river");
    private static final int DAYS_KEPT_PERCENT = 93;
    private static final long DAY = 86_400_000;

    private final Weather weather;
    private final Noise mood;
    private final SplittableRandom random;
    private LocalDate day;

    EnergyLevel(Weather weather, Noise noise, long from, SplittableRandom random) {
        this.weather = weather;
        this.mood = noise.of("mood");
        this.random = random;
        this.day = weather.site().local(from).toLocalDate().plusDays(1);
    }

    @Override
    public Reading next() {
        while (random.nextInt(100) >= DAYS_KEPT_PERCENT) {
            day = day.plusDays(1);
        }
        var at = day.atTime(7, 0)
                .plusMinutes(random.nextInt(150))
                .atZone(weather.site().zone());
        var millis = at.toInstant().toEpochMilli();
        day = day.plusDays(1);
        var level = level(millis);
        return new Reading(millis, BigDecimal.valueOf(level), note(level));
    }

    private int level(long millis) {
        var feeling = 6.2
                + 1.0 * weather.site().summer(millis)
                + 2.2 * mood.smooth(millis, 6 * DAY)
                + (random.nextDouble() + random.nextDouble() - 1) * 3;
        return (int) Math.min(10, Math.max(1, Math.round(feeling)));
    }

    private String note(int level) {
        if (level <= 4) {
            return LOW.get(random.nextInt(LOW.size()));
        }
        return level >= 9 && random.nextBoolean() ? HIGH.get(random.nextInt(HIGH.size())) : "";
    }

    /** The other end of the scale. */
    @Override
    public BigDecimal mistaken(BigDecimal value, SplittableRandom chance) {
        var mirrored = 11 - value.intValueExact();
        return BigDecimal.valueOf(mirrored);
    }
}
