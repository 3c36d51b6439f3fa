package io.joulestream.local.simulator;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What the athlete does on a day: a week of its own rhythm at home, whatever there is on holiday. The warmer it is, the
 * slower, and the faster the heart. The same day is the same whenever it is asked for. Immutable.
 */
final class Training {

    /** How something is done: in m, m/s, metres climbed a kilometre, and beats a minute. */
    private enum Sport {
        RUN(6_000, 11_000, 2.9, 9, 148),
        RIDE(38_000, 52_000, 6.9, 13, 136),
        SWIM(1_500, 1_200, 0.82, 0, 128),
        HIKE(9_000, 9_000, 1.15, 46, 116);

        private final int leastMetres;
        private final int moreMetres;
        private final double speed;
        private final int climb;
        private final int heartRate;

        Sport(int leastMetres, int moreMetres, double speed, int climb, int heartRate) {
            this.leastMetres = leastMetres;
            this.moreMetres = moreMetres;
            this.speed = speed;
            this.climb = climb;
            this.heartRate = heartRate;
        }

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private record Plan(Sport sport, LocalTime at, int ofHundred, boolean indoors) {}

    private static final List<Sport> HOLIDAY = List.of(Sport.RUN, Sport.SWIM, Sport.HIKE, Sport.RUN, Sport.RIDE);
    private static final double COMFORTABLE_CELSIUS = 14;

    private final Noise noise;

    Training(Noise noise) {
        this.noise = noise;
    }

    Optional<Outing> on(LocalDate day) {
        var random = new SplittableRandom(noise.of("training on " + day).seed());
        var stay = Stay.on(day);
        var plan = stay.isHome() ? atHome(day, random) : away(day);
        return random.nextInt(100) < plan.ofHundred() ? Optional.of(outing(day, stay, plan, random)) : Optional.empty();
    }

    private static Plan atHome(LocalDate day, SplittableRandom random) {
        var treadmill = random.nextInt(100) < 18;
        return switch (day.getDayOfWeek()) {
            case MONDAY -> new Plan(Sport.RUN, LocalTime.of(20, 10), 12, true);
            case TUESDAY -> new Plan(Sport.RUN, LocalTime.of(18, 45), 88, false);
            case WEDNESDAY -> new Plan(Sport.SWIM, LocalTime.of(13, 10), 80, true);
            case THURSDAY -> new Plan(Sport.RUN, LocalTime.of(7, 5), 88, treadmill);
            case FRIDAY -> new Plan(Sport.RUN, LocalTime.of(19, 20), 35, false);
            case SATURDAY -> new Plan(Sport.RIDE, LocalTime.of(8, 30), 85, false);
            case SUNDAY ->
                random.nextBoolean()
                        ? new Plan(Sport.HIKE, LocalTime.of(9, 15), 90, false)
                        : new Plan(Sport.RUN, LocalTime.of(9, 40), 92, false);
        };
    }

    private static Plan away(LocalDate day) {
        var sport = HOLIDAY.get(Math.floorMod(day.toEpochDay(), HOLIDAY.size()));
        return new Plan(sport, LocalTime.of(sport == Sport.SWIM ? 11 : 8, 20), 80, false);
    }

    private Outing outing(LocalDate day, Stay stay, Plan plan, SplittableRandom random) {
        var sport = plan.sport();
        var venues = stay.venues().getOrDefault(sport.wireName(), List.of());
        var venue = venues.get(random.nextInt(venues.size()));
        var place = venue.near(random);
        var start = plan.at()
                .plusMinutes(random.nextInt(35))
                .plusSeconds(random.nextInt(60))
                .atDate(day)
                .atZone(stay.zone())
                .toInstant()
                .toEpochMilli();
        var celsius =
                plan.indoors() ? COMFORTABLE_CELSIUS : new CellSky(noise, venue.lat(), venue.lon()).celsius(start);
        var warmth = Math.max(0, celsius - COMFORTABLE_CELSIUS);
        var metres = sport.leastMetres + random.nextInt(sport.moreMetres);
        var form = 1 + 0.05 * noise.of("form").smooth(start, 40 * 86_400_000L) + (random.nextDouble() - 0.5) * 0.08;
        var moving = (int) Math.round(metres / (sport.speed * form * (1 - 0.006 * warmth)));
        var elapsed = moving + random.nextInt(1 + moving / 8);
        var climbed = sport.climb == 0 || plan.indoors() ? null : metres / 1000 * sport.climb + random.nextInt(40);
        return new Outing(
                sport.wireName(),
                name(sport, venue, plan),
                start,
                plan.indoors() ? null : Integer.valueOf(place[0]),
                plan.indoors() ? null : Integer.valueOf(place[1]),
                metres,
                moving,
                elapsed,
                climbed,
                heartRate(sport, plan, warmth, random));
    }

    private static @Nullable Integer heartRate(Sport sport, Plan plan, double warmth, SplittableRandom random) {
        var beats = sport.heartRate + (int) Math.round(0.7 * warmth) + random.nextInt(15) - 7;
        return plan.indoors() && (sport == Sport.SWIM || random.nextBoolean()) ? null : Integer.valueOf(beats);
    }

    private static String name(Sport sport, Venue venue, Plan plan) {
        var daytime = plan.at().getHour() < 12 ? "Morning" : plan.at().getHour() < 17 ? "Noon" : "Evening";
        if (plan.indoors()) {
            return sport == Sport.SWIM ? "Pool" : "Treadmill";
        }
        return daytime + " " + sport.wireName() + ", " + venue.name();
    }
}
