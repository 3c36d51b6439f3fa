package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.reference.Histories;
import io.joulestream.reference.HistoryOptions;
import io.joulestream.reference.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What goes into the whole system over HTTP comes out over HTTP, through all that can happen to a series. */
@OnSharedStack
class ReadingsEndToEndIT {
    private static final long SEED = 20_261_101;
    private static final int HISTORIES = 24;
    private static final int AT_ONCE = 4;
    private static final long T = 1_711_810_800_000L; // 2024-03-30T15:00:00Z, before a night of 23 hours in Madrid
    private static final long HOUR = 3_600_000;
    private static final long YEAR = 365 * 24 * HOUR;

    private final SharedStack.Running system;

    ReadingsEndToEndIT(SharedStack.Running system) {
        this.system = system;
    }

    @Test
    void leadsASeriesThroughItsLife() {
        var series = new MirroredSeries(system.baseUrl(), "life");
        series.define(counter("Europe/Madrid"));
        var events = new ArrayList<Map<String, Object>>();
        for (var i = 0; i < 60; i++) {
            events.add(reading(T + i * HOUR, 100 + i * i % 37));
        }
        series.send(events);
        series.assertSame();

        series.send(List.of(reading(T + 20 * HOUR, 500), reading(T + 20 * HOUR, 90), reading(T + 21 * HOUR, 98)));
        series.assertSame();

        series.send(List.of(delete(T), delete(T + 30 * HOUR), delete(T + 30 * HOUR), delete(T + 59 * HOUR)));
        series.assertSame();

        series.send(List.of(reading(T - 9 * YEAR, 3), reading(T - 4 * YEAR, 2), reading(T - 4 * YEAR + HOUR, 60)));
        series.assertSame();

        series.define(counter("Asia/Kathmandu"));
        assertSeesNewWindowsOnly(series);
        series.assertSame();

        series.delete();
        series.assertSame();
        assertEquals(404, series.client().status(series.client().path("/points?period=P1D&from=0&to=1")));

        series.define(Map.of("kind", "gauge", "unit", "Cel", "zone", "America/St_Johns"));
        series.assertSame();
        series.send(List.of(reading(T + HOUR, 7), reading(T, -8)));
        series.assertSame();
    }

    /** The very first read that names the write: nobody else waited for the recomputation before. */
    private static void assertSeesNewWindowsOnly(MirroredSeries series) {
        var expected = new ArrayList<Long>();
        series.reference().rows().keySet().stream()
                .filter(key -> key.period().equals("P1D"))
                .forEach(key -> expected.add(key.start()));
        var points = series.client().points("P1D", T - 10 * YEAR, T + YEAR, series.token());
        assertEquals(expected, points.get("start"));
        assertEquals("Asia/Kathmandu", points.get("zone"));
    }

    @Test
    void listsTheSeries() {
        var series = new MirroredSeries(system.baseUrl(), "listed");
        series.define(Map.of(
                "kind", "gauge", "unit", "kW", "zone", "Europe/Paris", "name", "Kitchen", "expectedInterval", "PT1M"));
        series.send(List.of(reading(T + HOUR, 2), reading(T, 1), reading(T - HOUR, 5), delete(T - HOUR)));
        series.assertSame();

        var one = series.client().get(series.client().path(""));
        var list = series.client().get("/v1/series?limit=1000").get("series");
        var listed = list instanceof List<?> all
                ? all.stream()
                        .map(each -> (Map<?, ?>) each)
                        .filter(each -> "listed".equals(each.get("series")))
                        .toList()
                : List.of();
        assertEquals(1, listed.size(), String.valueOf(list));
        ((Map<?, ?>) listed.get(0)).forEach((name, value) -> assertEquals(value, one.get(name), name::toString));
        assertEquals("gauge", one.get("kind"));
        assertEquals("kW", one.get("unit"));
        assertEquals("W", one.get("canonicalUnit"));
        assertEquals("Europe/Paris", one.get("zone"));
        assertEquals("Kitchen", one.get("name"));
        assertEquals(2L, one.get("count"));
        assertEquals(Map.of("ts", T, "value", 1000L), one.get("first"));
        assertEquals(Map.of("ts", T + HOUR, "value", 2000L), one.get("last"));
        assertEquals("partial", one.get("quality"));
    }

    @Test
    void followsRandomHistories() throws Exception {
        var threads = Executors.newFixedThreadPool(AT_ONCE);
        try (var log = new LogClient(system.addresses().kafkaBootstrap())) {
            var tasks = new ArrayList<Callable<Void>>();
            for (var i = 0; i < HISTORIES; i++) {
                var seed = SEED + i;
                tasks.add(() -> {
                    follow(seed, log);
                    return null;
                });
            }
            for (var each : threads.invokeAll(tasks)) {
                each.get();
            }
            Invariants.assertHold(system.store());
        } finally {
            threads.shutdownNow();
        }
    }

    private void follow(long seed, LogClient log) {
        var series = new MirroredSeries(system.baseUrl(), "history-" + seed);
        var options = HistoryOptions.everything().withMaxReach(Duration.ofDays(3_000));
        var expected = new ArrayList<String>();
        for (var event : Histories.of(seed, options).events()) {
            var reason = append(series, event.fields(), log);
            if (!reason.isEmpty()) {
                expected.add(reason);
            }
        }
        try {
            series.assertSame();
            assertEquals(
                    expected,
                    new DeadLetters(series.client(), log).reasonsOf(series.name(), series.token()),
                    "dead letters");
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    /** The way that a client would choose; the reason of a dead letter, or nothing. */
    private static String append(MirroredSeries series, Map<String, Object> fields, LogClient log) {
        var op = String.valueOf(fields.get("op"));
        if (fields.containsKey(Reference.UNPARSABLE)) {
            var place = log.append(series.name(), Histories.toJson(fields));
            return deadLetter(series.mirror(fields, place.token()));
        }
        if (op.equals("series-delete")) {
            series.delete();
            return "";
        }
        if (op.equals("series")) {
            var definition = new HashMap<>(fields);
            definition.remove("op");
            var answer = series.client().tryToDefine(definition);
            if (answer.statusCode() == 422) {
                assertEquals("dead_letter:definition_invalid", series.mirror(fields, series.token()), answer.body());
                return "";
            }
            return deadLetter(series.mirror(fields, ReadingsClient.token(answer)));
        }
        var verdicts = series.client().post(List.of(fields));
        var outcome = series.mirror(fields, verdicts.accepted() == 1 ? verdicts.token() : series.token());
        if (verdicts.accepted() == 0) {
            assertEquals(outcome, "dead_letter:" + verdicts.refused().get(0), fields.toString());
            return "";
        }
        return deadLetter(outcome);
    }

    private static String deadLetter(String outcome) {
        return outcome.startsWith("dead_letter:") ? outcome.substring("dead_letter:".length()) : "";
    }

    private static Map<String, Object> counter(String zone) {
        return Map.of("kind", "counter", "unit", "kWh", "zone", zone);
    }

    private static Map<String, Object> reading(long ts, long value) {
        return Map.of("ts", ts, "value", value);
    }

    private static Map<String, Object> delete(long ts) {
        return Map.of("op", "delete", "ts", ts);
    }
}
