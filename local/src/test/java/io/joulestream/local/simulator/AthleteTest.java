package io.joulestream.local.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.activity.ActivityEvent;
import io.joulestream.core.activity.ActivityKey;
import io.joulestream.core.input.Rejection;
import io.joulestream.local.simulator.SimulatedActivity.Kind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** A year of activities: the same each time, each of them one that is taken, and all that was promised among them. */
class AthleteTest {
    private static final long SEED = 7;
    private static final Instant END = Instant.parse("2026-11-01T12:00:00Z");
    private static final Duration YEAR = Duration.ofDays(365);

    private static List<SimulatedActivity> year(long seed) {
        return Scenario.year(seed, END).athlete().until(END);
    }

    /** What is left of them, by id. */
    private static Map<String, Map<String, Object>> kept(List<SimulatedActivity> events) {
        var kept = new TreeMap<String, Map<String, Object>>();
        for (var event : events) {
            if (event.kind() == Kind.DELETE) {
                kept.remove(event.id());
            } else {
                kept.put(event.id(), event.fields());
            }
        }
        return kept;
    }

    @Test
    void isTheSameForTheSameSeedOnEveryMachine() {
        assertEquals("f6f9815f03d7aab346448388d87b02d1fcf92c34760734e30b7f3d0fbddbd9b7", digest(year(SEED)));
        assertNotEquals(digest(year(SEED)), digest(year(SEED + 1)));
    }

    @Test
    void sendsTheSameHoweverManyStepsLeadThere() {
        var random = new SplittableRandom(SEED);
        var athlete = Scenario.year(SEED, END).athlete();
        var events = new ArrayList<SimulatedActivity>();
        for (var now = END.minus(YEAR); now.isBefore(END); ) {
            now = now.plusSeconds(random.nextInt(3 * 86_400));
            events.addAll(athlete.until(now.isBefore(END) ? now : END));
        }
        assertEquals(year(SEED), events);
    }

    /** So that a test knows the demonstration's, which began a moment before. */
    @Test
    void doesOnADayWhatItDoesWheneverTheYearEnds() {
        var aWeekOn =
                Scenario.year(SEED, END.plus(Duration.ofDays(7))).athlete().until(END);
        var common = LocalDate.parse("2025-11-10").toString();
        var both = year(SEED).stream()
                .filter(each -> each.id().compareTo(common) > 0)
                .toList();
        assertEquals(
                both,
                aWeekOn.stream().filter(each -> each.id().compareTo(common) > 0).toList());
    }

    @Test
    void goesOnBeyondTheYear() {
        var athlete = Scenario.year(SEED, END).athlete();
        athlete.until(END);
        var later = athlete.until(END.plus(Duration.ofDays(14)));
        assertTrue(later.size() > 5, later::toString);
        later.forEach(each -> assertTrue(each.arrivalMillis() > END.toEpochMilli(), each::toString));
    }

    /** SEMANTICS 28. */
    @Test
    void sendsWhatIsTaken() throws Rejection {
        for (var seed = 0; seed < 20; seed++) {
            for (var event : year(seed)) {
                ActivityKey.of("default", SimulatedActivity.SOURCE, event.id());
                var fields = new LinkedHashMap<String, Object>(event.item());
                fields.replaceAll(
                        (name, value) -> value instanceof Number number ? new BigDecimal(number.toString()) : value);
                var activity = ActivityEvent.of(fields, event.arrivalMillis()).activity();
                assertEquals(event.kind() == Kind.DELETE, activity == null, event::toString);
                if (activity != null) {
                    var end = activity.startMillis() + Objects.requireNonNull(activity.elapsed()) / 1000;
                    assertTrue(event.arrivalMillis() >= end, event::toString);
                    assertTrue(activity.elapsed() >= Objects.requireNonNull(activity.moving()), event::toString);
                }
            }
        }
    }

    @Test
    void isLateEditedMovedDeletedAndIndoors() {
        for (var seed = 0; seed < 20; seed++) {
            var events = year(seed);
            var kinds = new EnumMap<Kind, Integer>(Kind.class);
            events.forEach(each -> kinds.merge(each.kind(), 1, Integer::sum));
            var kept = kept(events).values();
            assertTrue(kept.size() >= 200 && kept.size() <= 400, seed + " keeps " + kept.size());
            for (var kind : Kind.values()) {
                assertTrue(kinds.getOrDefault(kind, 0) >= 3, seed + " " + kinds);
            }
            assertTrue(moved(events, "start") > 0, "moved in time, " + seed);
            assertTrue(moved(events, "lat") > 0, "moved in place, " + seed);
            var unplaced =
                    kept.stream().filter(each -> !each.containsKey("lat")).toList();
            assertTrue(unplaced.size() > 20 && unplaced.size() < 80, seed + " unplaced " + unplaced.size());
            assertTrue(unplaced.stream().anyMatch(each -> !each.containsKey("heart_rate")), "no heart rate, " + seed);
            assertTrue(unplaced.stream().anyMatch(each -> each.containsKey("heart_rate")), "heart rate, " + seed);
            for (var type : List.of("run", "ride", "swim", "hike")) {
                assertTrue(
                        kept.stream()
                                        .filter(each -> type.equals(each.get("type")))
                                        .count()
                                > 15,
                        type);
            }
        }
    }

    private static long moved(List<SimulatedActivity> events, String field) {
        var before = new TreeMap<String, Map<String, Object>>();
        var moved = 0;
        for (var event : events) {
            var known = before.put(event.id(), event.fields());
            if (known != null && event.kind() == Kind.MOVE) {
                moved += Objects.equals(known.get(field), event.fields().get(field)) ? 0 : 1;
            }
        }
        return moved;
    }

    @Test
    void travelsToOtherZonesAndBothSidesOfTheDateLine() {
        for (var seed = 0; seed < 20; seed++) {
            var lons = kept(year(seed)).values().stream()
                    .filter(each -> each.containsKey("lon"))
                    .map(each -> Double.parseDouble(String.valueOf(each.get("lon"))))
                    .toList();
            assertTrue(lons.stream().anyMatch(lon -> lon >= -180 && lon < -179), "east of the date line, " + seed);
            assertTrue(lons.stream().anyMatch(lon -> lon > 144 && lon < 146), "Melbourne, " + seed);
            assertTrue(lons.stream().anyMatch(lon -> lon > -17 && lon < -16), "Tenerife, " + seed);
            assertTrue(lons.stream().filter(lon -> lon > -4.1 && lon < -3.4).count() > 100, "Madrid, " + seed);
        }
        var lons = kept(Scenario.of(SEED, END.minus(YEAR.multipliedBy(5)), END, END)
                        .athlete()
                        .until(END))
                .values();
        assertTrue(
                lons.stream().anyMatch(each -> String.valueOf(each.get("lon")).startsWith("179.9")), "west of it");
    }

    @Test
    void keepsAWeeksRhythmAtHome() {
        var days = new EnumMap<DayOfWeek, Integer>(DayOfWeek.class);
        for (var activity : kept(year(SEED)).values()) {
            var start = Instant.ofEpochMilli((Long) activity.getOrDefault("start", 0L));
            days.merge(start.atZone(ZoneId.of("Europe/Madrid")).getDayOfWeek(), 1, Integer::sum);
        }
        assertTrue(
                days.getOrDefault(DayOfWeek.SUNDAY, 0) > 3 * days.getOrDefault(DayOfWeek.MONDAY, 0), days.toString());
        assertTrue(days.getOrDefault(DayOfWeek.SATURDAY, 0) > 30, days.toString());
    }

    /** Beats and pace follow the weather: a cloud of points that is worth drawing. */
    @Test
    void isSlowerWhereItIsWarm() {
        var noise = new Noise(SEED);
        Predicate<Map<String, Object>> warm = run -> celsius(noise, run) > 22;
        Predicate<Map<String, Object>> cool = run -> celsius(noise, run) < 12;
        assertTrue(beats(warm) > beats(cool) + 4, beats(warm) + " and " + beats(cool));
    }

    private static double beats(Predicate<Map<String, Object>> which) {
        return kept(year(SEED)).values().stream()
                .filter(each -> "run".equals(each.get("type")) && each.containsKey("lat"))
                .filter(which)
                .mapToInt(each -> (Integer) each.getOrDefault("heart_rate", 0))
                .average()
                .orElseThrow();
    }

    private static double celsius(Noise noise, Map<String, Object> run) {
        return new CellSky(noise, number(run, "lat"), number(run, "lon")).celsius((Long) run.getOrDefault("start", 0L));
    }

    private static double number(Map<String, Object> activity, String field) {
        return Double.parseDouble(String.valueOf(activity.get(field)));
    }

    @Test
    void sendsJsonThatSaysWhatTheEventIs() {
        var delete = new SimulatedActivity(Kind.DELETE, 2, "a", Map.of());
        var upload = new SimulatedActivity(Kind.UPLOAD, 2, "a", Map.of("name", "\"Easy\""));

        assertEquals("{\"op\":\"delete\",\"source\":\"watch\",\"id\":\"a\"}", delete.toJson());
        assertEquals("{\"source\":\"watch\",\"id\":\"a\",\"name\":\"\\\"Easy\\\"\"}", upload.toJson());
    }

    private static String digest(List<SimulatedActivity> events) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            events.forEach(
                    each -> digest.update((each.arrivalMillis() + each.toJson()).getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
