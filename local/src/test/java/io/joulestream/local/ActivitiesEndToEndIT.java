package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.weather.GridCell;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Activities and weather through the whole system: edited, moved, deleted, in any order (SEMANTICS 28 to 30). */
@OnSharedStack
class ActivitiesEndToEndIT {
    private static final long SEED = 20261122;
    private static final int ROUNDS = 4;
    private static final int ACTIVITIES = 60;

    private final SharedStack.Running system;

    ActivitiesEndToEndIT(SharedStack.Running system) {
        this.system = system;
    }

    @Test
    void everyActivityHasTheWeatherOfItsPlaceAndTime() {
        var mirrored = new MirroredActivities(system.baseUrl(), "random");
        var random = new RandomActivities(mirrored, ACTIVITIES * 2, SEED);
        try (var log = new LogClient(system.addresses().kafkaBootstrap())) {
            for (int round = 0; round < ROUNDS; round++) {
                mirrored.post(random.activities(ACTIVITIES));
                mirrored.postWeather(random.observations(40));
                random.observations(100).forEach(each -> mirrored.shared(log, each));
                mirrored.assertSame();
                mirrored.assertSummed();
                mirrored.assertObserved(system.store());
            }
        }
        assertTrue(mirrored.enriched() > ACTIVITIES / 4, mirrored.enriched() + " enriched");
        assertTrue(mirrored.pending() > 0, "none pending");
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
            mirrored.post(List.of(Map.of("id", "2", "type", "run", "start", RandomActivities.T)));
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
