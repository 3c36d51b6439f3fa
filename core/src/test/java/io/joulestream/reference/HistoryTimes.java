package io.joulestream.reference;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Times that hurt: on and beside the edges of windows, offset changes, month ends; runs of every spacing. */
final class HistoryTimes {
    static final List<String> ZONES = List.of(
            "UTC",
            "Europe/Paris",
            "America/St_Johns",
            "Australia/Lord_Howe",
            "Pacific/Apia",
            "America/Sao_Paulo",
            "Asia/Kathmandu",
            "Africa/Casablanca",
            "America/New_York",
            "Asia/Gaza",
            "Antarctica/Troll",
            "Pacific/Chatham",
            "Pacific/Kiritimati",
            "Asia/Tehran",
            "America/Caracas",
            "Asia/Pyongyang",
            "America/Havana",
            "Asia/Beirut",
            "Atlantic/Azores");

    static final long EARLIEST = Instant.parse("1990-01-01T00:00:00Z").toEpochMilli();
    static final long LATEST = Instant.parse("2026-10-01T00:00:00Z").toEpochMilli();

    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private final Chance chance;
    private final ZoneId zone;
    private final long from;
    private final long to;

    HistoryTimes(Chance chance, ZoneId zone, Duration maxReach) {
        this.chance = chance;
        this.zone = zone;
        long reach = Math.min(
                maxReach.toMillis(),
                chance.of(10 * MINUTE, 2 * HOUR, 2 * DAY, 3 * DAY, 40 * DAY, 400 * DAY, 9_000 * DAY));
        long start = base();
        this.from = Math.max(EARLIEST, start - chance.between(0, reach));
        this.to = Math.min(LATEST, from + reach);
    }

    /** Where a history lies: mostly around a change of the zone's offset or a calendar boundary. */
    private long base() {
        var transitions = new ArrayList<Long>();
        var next = zone.getRules().nextTransition(Instant.ofEpochMilli(EARLIEST));
        while (next != null && next.getInstant().toEpochMilli() < LATEST) {
            transitions.add(next.getInstant().toEpochMilli());
            next = zone.getRules().nextTransition(next.getInstant());
        }
        if (zone.getId().equals("Pacific/Apia") && chance.in(50)) {
            return Instant.parse("2011-12-30T10:00:00Z").toEpochMilli();
        }
        if (!transitions.isEmpty() && chance.in(60)) {
            return chance.of(transitions);
        }
        return new ReferenceCalendar(zone)
                .window(chance.of("P1D", "P1M"), chance.between(EARLIEST, LATEST))
                .start();
    }

    /** A time of the history, valid by rule 3. */
    long any() {
        long t = chance.between(from, to);
        if (chance.in(70)) {
            t = new ReferenceCalendar(zone)
                    .window(chance.of(WindowKey.PERIODS), t)
                    .start();
        } else if (chance.in(50)) {
            var next = zone.getRules().nextTransition(Instant.ofEpochMilli(t));
            t = next != null && next.getInstant().toEpochMilli() < to
                    ? next.getInstant().toEpochMilli()
                    : t;
        }
        if (chance.in(40)) {
            t += chance.of(-1L, 1L, -SECOND, SECOND, MINUTE, -MINUTE, 7 * MINUTE, 15 * MINUTE, chance.between(0, HOUR));
        }
        return Math.max(EARLIEST, Math.min(LATEST, t));
    }

    /** Distinct times, sorted. */
    List<Long> some(int maxCount) {
        var times = new TreeSet<Long>();
        int count = 1 + chance.below(maxCount);
        while (times.size() < count) {
            long t = any();
            long step = chance.of(
                    SECOND,
                    5 * SECOND,
                    MINUTE,
                    15 * MINUTE,
                    15 * MINUTE + 1,
                    30 * MINUTE,
                    HOUR,
                    6 * HOUR,
                    6 * HOUR + 1,
                    DAY,
                    2 * DAY,
                    2 * DAY + 1,
                    7 * DAY,
                    30 * DAY,
                    35 * DAY,
                    35 * DAY + 1,
                    366 * DAY);
            boolean jitter = chance.in(30);
            for (int run = 1 + chance.below(15); run > 0 && t <= to && t >= from && times.size() < count; run--) {
                times.add(t);
                t += jitter ? chance.between(1, 2 * step) : step;
            }
            times.add(Math.max(EARLIEST, Math.min(LATEST, any())));
        }
        return new ArrayList<>(times);
    }
}
