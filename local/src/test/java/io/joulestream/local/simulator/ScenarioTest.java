package io.joulestream.local.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.local.simulator.SimulatedEvent.Kind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is sent, as a whole: the same each time, and all that was promised is in it. */
class ScenarioTest {
    private static final long SEED = 7;
    private static final Instant END = Instant.parse("2026-11-01T12:00:00Z");
    private static final Duration SOON = Duration.ofDays(4);

    @Test
    void isTheSameForTheSameSeedAndInstantOnEveryMachine() {
        assertEquals(
                "4d1d6275287360eb729f6f7891689a25df0ef58d15b88cfed08b7d365e6ac888", digest(Scenario.year(SEED, END)));
        assertNotEquals(digest(Scenario.year(SEED, END)), digest(Scenario.year(SEED + 1, END)));
    }

    @Test
    void sendsTheSameHoweverManyStepsLeadThere() {
        var random = new SplittableRandom(SEED);
        var atOnce = Scenario.year(SEED, END).series();
        var inSteps = Scenario.year(SEED, END).series();
        for (var i = 0; i < atOnce.size(); i++) {
            var events = new ArrayList<SimulatedEvent>();
            for (var now = END.minus(Duration.ofDays(366)); now.isBefore(END); ) {
                now = now.plusSeconds(random.nextInt(2 * 86_400));
                events.addAll(inSteps.get(i).until(now.isBefore(END) ? now : END));
            }
            assertEquals(atOnce.get(i).until(END), events);
        }
    }

    @Test
    void leavesTheReadingsAsTheyWereTakenOnceEverythingHasArrived() {
        var taken = Scenario.year(SEED, END).series();
        var sent = Scenario.of(SEED, END.minus(Duration.ofDays(365)), END.minus(Duration.ofDays(28)), END)
                .series();
        for (var i = 0; i < taken.size(); i++) {
            var kept = new TreeMap<Long, BigDecimal>();
            for (var event : sent.get(i).until(END.plus(Duration.ofDays(61)))) {
                if (event.kind() == Kind.DELETE) {
                    kept.remove(event.millis());
                } else {
                    kept.put(event.millis(), event.value());
                }
            }
            var name = taken.get(i).name();
            assertTrue(readings(taken.get(i)).equals(kept.headMap(END.toEpochMilli(), true)), name);
        }
    }

    @Test
    void hasAYearOfTwoSitesOfEveryKindOfSource() {
        var series = Scenario.year(SEED, END).series();
        var sizes = new TreeMap<String, Integer>();
        series.forEach(each -> sizes.put(each.name(), each.until(END).size()));

        assertEquals(Scenario.FIRST, series.get(0).name());
        assertEquals(
                List.of(
                        "madrid.electricity",
                        "madrid.energy-level",
                        "madrid.gas",
                        "madrid.living-room",
                        "madrid.outdoor",
                        "madrid.power",
                        "madrid.solar",
                        "madrid.water",
                        "melbourne.electricity",
                        "melbourne.outdoor"),
                List.copyOf(sizes.keySet()));
        var total = sizes.values().stream().mapToInt(each -> each).sum();
        assertTrue(total > 150_000 && total < 250_000, sizes.toString());
        assertTrue(sizes.getOrDefault("madrid.electricity", 0) > 364 * 96 - 200, sizes.toString());
        assertTrue(sizes.getOrDefault("madrid.solar", 0) > 27 * 1440, sizes.toString());
        assertTrue(sizes.getOrDefault(Scenario.DENSEST, 0) > 12 * 360 - 10, sizes.toString());
        assertTrue(sizes.getOrDefault("melbourne.electricity", 0) > 364 * 48, sizes.toString());
        assertTrue(
                sizes.getOrDefault("madrid.gas", 0) > 12 * 2 && sizes.getOrDefault("madrid.gas", 0) < 12 * 9,
                sizes.toString());
        assertTrue(
                sizes.getOrDefault("madrid.water", 0) > 12 * 2 && sizes.getOrDefault("madrid.water", 0) < 12 * 9,
                sizes.toString());
        assertTrue(sizes.getOrDefault("madrid.energy-level", 0) > 300, sizes.toString());
    }

    @Test
    void isLateReplacedDeletedAndOutOfOrder() {
        var byHand = new EnumMap<Kind, Long>(Kind.class);
        for (var series : Scenario.year(SEED, END).series()) {
            var kinds = new EnumMap<Kind, Long>(Kind.class);
            var newest = Long.MIN_VALUE;
            var outOfOrder = 0;
            for (var event : series.until(END)) {
                kinds.merge(event.kind(), 1L, Long::sum);
                assertTrue(event.arrivalMillis() >= event.millis(), event::toString);
                outOfOrder += event.kind() == Kind.LATE && event.millis() < newest ? 1 : 0;
                newest = Math.max(newest, event.millis());
            }
            if (List.of("madrid.gas", "madrid.water", "madrid.energy-level").contains(series.name())) {
                kinds.forEach((kind, count) -> byHand.merge(kind, count, Long::sum));
            } else if (series.name().equals(Scenario.DENSEST)) {
                assertEquals(Set.of(Kind.READING, Kind.LATE, Kind.MISTAKE, Kind.CORRECTION), kinds.keySet());
            } else {
                assertEquals(Kind.values().length, kinds.size(), series.name() + " " + kinds);
                assertTrue(outOfOrder > 50, series.name() + " " + outOfOrder);
            }
        }
        assertEquals(Kind.values().length, byHand.size(), byHand.toString());
    }

    /** As the page tells it: whoever opens it first sees nothing that looks broken, at whatever minute. */
    @Test
    void isAsRecentAsItShouldBeWhenTheYearEnds() {
        for (var seed = 0; seed < 2; seed++) {
            for (var minute = 0; minute < 60; minute += 13) {
                var end = END.plus(Duration.ofMinutes(minute));
                for (var series : Scenario.year(seed, end).series()) {
                    var expected = series.definition().get("expectedInterval");
                    if (expected != null) {
                        var latest = series.until(end).stream()
                                .mapToLong(SimulatedEvent::millis)
                                .max()
                                .orElseThrow();
                        var silence = Duration.ofMillis(end.toEpochMilli() - latest);
                        var allowed = Duration.parse(expected.toString()).multipliedBy(3);
                        assertTrue(
                                silence.compareTo(allowed) < 0 || silence.toMinutes() < 5,
                                seed + " " + end + " " + series.name() + " " + silence);
                    }
                }
            }
        }
    }

    @Test
    void goesOnBeyondTheYear() {
        for (var series : Scenario.year(SEED, END).series()) {
            series.until(END);
            var later = series.until(END.plus(Duration.ofDays(14)));
            assertTrue(later.stream().anyMatch(event -> event.millis() > END.toEpochMilli()), series.name());
        }
    }

    @Test
    void changesItsClocksOnDifferentDays() {
        var days = new TreeMap<String, TreeSet<String>>();
        for (var series : Scenario.year(SEED, END).series()) {
            var rules =
                    ZoneId.of(String.valueOf(series.definition().get("zone"))).getRules();
            var change = rules.nextTransition(END.minus(Duration.ofDays(365)));
            for (; change.getInstant().isBefore(END); change = rules.nextTransition(change.getInstant())) {
                days.computeIfAbsent(series.name().replaceFirst("\\..*", ""), site -> new TreeSet<>())
                        .add(change.getInstant() + " " + change.getDuration());
            }
        }
        assertEquals(
                Map.of(
                        "madrid",
                        new TreeSet<>(List.of("2026-03-29T01:00:00Z PT1H", "2026-10-25T01:00:00Z PT-1H")),
                        "melbourne",
                        new TreeSet<>(List.of("2026-04-04T16:00:00Z PT-1H", "2026-10-03T16:00:00Z PT1H"))),
                days);
    }

    @Test
    void sendsJsonThatSaysWhatTheEventIs() {
        var reading = new SimulatedEvent("a.b", Kind.READING, 2, 1, new BigDecimal("1.50"), "slept badly");
        var delete = new SimulatedEvent("a.b", Kind.DELETE, 2, 1, null, "");

        assertEquals("{\"series\":\"a.b\",\"ts\":1,\"value\":1.50,\"note\":\"slept badly\"}", reading.toJson());
        assertEquals("{\"op\":\"delete\",\"series\":\"a.b\",\"ts\":1}", delete.toJson());
    }

    private static SortedMap<Long, BigDecimal> readings(SimulatedSeries series) {
        var readings = new TreeMap<Long, BigDecimal>();
        for (var next = series.source().next();
                next.millis() <= END.toEpochMilli();
                next = series.source().next()) {
            readings.put(next.millis(), next.value());
        }
        return readings;
    }

    private static String digest(Scenario scenario) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var series : scenario.series()) {
                digest.update((series.name() + series.definition()).getBytes(StandardCharsets.UTF_8));
                for (var event : series.until(END.plus(SOON))) {
                    digest.update(event.toJson().getBytes(StandardCharsets.UTF_8));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
