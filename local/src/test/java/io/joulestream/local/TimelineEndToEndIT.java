package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** SEMANTICS 25 through the whole system: every histogram is the one of its definition, after every edit. */
@OnSharedStack
class TimelineEndToEndIT {
    /** A little after a night of 25 hours in Madrid. */
    private static final long MIDDLE = Instant.parse("2023-11-02T10:07:31.517Z").toEpochMilli();

    private static final long MINUTE = 60_000;
    private static final long FIVE_MINUTES = 5 * MINUTE;
    private static final long DAY = 1_440 * MINUTE;
    private static final int ROUNDS = 3;
    private static final int RANGES = 20;

    private static final Map<String, Map<String, Object>> DEFINITIONS = Map.of(
            "counter", Map.of("kind", "counter", "unit", "kWh", "zone", "Europe/Madrid", "signed", true),
            "half-hour-zone", Map.of("kind", "gauge", "unit", "Cel", "zone", "Australia/Lord_Howe"),
            "odd-zone", Map.of("kind", "gauge", "unit", "W", "zone", "America/St_Johns", "expectedInterval", "PT1M"),
            "delta-start", delta("PT37M", "start"),
            "delta-end", delta("PT37M", "end"),
            "delta-year", delta("P300D", "end"),
            "delta-day", delta("P1D", "end"),
            "delta-month", delta("P1M", "start"),
            "delta-month-end", delta("P1M", "end"));

    private final SharedStack.Running system;

    TimelineEndToEndIT(SharedStack.Running system) {
        this.system = system;
    }

    private static Map<String, Object> delta(String interval, String stamp) {
        return Map.of("kind", "delta", "unit", "kWh", "zone", "Europe/Madrid", "interval", interval, "stamp", stamp);
    }

    /** All series at once, so that they wait for their writes together. */
    @Test
    void countsAsTheDefinitionSays() {
        var lives = new ArrayList<Life>();
        DEFINITIONS.forEach((name, definition) -> {
            var client = new ReadingsClient(system.baseUrl(), "timeline-" + name);
            client.define(definition);
            lives.add(new Life(name, client, new SplittableRandom(name.hashCode()), new TreeSet<>()));
        });
        for (var round = 0; round < ROUNDS; round++) {
            var first = round == 0;
            var tokens = lives.stream()
                    .map(life ->
                            life.client.send(first ? first(life.random, life.times) : edits(life.random, life.times)))
                    .toList();
            for (var i = 0; i < tokens.size(); i++) {
                lives.get(i).client.await(tokens.get(i));
            }
            for (var life : lives) {
                for (var i = 0; i < RANGES; i++) {
                    assertSame(life.client, life.times, life.random, life.name + " round " + round);
                }
                assertWholeSeries(life.client, life.times);
            }
        }
    }

    /** @param times of the readings there are */
    private record Life(String name, ReadingsClient client, SplittableRandom random, NavigableSet<Long> times) {}

    /** Dense days, sparse years, readings together at edges. */
    private static List<Map<String, Object>> first(SplittableRandom random, NavigableSet<Long> times) {
        for (var i = 0; i < 1_500; i++) {
            times.add(MIDDLE + i * FIVE_MINUTES);
            times.add(some(random));
        }
        times.add(Instant.parse("2023-10-29T00:30:00Z").toEpochMilli());
        times.add(Instant.parse("2023-10-29T01:30:00Z").toEpochMilli());
        return new ArrayList<>(times.stream().map(ts -> reading(random, ts)).toList());
    }

    private static long some(SplittableRandom random) {
        var reach = random.nextBoolean() ? 4_000 * DAY : 30 * DAY;
        var ts = MIDDLE + random.nextLong(-reach, Math.min(reach, 1_000 * DAY));
        return random.nextBoolean() ? ts : ts - Math.floorMod(ts, 15 * MINUTE);
    }

    private static List<Map<String, Object>> edits(SplittableRandom random, NavigableSet<Long> times) {
        var events = new ArrayList<Map<String, Object>>();
        for (var i = 0; i < 200; i++) {
            var existing = new ArrayList<>(times).get(random.nextInt(times.size()));
            switch (random.nextInt(3)) {
                case 0 -> {
                    events.add(Map.of("op", "delete", "ts", existing));
                    times.remove(existing);
                }
                case 1 -> events.add(reading(random, existing));
                default -> {
                    var ts = some(random);
                    times.add(ts);
                    events.add(reading(random, ts));
                }
            }
        }
        return events;
    }

    private static Map<String, Object> reading(SplittableRandom random, long ts) {
        return Map.of("ts", ts, "value", BigDecimal.valueOf(random.nextInt(1_000_000), 3));
    }

    private static void assertSame(
            ReadingsClient client, NavigableSet<Long> times, SplittableRandom random, String what) {
        var count = random.nextInt(3) == 0 ? 100 : 1 + random.nextInt(40);
        var width = random.nextInt(4) == 0 ? 1 + random.nextLong(1_000) : width(random) * count;
        var from = random.nextInt(3) == 0 ? new ArrayList<>(times).get(random.nextInt(times.size())) : some(random);
        var to = from + width;
        assertCounts(
                client.get(client.path("/timeline?from=%d&to=%d&buckets=%d".formatted(from, to, count))),
                times,
                from,
                to,
                count,
                what);
    }

    /** From less than a window to many of the coarsest. */
    private static long width(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> 1 + random.nextLong(60 * MINUTE);
            case 1 -> 60 * MINUTE + random.nextLong(23 * 60 * MINUTE);
            case 2 -> DAY + random.nextLong(29 * DAY);
            default -> 30 * DAY + random.nextLong(300 * DAY);
        };
    }

    private static void assertWholeSeries(ReadingsClient client, NavigableSet<Long> times) {
        assertCounts(client.get(client.path("/timeline")), times, times.first(), times.last(), 100, "all");
    }

    private static void assertCounts(
            Map<String, Object> answer, NavigableSet<Long> times, long from, long to, int count, String what) {
        var expected = new ArrayList<>(Collections.nCopies(count, 0L));
        for (var ts : times.subSet(from, true, to, true)) {
            var bucket = BigInteger.valueOf(ts - from)
                    .multiply(BigInteger.valueOf(count))
                    .divide(BigInteger.valueOf(to - from))
                    .min(BigInteger.valueOf(count - 1))
                    .intValueExact();
            expected.set(bucket, expected.get(bucket) + 1);
        }
        assertEquals(expected, answer.get("count"), () -> what + ": " + count + " over [" + from + ", " + to + "]");
        var edges = (List<?>) Objects.requireNonNull(answer.get("edges"));
        assertEquals(count + 1, edges.size());
        assertEquals(List.of(from, to), List.of(edges.get(0), edges.get(count)));
    }
}
