package io.joulestream.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.endpoint.log.Progress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthHandlerTest {
    private RunningEndpoint server;

    @BeforeEach
    void start() throws Exception {
        server = RunningEndpoint.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void isReadyWhenEveryPartIs() throws Exception {
        assertEquals(200, server.get("/readyz").statusCode());
    }

    @Test
    void saysWhichTablesAreMissing() throws Exception {
        server.store.missingTables.add("rollup");
        var answer = server.get("/readyz");
        assertEquals(503, answer.statusCode());
        assertTrue(answer.body().contains("there is no table rollup"), answer.body());
        assertEquals(200, server.get("/livez").statusCode());
    }

    @Test
    void saysThatKafkaIsAway() throws Exception {
        server.visibility.progress = FakeVisibility.progress(true, "no broker");
        var answer = server.get("/readyz");
        assertEquals(503, answer.statusCode());
        assertTrue(answer.body().contains("\"kafka\":{\"ok\":false,\"reason\":\"no broker\"}"), answer.body());
    }

    @Test
    void waitsForTheJobsFirstCommit() throws Exception {
        server.visibility.progress = FakeVisibility.progress(false, null);
        assertEquals(503, server.get("/readyz").statusCode());
    }

    @Test
    void isNotReadyOnAnEmptyTopicThatNoJobReads() throws Exception {
        long now = System.currentTimeMillis();
        var empty = List.of(new Progress.Partition(0, 0, 0, 0, null));
        server.visibility.progress = new Progress(now, now, null, false, now, empty);
        assertEquals(503, server.get("/readyz").statusCode());
        server.visibility.progress = new Progress(now, now, null, true, now, empty);
        assertEquals(200, server.get("/readyz").statusCode());
    }

    @Test
    void tellsTheAgeOfTheLastCheckpointWhileRecordsWait() throws Exception {
        long now = System.currentTimeMillis();
        var waiting = List.of(new Progress.Partition(0, 0, 3, 5, now - 90_000));
        server.visibility.progress = new Progress(now, now, null, true, now - 60_000, waiting);
        Object age = readings(server.get("/v1/status").body()).get("checkpoint_age_seconds");
        assertTrue(age instanceof Double seconds && seconds >= 60, String.valueOf(age));
        var idle = List.of(new Progress.Partition(0, 0, 5, 5, null));
        server.visibility.progress = new Progress(now, now, null, true, now - 60_000, idle);
        assertNull(readings(server.get("/v1/status").body()).get("checkpoint_age_seconds"));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> readings(String status) {
        return (Map<String, Object>)
                Objects.requireNonNull(RunningEndpoint.json(status).get("readings"));
    }

    @Test
    void countsRequestsByRoute() throws Exception {
        server.get("/v1/series/a");
        server.get("/v1/series/b");
        server.get("/nothing/here");
        String text = server.get("/metrics").body();
        assertTrue(
                text.contains(
                        "joulestream_http_request_seconds_count{method=\"GET\",route=\"/v1/series/{series}\",status=\"404\"} 2"),
                text);
        assertTrue(text.contains("route=\"none\",status=\"404\"} 1"), text);
        assertTrue(text.contains("joulestream_readings_lag_records{partition=\"0\"} 2.0"), text);
        assertTrue(text.contains("jvm_memory_used_bytes"), text);
    }

    @Test
    @SuppressWarnings("unchecked")
    void tellsOfEachTopicThatAJobReads() throws Exception {
        long now = System.currentTimeMillis();
        var waiting = List.of(new Progress.Partition(0, 0, 3, 5, now));
        server.visibility.progress = new Progress(now, now, null, true, now, waiting);
        var status = RunningEndpoint.json(server.get("/v1/status").body());
        for (String topic : List.of("activities", "weather")) {
            var log = (Map<String, Object>) Objects.requireNonNull(status.get(topic), topic);
            assertEquals(topic, log.get("topic"));
            assertEquals("joulestream-activities", log.get("group"));
            assertEquals(2, log.get("lag_records"));
        }
        String metrics = server.get("/metrics").body();
        assertTrue(metrics.contains("joulestream_weather_lag_records{partition=\"0\"} 2.0"), metrics);
    }

    @Test
    void tellsWhatBecameOfAllRecords() throws Exception {
        server.store.ledger.put(
                "readings",
                new java.util.TreeMap<>(java.util.Map.of(
                        "consumed",
                        10L,
                        "accepted",
                        6L,
                        "waiting",
                        1L,
                        "dead_letter:series_unknown",
                        2L,
                        "dead_letter:value_invalid",
                        1L)));
        String body = server.get("/v1/status").body();
        assertTrue(
                body.contains(
                        "\"ledger\":{\"readings\":{\"accepted\":6,\"consumed\":10,\"waiting\":1,\"dead_letters\":3,"
                                + "\"dead_letter_reasons\":{\"series_unknown\":2,\"value_invalid\":1},\"adds_up\":true}}"),
                body);
        server.store.ledger.values().forEach(counts -> counts.put("accepted", 7L));
        body = server.get("/v1/status").body();
        assertTrue(body.contains("\"adds_up\":false"), body);
    }

    @Test
    void showsRawBytesThatAreNoTextInBase64() throws Exception {
        server.store.deadLetters.add(Rows.deadLetter("{\"é\"".getBytes(StandardCharsets.UTF_8)));
        server.store.deadLetters.add(Rows.deadLetter(new byte[] {(byte) 0xff, 0}));
        String body = server.get("/v1/dead-letters").body();
        assertTrue(body.contains("\"raw\":\"{\\\"é\\\"\""), body);
        assertTrue(body.contains("\"raw_base64\":\"/wA=\""), body);
    }

    @Test
    void pagesThroughDeadLetters() throws Exception {
        server.store.deadLetters.add(Rows.deadLetter(new byte[0]));
        server.store.deadLetters.add(Rows.deadLetter(new byte[0]));
        var page = RunningEndpoint.json(
                server.get("/v1/dead-letters?limit=1&reason=value_invalid").body());
        assertEquals(
                200,
                server.get("/v1/dead-letters?limit=2&cursor=" + page.get("next"))
                        .statusCode());
        var asked = java.util.Objects.requireNonNull(server.store.lastQuery);
        assertEquals(Rows.deadLetter(new byte[0]).place(), asked.before());
        assertEquals(400, server.get("/v1/dead-letters?cursor=x").statusCode());
        assertEquals(400, server.get("/v1/dead-letters?reason=x").statusCode());
    }
}
