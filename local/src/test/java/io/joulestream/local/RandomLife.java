package io.joulestream.local;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The endless life of one series, always the same for a seed: new readings, late ones, replacements, deletes, meter events,
 * changed definitions, and now and then the end of it all and a new start. Sends each step before it makes up the next.
 */
final class RandomLife {
    private static final long START = Instant.parse("2012-11-04T22:17:00Z").toEpochMilli();
    private static final long STEP = 10 * 60_000;
    private static final long YEAR = 365 * 86_400_000L;
    private static final int MOST_EVENTS = 40;

    private static final Map<String, List<Map<String, Object>>> DEFINITIONS = Map.of(
            "counter",
            List.of(
                    Map.of("kind", "counter", "unit", "kWh", "zone", "Europe/Madrid", "modulus", 100_000),
                    Map.of("kind", "counter", "unit", "kWh", "zone", "America/St_Johns", "maxRate", 40),
                    Map.of("kind", "counter", "unit", "Wh", "zone", "Asia/Kathmandu", "signed", true)),
            "delta",
            List.of(
                    Map.of("kind", "delta", "unit", "L", "zone", "Australia/Lord_Howe", "interval", "PT10M"),
                    Map.of("kind", "delta", "unit", "m3", "zone", "Europe/Madrid", "interval", "P1D", "stamp", "end")),
            "gauge",
            List.of(
                    Map.of("kind", "gauge", "unit", "W", "zone", "Europe/Paris", "expectedInterval", "PT1M"),
                    Map.of("kind", "gauge", "unit", "kW", "zone", "UTC", "hold", "linear", "maxGap", "PT6H")));

    private final MirroredSeries series;
    private final List<Map<String, Object>> definitions;
    private final SplittableRandom random;
    private final boolean hasMeter;
    private final List<Long> times = new ArrayList<>();
    private boolean defined;
    private long now = START;
    private long register = 1_000;
    private int bad;

    RandomLife(MirroredSeries series, String kind, long seed) {
        this.series = series;
        this.definitions = DEFINITIONS.getOrDefault(kind, List.of());
        this.random = new SplittableRandom(seed);
        this.hasMeter = kind.equals("counter");
    }

    MirroredSeries series() {
        return series;
    }

    /** How many readings the series' state had to refuse so far, each with another text. */
    int bad() {
        return bad;
    }

    /** Makes up a few events, and returns when they are acknowledged. */
    void step() {
        var dice = random.nextInt(1_000);
        if (!defined || dice < 8) {
            series.define(definitions.get(random.nextInt(definitions.size())));
            defined = true;
        } else if (dice < 10) {
            series.delete();
            defined = false;
            times.clear();
        } else {
            var events = new ArrayList<Map<String, Object>>();
            for (var left = 1 + random.nextInt(MOST_EVENTS); left > 0; left--) {
                events.add(event());
            }
            series.send(events);
        }
    }

    private Map<String, Object> event() {
        if (hasMeter && !times.isEmpty() && random.nextInt(40) == 0) {
            return meterEvent();
        }
        var dice = random.nextInt(100);
        if (dice < 70 || times.isEmpty()) {
            now += random.nextInt(20) == 0 ? random.nextLong(30 * STEP) : STEP;
            times.add(now);
            return reading(now);
        }
        if (dice < 80) {
            var late = now - random.nextLong(YEAR);
            times.add(late);
            return reading(late);
        }
        if (dice < 90) {
            return reading(some());
        }
        if (dice < 99) {
            return new HashMap<>(Map.of("op", "delete", "ts", some()));
        }
        // Accepted by the endpoint, refused by the job: of another dimension.
        bad++;
        return new HashMap<>(Map.of("ts", now, "value", bad, "unit", "Cel", "note", series.name() + " " + bad));
    }

    /** At readings mostly, so that what was said is often said otherwise, or deleted. */
    private Map<String, Object> meterEvent() {
        var ts = random.nextInt(3) == 0
                ? some() + random.nextLong(STEP)
                : times.get(random.nextInt(times.size() / 20 + 1));
        return switch (random.nextInt(5)) {
            case 0 -> new HashMap<>(Map.of("op", "meter-delete", "ts", ts));
            case 1 -> new HashMap<>(Map.of("op", "meter", "ts", ts, "event", "reset"));
            case 2 -> new HashMap<>(Map.of("op", "meter", "ts", ts, "event", "correction"));
            default ->
                new HashMap<>(Map.of(
                        "op", "meter", "ts", ts, "event", "swap", "closing", random.nextInt(90_000), "opening", 12));
        };
    }

    private Map<String, Object> reading(long ts) {
        register = random.nextInt(200) == 0 ? 0 : register + random.nextInt(3_000);
        return new HashMap<>(Map.of("ts", ts, "value", BigDecimal.valueOf(register % 90_000_000, 3)));
    }

    private long some() {
        return times.get(random.nextInt(times.size()));
    }
}
