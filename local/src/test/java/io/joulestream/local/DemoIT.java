package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.weather.GridCell;
import io.joulestream.local.process.Waiting;
import io.joulestream.local.simulator.DemoWorld;
import io.joulestream.local.simulator.Scenario;
import io.joulestream.local.simulator.SimulatedActivity;
import io.joulestream.local.stack.Part;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code demo} as a process: the first chart, what goes on, and that nothing is left of it. */
class DemoIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration END = Duration.ofSeconds(60);
    /** Within this the hour after may be yet to come; so far apart are two observations at most. */
    private static final Duration RECENT = Duration.ofHours(3);

    private static final long SEED = 1;
    private static final String STARTING = "demo         starting in ";

    private UpProcess system = new UpProcess(Path.of(""));
    private final List<UpProcess.Run> runs = new ArrayList<>();

    @BeforeEach
    void prepares(@TempDir Path unused) {
        system = new UpProcess(unused);
    }

    @AfterEach
    void leavesNothingBehind() {
        runs.forEach(run -> run.process().destroyForcibly());
        system.close();
    }

    @Test
    void showsAYearThenWhatGoesOnAndRemovesItself() {
        var began = Instant.now();
        var demo = demo();
        var client = new ReadingsClient(system.baseUrl(), "madrid.electricity");

        var page = said(demo, "demo         first chart after ").replaceFirst(".*: ", "");
        assertEquals("http://localhost:" + system.port() + "/?series=madrid.electricity&period=P1D&range=year", page);
        var now = Instant.now().toEpochMilli();
        var days = client.points("P1D", now - Duration.ofDays(400).toMillis(), now);
        assertTrue(days.get("start") instanceof List<?> starts && starts.size() > 300, days::toString);

        said(demo, "demo         all visible after ");
        assertTrue(
                said(demo, "live         ")
                        .endsWith("http://localhost:" + system.port() + "/?series=madrid.power&range=day"),
                demo.said()::toString);
        said(demo, "demo         their weather after ");
        assertKnowsTheWeather(began);
        // Of the weather station's and the simulated service's hours together.
        for (var series : List.of("madrid.electricity", "melbourne.electricity")) {
            Waiting.until(
                    "a year of degree days",
                    PATIENCE,
                    () -> client.get("/v1/series/" + series + "/degree-days").get("day") instanceof List<?> known
                            && known.size() > 360);
        }
        assertEquals(List.of(), silent(client));
        var before = counts(client);
        assertEquals(10, before.size(), before.toString());
        assertTrue(before.values().stream().mapToLong(each -> each).sum() > 150_000, before.toString());
        Waiting.until(
                "readings to go on",
                PATIENCE,
                () -> counts(client).getOrDefault("madrid.power", 0L) > before.getOrDefault("madrid.power", 0L) + 2);

        assertLeavesNothing(demo);
    }

    @Test
    void leavesNothingWhenItIsStoppedWhileItStarts() {
        var demo = demo();
        said(demo, "clickhouse   up after ");

        assertLeavesNothing(demo);
    }

    @Test
    void beginsInAnEmptyFolderOnly(@TempDir Path folder) throws IOException {
        Files.createFile(folder.resolve("anything"));

        var demo = demo("--data", folder.toString());

        demo.awaitEnd(END);
        assertEquals(1, demo.process().exitValue(), demo.said().toString());
        assertEquals(1, demo.said().size(), demo.said().toString());
        assertTrue(
                demo.said().get(0).startsWith("joulestream: " + folder + " is not empty, and a demonstration begins"),
                demo.said().toString());
    }

    @Test
    void refusesToCrawl() {
        var demo = demo("--speed", "0.5");

        demo.awaitEnd(END);
        assertEquals(2, demo.process().exitValue(), demo.said().toString());
        assertEquals("speed is 0.5, and allowed are 1 and more", demo.said().get(0));
    }

    /** Each activity, its place and its weather are those that the simulator knows, by the slow reference. */
    private void assertKnowsTheWeather(Instant began) {
        var now = Instant.now();
        var world = new DemoWorld(SEED, began);
        var later = new DemoWorld(SEED, now);
        var scenario = Scenario.year(SEED, began);
        var mirrored = new MirroredActivities(system.baseUrl(), SimulatedActivity.SOURCE);
        var unsure = new HashSet<String>();
        var starts = new TreeSet<Long>();
        for (var each : scenario.athlete().until(now)) {
            mirrored.expect(each.item());
            if (each.fields().get("lat") instanceof BigDecimal lat
                    && each.fields().get("lon") instanceof BigDecimal lon
                    && each.fields().get("start") instanceof Long start) {
                var cell = GridCell.of(
                        lat.movePointRight(6).intValueExact(),
                        lon.movePointRight(6).intValueExact());
                starts.add(start);
                world.around(cell, start).forEach(observation -> mirrored.shares(cell, observation));
                for (var needed : List.of(start, start + Duration.ofHours(1).toMillis())) {
                    if (world.knowsNothing(cell, needed)) {
                        mirrored.sharesNothing(cell, LocalDate.ofInstant(Instant.ofEpochMilli(needed), ZoneOffset.UTC));
                    }
                }
                var recent = now.toEpochMilli() - start < RECENT.toMillis();
                if (recent || !world.around(cell, start).equals(later.around(cell, start))) {
                    unsure.add(each.id());
                }
            }
        }
        // The reference looks at each of them: those around no start tell it nothing.
        scenario.station().until(now).stream()
                .filter(each -> !starts.subSet(each.millis() - RECENT.toMillis(), each.millis() + RECENT.toMillis())
                        .isEmpty())
                .forEach(each -> mirrored.expectWeather(each.fields()));
        mirrored.assertSame(id -> !unsure.contains(id));
        assertTrue(mirrored.enriched() > 150 && mirrored.notFound() > 0, mirrored.enriched() + " enriched");
        mirrored.answered().forEach((id, activity) -> {
            if (activity.get("place") instanceof Map<?, ?> place) {
                assertEquals(DemoWorld.zone(id).getId(), place.get("zone"), id);
            }
        });
    }

    private UpProcess.Run demo(String... more) {
        var arguments = new ArrayList<>(List.of("demo", "--no-browser", "--port", String.valueOf(system.port())));
        arguments.addAll(List.of(more));
        var run = system.launch(arguments);
        runs.add(run);
        return run;
    }

    private static String said(UpProcess.Run demo, String start) {
        Waiting.until("'" + start + "'", PATIENCE, () -> {
            if (!demo.process().isAlive()) {
                throw new AssertionError("it ended; said " + String.join("\n", demo.said()));
            }
            return demo.said().stream().anyMatch(line -> line.startsWith(start));
        });
        return demo.said().stream()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElse("");
    }

    /** Of readings, by series. */
    private static Map<String, Long> counts(ReadingsClient client) {
        return series(client)
                .collect(Collectors.toMap(
                        each -> String.valueOf(each.get("series")),
                        each -> Long.valueOf(String.valueOf(each.get("count")))));
    }

    private static Stream<Map<?, ?>> series(ReadingsClient client) {
        var series = client.get("/v1/series?limit=100").get("series");
        return (series instanceof List<?> list ? list : List.of()).stream().map(each -> (Map<?, ?>) each);
    }

    /** The series that the page would call stale. */
    private static List<String> silent(ReadingsClient client) {
        var now = Instant.now().toEpochMilli();
        return series(client)
                .filter(each -> each.get("expectedInterval") != null)
                .filter(each -> !(each.get("last") instanceof Map<?, ?> last)
                        || now - Long.parseLong(String.valueOf(last.get("ts")))
                                > Math.max(
                                        Duration.ofMinutes(5).toMillis(),
                                        3
                                                * Duration.parse(String.valueOf(each.get("expectedInterval")))
                                                        .toMillis()))
                .map(String::valueOf)
                .toList();
    }

    private static void assertLeavesNothing(UpProcess.Run demo) {
        var folder = Path.of(said(demo, STARTING).substring(STARTING.length()));
        var children = demo.process().descendants().map(ProcessHandle::pid).toList();
        assertTrue(Files.isDirectory(folder), folder.toString());
        assertFalse(children.isEmpty(), demo.said()::toString);
        assertTrue(children.size() <= Part.values().length, children.toString());

        Processes.signal("INT", demo.process().pid());

        System.out.println("stopped after " + demo.awaitEnd(END).toMillis() + " ms");
        Processes.assertGone(children);
        assertFalse(Files.exists(folder), folder.toString());
        assertEquals("demo         stopped", demo.said().get(demo.said().size() - 1), demo.said()::toString);
        assertTrue(demo.said().stream().noneMatch(line -> line.contains("starting it again")), demo.said()::toString);
    }
}
