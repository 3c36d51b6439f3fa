package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.local.cli.Joulestream;
import io.joulestream.local.config.Home;
import io.joulestream.local.config.LocalConfig;
import io.joulestream.local.simulator.WeatherApis;
import io.joulestream.local.stack.LocalStack;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import picocli.CommandLine;

/** Weather that the job asks for over real HTTP: once for each cell and day, whoever wants it (SEMANTICS 29). */
@Execution(ExecutionMode.CONCURRENT)
class WeatherServicesEndToEndIT {
    private static final long T = 1_711_929_600_000L; // 2024-04-01T00:00:00Z
    private static final long MINUTE = 60_000;
    private static final long DAY = 86_400_000;
    private static final int CELLS = 20;
    private static final int DAYS = 3;
    private static final int ACTIVITIES = 1000;
    private static final Duration READY = Duration.ofMinutes(5);
    /** As many requests as the job has under way at most. */
    private static final int UNDER_WAY = 64;
    /** Of the defaults a 240th, so that an hour is 15 s. */
    private static final Map<String, String> PACE = Map.of(
            "weather.first-backoff", "2ms",
            "weather.longest-backoff", "42ms",
            "weather.breaker-delay", "250ms",
            "weather.down-pause", "1250ms");

    private static final Duration BREAKER_DELAY = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder = Path.of("");

    private WeatherApis apis;
    private UnreliableProxy service;
    private LocalStack stack;

    @BeforeEach
    void starts() throws IOException {
        apis = WeatherApis.start(5, 0, Clock.systemUTC());
        String url = apis.settings().values().iterator().next();
        service = new UnreliableProxy(URI.create(url).resolve("/"));
        stack = LocalStack.start(Home.find(), config(), (part, line) -> {});
        stack.awaitReady(READY);
    }

    @AfterEach
    void stops() throws IOException {
        stack.close();
        service.close();
        apis.close();
    }

    @Test
    void asksOnceForEachCellAndDayAlsoWhereTheServiceWasDown() throws Exception {
        var random = new Random(5);
        asksOnceForEachCellAndDay(random);
        aServiceThatIsDownCostsNoActivityAndNoStormOfRequests(random);
    }

    private void asksOnceForEachCellAndDay(Random random) throws InterruptedException {
        var mirrored = new MirroredActivities(URI.create(stack.addresses().endpointUrl()), "services");
        var items = new ArrayList<Map<String, Object>>();
        var wanted = new HashSet<String>();
        for (int i = 0; i < ACTIVITIES; i++) {
            items.add(activity("a" + i, 40, random, 24 * 60, wanted));
        }
        mirrored.post(items);
        mirrored.awaitEnriched(ACTIVITIES);
        assertTrue(apis.requests() <= wanted.size(), apis.requests() + " requests for " + wanted.size());

        // What was asked for is known: activities that come or move later cost nothing. None in a day's last hour, as
        // the
        // next day's weather that it needs may not have been wanted.
        long before = apis.requests();
        var later = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < 100; i++) {
            later.add(activity("a" + i, 40, random, 23 * 60, wanted));
            later.add(activity("b" + i, 40, random, 23 * 60, wanted));
        }
        mirrored.post(later);
        mirrored.awaitEnriched(ACTIVITIES + 100);
        assertEquals(
                CELLS * DAYS,
                wanted.stream()
                        .filter(each -> !each.endsWith(" " + (T / DAY + DAYS)))
                        .count());
        assertEquals(before, apis.requests());
        assertKnown(mirrored);
    }

    /**
     * Until the breaker opens, what is under way may fail, and be repeated until it does; then a request each time its delay is
     * over finds that the service is still down, and one that it is back.
     */
    private void aServiceThatIsDownCostsNoActivityAndNoStormOfRequests(Random random) throws InterruptedException {
        int before = service.answered().size();
        service.goDown();
        long since = System.nanoTime();
        var mirrored = new MirroredActivities(URI.create(stack.addresses().endpointUrl()), "down");
        var items = new ArrayList<Map<String, Object>>();
        var wanted = new HashSet<String>();
        for (int i = 0; i < ACTIVITIES; i++) {
            items.add(activity("d" + i, 50, random, 23 * 60, wanted));
        }
        mirrored.post(items);
        mirrored.awaitAll();
        assertEquals(ACTIVITIES, mirrored.answered().size());
        await(() -> statuses(mirrored).equals(Set.of("unavailable(server)")));
        int probes = service.refused() + 20;
        await(() -> service.refused() >= probes);
        await(() -> status().contains(
                        "\"severity\":\"warning\",\"check\":\"weather-services\",\"subject\":\"open-meteo\""));
        long down = System.nanoTime() - since;
        service.comeBack();
        int refused = service.refused();
        long most = UNDER_WAY + down / BREAKER_DELAY.toNanos() + 1;
        assertTrue(refused <= most, refused + " requests while it was down, " + most + " are allowed");
        System.out.printf(
                "down for %d breaker delays: %d requests for %d cells and days%n",
                down / BREAKER_DELAY.toNanos(), refused, wanted.size());

        mirrored.awaitEnriched(ACTIVITIES);
        assertEquals(before + wanted.size(), service.answered().size());
        service.answered().forEach((request, times) -> assertEquals(1, times, request));
        await(() -> status().contains("\"severity\":\"ok\",\"check\":\"weather-services\",\"subject\":\"open-meteo\""));
        assertKnown(mirrored);
    }

    /** What the command says; Flink's metrics are some seconds old. */
    private String status() {
        var out = new StringWriter();
        new CommandLine(new Joulestream())
                .setOut(new PrintWriter(out, true))
                .execute("status", "--json", "--data", folder.toString());
        return out.toString();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not in " + PATIENCE);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static Set<String> statuses(MirroredActivities mirrored) {
        var statuses = new HashSet<String>();
        mirrored.answered().values().forEach(row -> {
            if (row.get("weather") instanceof Map<?, ?> weather) {
                statuses.add(String.valueOf(weather.get("status")));
            }
        });
        return statuses;
    }

    private void assertKnown(MirroredActivities mirrored) {
        mirrored.knows(StoreClient.of(stack.addresses().clickHouseUrl(), folder)
                .rows("SELECT cell, toUnixTimestamp64Milli(ts), temperature, humidity, pressure, wind_speed,"
                        + " wind_direction, precipitation, provisional FROM weather_observation_latest"
                        + " WHERE tenant = '*'"));
        mirrored.assertSame();
    }

    private LocalConfig config() {
        var settings = new HashMap<>(PACE);
        for (String port : List.of(
                "endpoint.port",
                "kafka.port",
                "kafka.controller-port",
                "clickhouse.port",
                "flink.port",
                "flink.rpc-port")) {
            settings.put(port, "0");
        }
        settings.put("data", folder.toString());
        settings.put("weather.providers", "open-meteo");
        apis.settings()
                .forEach((key, value) -> settings.put(
                        key.replaceFirst("^weather-", "weather."),
                        service.url().resolve(URI.create(value).getPath()).toString()));
        return LocalConfig.from(settings);
    }

    /** In one of the cells from a latitude on, on one of the days, in one of so many minutes. */
    private static Map<String, Object> activity(String id, int lat, Random random, int minutes, Set<String> wanted) {
        int cell = random.nextInt(CELLS);
        long start = T + random.nextInt(DAYS) * DAY + random.nextInt(minutes) * MINUTE;
        for (long hour : List.of(start, start + 60 * MINUTE)) {
            wanted.add(cell + " " + hour / DAY);
        }
        return Map.of(
                "id", id, "type", "run", "start", start, "lat", (100 * lat + 5 + 10 * cell) / 100.0, "lon", -3.75);
    }
}
