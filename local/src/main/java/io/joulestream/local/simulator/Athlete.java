package io.joulestream.local.simulator;

import io.joulestream.local.simulator.SimulatedActivity.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * An athlete's activities, and what happens to them on their way: some are uploaded late, some are renamed, corrected or moved
 * later, and now and then the watch records what was none. What is done on a day, and what becomes of it, is the same whenever
 * the athlete's life begins. Not thread-safe.
 */
public final class Athlete {

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    /** Where a day begins first. */
    private static final ZoneOffset EASTERNMOST = ZoneOffset.ofHours(14);

    private static final List<String> NAMES = List.of(
            "With Marta",
            "Legs of lead",
            "New shoes",
            "Rain, rain, rain",
            "Personal best?",
            "Easy, really",
            "Recovery");

    private final Noise noise;
    private final Training training;
    private final Arrivals<SimulatedActivity> underway = new Arrivals<>();
    private LocalDate next;

    /** @param from the first day is the one after this instant's */
    Athlete(Noise noise, long from) {
        this.noise = noise;
        this.training = new Training(noise);
        this.next =
                LocalDate.ofInstant(Instant.ofEpochMilli(from), ZoneOffset.UTC).plusDays(1);
    }

    /** What arrives up to this instant and was not returned before, in the order of arrival. */
    public List<SimulatedActivity> until(Instant now) {
        for (; !next.atTime(LocalTime.MIN).toInstant(EASTERNMOST).isAfter(now); next = next.plusDays(1)) {
            var day = next;
            training.on(day).ifPresent(outing -> record(day, outing));
        }
        return underway.until(now.toEpochMilli());
    }

    private void record(LocalDate day, Outing outing) {
        var random = new SplittableRandom(noise.of("watch on " + day).seed());
        var id = day.toString();
        var stay = Stay.on(day);
        var soon = outing.endMillis() + 2 * MINUTE + random.nextLong(90 * MINUTE);
        var later = soon + HOUR + random.nextLong(3 * DAY);
        var chance = random.nextInt(100);
        if (!stay.connected()) {
            var back = Stay.leaves(day)
                    .atTime(21, 0)
                    .atZone(stay.zone())
                    .toInstant()
                    .toEpochMilli();
            send(Kind.LATE, back + random.nextLong(MINUTE), id, outing);
        } else if (chance < 5) {
            send(Kind.LATE, soon + DAY + random.nextLong(20 * DAY), id, outing);
        } else if (chance < 11) {
            send(Kind.UPLOAD, soon, id, outing);
            send(Kind.RENAME, later, id, outing.named(NAMES.get(random.nextInt(NAMES.size()))));
        } else if (chance < 16) {
            send(Kind.UPLOAD, soon, id, outing.ofMetres(outing.distanceMetres() * (80 + random.nextInt(15)) / 100));
            send(Kind.CORRECTION, later, id, outing);
        } else if (chance < 23 && outing.isPlaced()) {
            send(Kind.UPLOAD, soon, id, misplaced(outing, stay, random));
            send(Kind.MOVE, later, id, outing);
        } else {
            send(Kind.UPLOAD, soon, id, outing);
        }
        if (random.nextInt(100) < 4) {
            var none = accidental(outing, random);
            send(Kind.UPLOAD, soon + HOUR, id + "-b", none);
            send(Kind.DELETE, later + HOUR, id + "-b", none);
        }
    }

    /** With the place that the watch knew last, or by a clock that is an hour behind. */
    private static Outing misplaced(Outing outing, Stay stay, SplittableRandom random) {
        if (random.nextBoolean()) {
            return outing.at(outing.startMillis() - HOUR, outing.latMicros(), outing.lonMicros());
        }
        var known = stay.base().near(random);
        return outing.at(outing.startMillis(), known[0], known[1]);
    }

    /** On the way home, nobody having stopped the watch. */
    private static Outing accidental(Outing after, SplittableRandom random) {
        var seconds = 200 + random.nextInt(900);
        return new Outing(
                "run",
                "Untitled",
                after.endMillis() + MINUTE,
                after.latMicros(),
                after.lonMicros(),
                seconds * (1 + random.nextInt(4)),
                seconds,
                seconds,
                null,
                null);
    }

    private void send(Kind kind, long arrival, String id, Outing outing) {
        underway.send(
                arrival, new SimulatedActivity(kind, arrival, id, kind == Kind.DELETE ? Map.of() : outing.fields()));
    }
}
