package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a meter's life does to what is shown of it: resets, exchanges, rollovers, dips, told or guessed. */
@OnSharedStack
class MeterEndToEndIT {
    private static final long T = 1_711_972_800_000L; // 2024-04-01T12:00:00Z
    private static final long HOUR = 3_600_000;
    private static final long END = T + 100 * HOUR;

    private final SharedStack.Running system;

    MeterEndToEndIT(SharedStack.Running system) {
        this.system = system;
    }

    /** A kWh an hour, however its register jumps: no bar is negative or greater than what a day can be. */
    @Test
    void noBarIsNegativeOrAbsurd() {
        var series = new MirroredSeries(system.baseUrl(), "meter-life");
        series.define(
                Map.of("kind", "counter", "unit", "kWh", "zone", "Europe/Madrid", "modulus", 1000, "maxRate", 50));
        var events = new ArrayList<Map<String, Object>>();
        long register = 940;
        for (int i = 0; i < 96; i++) {
            register = switch (i) {
                case 70 -> 0; // a reset, not told
                case 80 -> 500; // an exchange, told: the old register ended at 10, the new one began at 500
                default -> (register + 1) % 1000; // a rollover after 60 hours
            };
            events.add(reading(i, i == 20 ? register - 3 : i == 40 ? 700 : register)); // a dip; a glitch of the wire
        }
        events.add(Map.of(
                "op",
                "meter",
                "ts",
                T + 79 * HOUR + 1,
                "event",
                "swap",
                "closing",
                10,
                "opening",
                500,
                "note",
                "sealed",
                "source",
                "installer"));
        series.send(events);
        series.assertSame();

        for (var period : List.of("PT15M", "PT1H", "P1D", "P1M")) {
            var points = series.client().points(period, T - 31 * 24 * HOUR, END);
            long most = period.equals("P1M") ? 96_000 : period.equals("P1D") ? 25_000 : 8_000;
            for (var total : numbers(points.getOrDefault("total", List.of()))) {
                assertTrue(total.signum() >= 0, period + " " + total);
                assertTrue(total.compareTo(BigDecimal.valueOf(most)) <= 0, period + " " + total);
            }
        }
        var points = series.client()
                .get(series.client().path("/points?period=PT1H&from=" + T + "&to=" + END + "&evidence=true"));
        var evidence = (Map<?, ?>) points.getOrDefault("evidence", Map.of());
        assertEquals(List.of("dip", "implausible", "implausible", "rollover", "reset", "event"), evidence.get("rule"));
        assertEquals(List.of("", "", "", "", "", "swap"), evidence.get("events"));
        assertEquals(List.of("guessed", "guessed", "guessed", "guessed", "guessed", "told"), evidence.get("source"));

        // Told otherwise, long after: the guess goes.
        series.send(List.of(
                Map.of("op", "meter", "ts", T + 70 * HOUR, "event", "correction"),
                Map.of("op", "meter-delete", "ts", T + 79 * HOUR + 1)));
        series.assertSame();
        Invariants.assertHold(system.store());
        series.delete();
        series.assertSame();
        assertEquals(
                List.of("0\t0"),
                system.store()
                        .rows("SELECT (SELECT count() FROM meter_event_latest WHERE series = 'meter-life'),"
                                + " (SELECT count() FROM counter_evidence_latest WHERE series = 'meter-life')"));
    }

    /** SEMANTICS 17: a person's energy, as words or numbers; their notes; what a day was like. */
    @Test
    void levelsKeepTheirNotesAndHaveDailyMeans() {
        var series = new MirroredSeries(system.baseUrl(), "energy-level");
        series.define(Map.of("kind", "gauge", "unit", "1", "levels", true, "zone", "UTC", "maxGap", "PT6H"));
        series.send(List.of(
                Map.of("ts", T, "value", "low", "note", "slept badly", "source", "app"),
                Map.of("ts", T + HOUR, "value", 9),
                Map.of("ts", T + 3 * HOUR, "value", "peak", "note", "after the run")));
        series.send(List.of(Map.of("ts", T + HOUR, "value", 9, "note", "coffee")));
        series.assertSame();

        var client = series.client();
        var raw = client.get(client.path("/points?period=raw&limit=1000&order=desc&notes=true"));
        assertEquals(List.of(T + 3 * HOUR, T + HOUR, T), raw.get("ts"));
        assertEquals(List.of(10L, 9L, 3L), raw.get("value"));
        assertEquals(List.of("after the run", "coffee", "slept badly"), raw.get("note"));
        assertEquals(List.of("", "", "app"), raw.get("source"));
        var days = client.points("P1D", T - 12 * HOUR, T + 12 * HOUR);
        assertEquals(List.of(3L), days.get("count"));
        assertEquals(List.of(7L), days.get("mean")); // (3 + 9 + 9) / 3
    }

    private static List<BigDecimal> numbers(Object column) {
        var numbers = new ArrayList<BigDecimal>();
        for (var each : (List<?>) column) {
            numbers.add(new BigDecimal(String.valueOf(each)));
        }
        assertTrue(!numbers.isEmpty(), "there are windows");
        return numbers;
    }

    private static Map<String, Object> reading(int hour, long value) {
        return Map.of("ts", T + hour * HOUR, "value", value);
    }
}
