package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.weather.GridCell;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Activities and weather through the whole system: edited, moved, deleted, in any order (SEMANTICS 28 to 30). */
@OnSharedStack
class ActivitiesEndToEndIT {
    private static final long SEED = 20261122;
    private static final int ROUNDS = 4;
    private static final int ACTIVITIES = 60;
    private static final long T = 1_711_929_600_000L; // 2024-04-01T00:00:00Z
    private static final long HOUR = 3_600_000;

    private final SharedStack.Running system;

    ActivitiesEndToEndIT(SharedStack.Running system) {
        this.system = system;
    }

    @Test
    void everyActivityHasTheWeatherOfItsPlaceAndTime() {
        var random = new Random(SEED);
        var mirrored = new MirroredActivities(system.baseUrl(), "random");
        try (var log = new LogClient(system.addresses().kafkaBootstrap())) {
            for (int round = 0; round < ROUNDS; round++) {
                var activities = new ArrayList<Map<String, Object>>();
                for (int i = 0; i < ACTIVITIES; i++) {
                    activities.add(activity(random));
                }
                mirrored.post(activities);
                var observations = new ArrayList<Map<String, Object>>();
                for (int i = 0; i < 40; i++) {
                    observations.add(observation(random));
                }
                mirrored.postWeather(observations);
                for (int i = 0; i < 100; i++) {
                    mirrored.shared(log, observation(random));
                }
                mirrored.assertSame();
                mirrored.assertSummed();
            }
        }
        assertTrue(mirrored.enriched() > ACTIVITIES / 4, mirrored.enriched() + " enriched");
        assertTrue(mirrored.pending() > 0, "none pending");
        assertEquals(
                List.of(),
                system.store()
                        .rows("SELECT tenant, cell, ts, count() FROM weather_observation_latest"
                                + " GROUP BY tenant, cell, ts HAVING count() > 1"));
    }

    /** Two activities of three are of a few ids: they are edited, move and go. */
    private static Map<String, Object> activity(Random random) {
        String id = "a" + random.nextInt(ACTIVITIES * 2);
        if (random.nextInt(8) == 0) {
            return Map.of("id", id, "op", "delete");
        }
        long start = T + random.nextInt(50) * HOUR + random.nextInt(4) * HOUR / 4 + random.nextInt(2) * 1234L;
        if (random.nextInt(8) == 0) {
            return Map.of("id", id, "type", "swim", "start", start, "name", "indoors");
        }
        return Map.of(
                "id",
                id,
                "type",
                "trail",
                "start",
                start,
                "lat",
                (5145 + random.nextInt(3) * 7) / 100.0,
                "lon",
                random.nextInt(2) * -0.05,
                "distance_m",
                random.nextInt(20_000),
                "heart_rate",
                100 + random.nextInt(50));
    }

    private static Map<String, Object> observation(Random random) {
        long ts = T + random.nextInt(52) * HOUR;
        double lat = (5145 + random.nextInt(3) * 7) / 100.0;
        double lon = random.nextInt(2) * -0.05;
        if (random.nextInt(10) == 0) {
            return Map.of("op", "delete", "lat", lat, "lon", lon, "ts", ts);
        }
        return Map.of(
                "lat",
                lat,
                "lon",
                lon,
                "ts",
                ts,
                "temperature",
                random.nextInt(300) / 10.0,
                "wind_direction",
                random.nextInt(361),
                "precipitation",
                random.nextInt(10) / 10.0,
                "provisional",
                random.nextBoolean());
    }

    @Test
    void whatCannotBeUsedIsADeadLetterAndDisturbsNothing() {
        try (var log = new LogClient(system.addresses().kafkaBootstrap())) {
            byte[] key = "default/bad/1".getBytes(StandardCharsets.UTF_8);
            log.append("activities", key, "{\"type\":\"run\",\"start\":1}".getBytes(StandardCharsets.UTF_8));
            log.append(
                    "activities",
                    "default/bad".getBytes(StandardCharsets.UTF_8),
                    "{}".getBytes(StandardCharsets.UTF_8));
            byte[] cell = ("default/" + new GridCell(1, 1)).getBytes(StandardCharsets.UTF_8);
            var last = log.append(
                    "weather",
                    cell,
                    "{\"lat\":50,\"lon\":1,\"ts\":1711929600000,\"temperature\":1}".getBytes(StandardCharsets.UTF_8));
            log.append(
                    "activities", key, "{\"type\":\"run\",\"start\":1711929600000}".getBytes(StandardCharsets.UTF_8));
            var mirrored = new MirroredActivities(system.baseUrl(), "bad");
            mirrored.await(last.token());
            mirrored.post(List.of(Map.of("id", "2", "type", "run", "start", T)));
            mirrored.awaitAll();
            assertEquals(2, mirrored.answered().size());
        }
        assertEquals(
                List.of(
                        "activities\tdefault\tactivity_invalid",
                        "activities\tdefault\tkey_invalid",
                        "weather\tdefault\tobservation_invalid"),
                system.store()
                        .rows("SELECT topic, tenant, reason FROM dead_letter_latest"
                                + " WHERE topic IN ('activities', 'weather') ORDER BY topic, reason"));
    }
}
