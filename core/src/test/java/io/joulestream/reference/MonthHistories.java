package io.joulestream.reference;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Random lives of one counter whose readings lie at and around the ends of a few months; the same for the same seed. */
public final class MonthHistories {
    private static final long HOUR = 3_600_000;
    private static final long DAY = 24 * HOUR;
    private static final long RECEIVED = Instant.parse("2026-11-01T00:00:00Z").toEpochMilli();

    private static final List<String> ZONES = List.of(
            "UTC",
            "Europe/Madrid",
            "America/Havana",
            "Asia/Beirut",
            "Atlantic/Azores",
            "America/Sao_Paulo",
            "America/St_Johns",
            "Pacific/Kiritimati",
            "Pacific/Apia",
            "Asia/Kathmandu");

    private final Chance chance;
    private final ZoneId zone;
    private final YearMonth first;
    private final int months;
    private final TreeSet<Long> present = new TreeSet<>();
    private final List<Histories.Event> events = new ArrayList<>();
    private long value = 1_000_000;

    private MonthHistories(long seed) {
        chance = new Chance(seed);
        zone = ZoneId.of(chance.of(ZONES));
        // Havana's and the Azores' clocks go back around midnight of month ends, St John's did at a minute past it.
        first = YearMonth.of(1993 + chance.below(30), chance.of(1, 3, 9, 10, 10, 11, 12));
        months = chance.of(1, 1, 2, 3, 5, 14);
    }

    public static Histories.History of(long seed) {
        var histories = new MonthHistories(seed);
        histories.run();
        return new Histories.History(histories.zone, List.copyOf(histories.events));
    }

    private void run() {
        define();
        int count = 3 + chance.below(25);
        boolean inOrder = chance.in(50);
        var plan = new TreeSet<Long>();
        while (plan.size() < count) {
            plan.add(time());
        }
        for (long t : inOrder ? new ArrayList<>(plan) : chance.shuffled(new ArrayList<>(plan))) {
            read(t);
            if (chance.in(25)) {
                disturb();
            }
        }
        if (chance.in(20)) {
            for (long t : chance.shuffled(new ArrayList<>(present))) {
                delete(t);
            }
            read(time());
        }
    }

    private void disturb() {
        long known = present.isEmpty() ? time() : chance.of(new ArrayList<>(present));
        switch (chance.below(8)) {
            case 0, 1 -> read(known);
            case 2, 3 -> delete(known);
            case 4 -> delete(present.isEmpty() ? known : chance.in(50) ? present.first() : present.last());
            case 5 -> meter(chance.in(50) ? known : time());
            case 6 -> define();
            default -> {
                if (chance.in(15)) {
                    add(Map.of("op", "series-delete"));
                    present.clear();
                    define();
                } else {
                    add(Map.of("op", "meter-delete", "ts", known));
                }
            }
        }
    }

    private void define() {
        var fields = new HashMap<String, Object>();
        fields.put("op", "series");
        fields.put("kind", chance.in(95) ? "counter" : "gauge");
        fields.put("unit", "Wh");
        fields.put("zone", chance.in(90) ? zone.getId() : chance.of(ZONES));
        fields.put("horizon", chance.of("PT0S", "P1D", "P31D", "P31D", "P62D", "P400D"));
        fields.put("maxGap", chance.of("P1D", "P35D"));
        if (chance.in(15)) {
            fields.put("signed", true);
        } else if (chance.in(20)) {
            fields.put("maxRate", BigDecimal.TEN);
        }
        if (fields.get("kind").equals("gauge")) {
            fields.remove("signed");
            fields.remove("maxRate");
        }
        add(fields);
    }

    private void read(long t) {
        value = switch (chance.below(20)) {
            case 0 -> chance.between(0, 20_000);
            case 1 -> value - value / 20;
            case 2 -> 999_999_999_999L;
            case 3 -> value;
            default -> Math.min(999_999_999_999L, value + chance.between(0, 3_000_000));
        };
        add(Map.of("ts", t, "value", BigDecimal.valueOf(value, chance.of(0, 3, 6))));
        present.add(t);
    }

    private void delete(long t) {
        add(Map.of("op", "delete", "ts", t));
        present.remove(t);
    }

    private void meter(long t) {
        var fields = new HashMap<String, Object>(Map.of("op", "meter", "ts", t));
        fields.put("event", chance.of("reset", "swap", "correction"));
        if (fields.get("event").equals("swap")) {
            fields.put("closing", BigDecimal.valueOf(value));
            fields.put("opening", BigDecimal.valueOf(chance.between(0, 1000)));
        }
        add(fields);
    }

    /** On a boundary of the zone, beside it, as far as rules 22 and 24 look from it, or anywhere. */
    private long time() {
        var month = first.plusMonths(chance.below(months));
        long boundary = ReferenceMonths.boundary(zone, month);
        if (!present.isEmpty() && chance.in(20)) {
            long near = chance.in(50) ? present.first() : present.last();
            return near + chance.of(-7L, 7L) * DAY + chance.of(-1L, 0L, 0L, 1L);
        }
        return switch (chance.below(6)) {
            case 0 -> boundary;
            case 1 -> boundary + chance.of(-1L, 1L, -2L);
            case 2 -> boundary + chance.between(-5, 5) * DAY + chance.of(-1L, 0L, 1L, -2L);
            case 3 -> boundary + chance.between(-5 * 24, 5 * 24) * HOUR + chance.of(-1L, 0L, 0L, 30_000L);
            default -> boundary - chance.between(0, 31 * DAY);
        };
    }

    private void add(Map<String, Object> fields) {
        events.add(new Histories.Event(Map.copyOf(fields), RECEIVED));
    }
}
