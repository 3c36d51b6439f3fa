package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.local.config.Home;
import io.joulestream.local.config.LocalConfig;
import io.joulestream.local.simulator.WeatherApis;
import io.joulestream.local.stack.LocalStack;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weather that the job asks for over real HTTP: once for each cell and day, whoever wants it (SEMANTICS 29). */
class WeatherServicesEndToEndIT {
    private static final long T = 1_711_929_600_000L; // 2024-04-01T00:00:00Z
    private static final long MINUTE = 60_000;
    private static final long DAY = 86_400_000;
    private static final int CELLS = 20;
    private static final int DAYS = 3;
    private static final int ACTIVITIES = 1000;
    private static final Duration READY = Duration.ofMinutes(5);

    @Test
    void asksOnceForEachCellAndDay(@TempDir Path folder) throws Exception {
        var random = new Random(5);
        try (var apis = WeatherApis.start(5, 0, Clock.systemUTC());
                var stack = LocalStack.start(Home.find(), config(folder, apis), (part, line) -> {})) {
            stack.awaitReady(READY);
            var mirrored = new MirroredActivities(URI.create(stack.addresses().endpointUrl()), "services");
            var items = new ArrayList<Map<String, Object>>();
            var wanted = new HashSet<String>();
            for (int i = 0; i < ACTIVITIES; i++) {
                items.add(activity("a" + i, random, 24 * 60, wanted));
            }
            mirrored.post(items);
            mirrored.awaitEnriched(ACTIVITIES);
            assertTrue(apis.requests() <= wanted.size(), apis.requests() + " requests for " + wanted.size());

            // What was asked for is known: activities that come or move later cost nothing. None in a day's last hour,
            // as
            // the next day's weather that it needs may not have been wanted.
            long before = apis.requests();
            var later = new ArrayList<Map<String, Object>>();
            for (int i = 0; i < 100; i++) {
                later.add(activity("a" + i, random, 23 * 60, wanted));
                later.add(activity("b" + i, random, 23 * 60, wanted));
            }
            mirrored.post(later);
            mirrored.awaitEnriched(ACTIVITIES + 100);
            assertEquals(
                    CELLS * DAYS,
                    wanted.stream()
                            .filter(each -> !each.endsWith(" " + (T / DAY + DAYS)))
                            .count());
            assertEquals(before, apis.requests());

            mirrored.knows(StoreClient.of(stack.addresses().clickHouseUrl(), folder)
                    .rows("SELECT cell, toUnixTimestamp64Milli(ts), temperature, humidity, pressure, wind_speed,"
                            + " wind_direction, precipitation, provisional FROM weather_observation_latest"
                            + " WHERE tenant = '*'"));
            mirrored.assertSame();
        }
    }

    private LocalConfig config(Path folder, WeatherApis apis) {
        var settings = new HashMap<String, String>(Map.of(
                "data", folder.toString(),
                "endpoint.port", "0",
                "kafka.port", "0",
                "kafka.controller-port", "0",
                "clickhouse.port", "0",
                "flink.port", "0",
                "flink.rpc-port", "0",
                "weather.providers", "open-meteo"));
        apis.settings().forEach((key, value) -> settings.put(key.replaceFirst("^weather-", "weather."), value));
        return LocalConfig.from(settings);
    }

    /** In one of the cells, on one of the days, in one of so many minutes. */
    private static Map<String, Object> activity(String id, Random random, int minutes, Set<String> wanted) {
        int cell = random.nextInt(CELLS);
        long start = T + random.nextInt(DAYS) * DAY + random.nextInt(minutes) * MINUTE;
        for (long hour : List.of(start, start + 60 * MINUTE)) {
            wanted.add(cell + " " + hour / DAY);
        }
        return Map.of("id", id, "type", "run", "start", start, "lat", (4005 + 10 * cell) / 100.0, "lon", -3.75);
    }
}
