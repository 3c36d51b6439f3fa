package io.joulestream.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.store.MeterEventRow;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenApiTest {
    private RunningEndpoint server;

    @BeforeEach
    void start() throws Exception {
        server = RunningEndpoint.start();
        server.visibility.next = Long.MAX_VALUE;
        server.store.series.put(new SeriesKey("default", "meter"), Rows.series("meter", false));
        server.store.rollups.add(Rows.rollup(0, 1));
        server.store.months.put("exact", List.of(Rows.month(2024 * 12, "measured", 1000)));
        var counts = new java.util.TreeMap<>(Map.of("dead_letter:value_invalid", 1L));
        for (String name : List.of(
                "consumed",
                "accepted",
                "replaced",
                "duplicate",
                "deleted",
                "nothing_to_delete",
                "definition",
                "series_deleted",
                "meter_event",
                "superseded",
                "waiting",
                "missing")) {
            counts.put(name, 1L);
        }
        server.store.ledger.put("readings", counts);
        server.store.meterEvents.add(new MeterEventRow(Rows.START, "reset", null, null, "", "", "", 1));
        server.store.activities.rows.add(ActivitiesHandlerTest.row("1001", 1));
        server.store.activities.rows.add(ActivitiesHandlerTest.row("1000", 0));
        server.store.activities.sums.add(ActivitiesHandlerTest.sums());
        server.store.deadLetters.add(Rows.deadLetter("{}".getBytes(StandardCharsets.UTF_8)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void namesExactlyTheRoutesThatExist() throws Exception {
        var documented = new TreeSet<String>();
        map(document(), "paths").forEach((path, item) -> castMap(item).keySet().stream()
                .filter(method -> !method.equals("parameters"))
                .forEach(method -> documented.add(method + " " + path)));
        var registered = new TreeSet<String>();
        server.endpoint
                .routes()
                .forEach(route ->
                        registered.add(route.method().name().toLowerCase(java.util.Locale.ROOT) + " " + route.path()));
        assertEquals(registered, documented);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/series/{series}, get, 200, /v1/series/meter",
        "/v1/series/{series}, put, 202, /v1/series/meter",
        "/v1/series/{series}, delete, 202, /v1/series/meter",
        "/v1/series, get, 200, /v1/series?cursor=zzz",
        "/v1/series/{series}/points, get, 200, /v1/series/meter/points?period=PT1H",
        "/v1/series/{series}/timeline, get, 200, /v1/series/meter/timeline?from=1&to=2",
        "/v1/series/{series}/monthly, get, 200, /v1/series/meter/monthly?year=2024",
        "/v1/series/{series}/distribution, get, 200, /v1/series/meter/distribution",
        "/v1/series/{series}/completeness, get, 200, /v1/series/meter/completeness",
        "/v1/series/{series}/degree-days, get, 200, /v1/series/meter/degree-days",
        "/v1/series/{series}/meter-events, get, 200, /v1/series/meter/meter-events",
        "/v1/series/{series}/evidence, get, 200, /v1/series/meter/evidence",
        "/v1/readings, post, 202, /v1/readings",
        "/v1/activities, get, 200, /v1/activities?limit=1",
        "/v1/activities, post, 202, /v1/activities",
        "/v1/activities/summary, get, 200, /v1/activities/summary?period=P7D",
        "/v1/activities/{source}/{id}, get, 200, /v1/activities/strava/1001",
        "/v1/activities/{source}/{id}, put, 202, /v1/activities/strava/1001",
        "/v1/activities/{source}/{id}, delete, 202, /v1/activities/strava/1001",
        "/v1/weather, post, 202, /v1/weather",
        "/v1/batches, get, 200, /v1/batches?before=1",
        "/v1/batches/{batch}, get, 200, /v1/batches/BATCH",
        "/v1/batches/{batch}, delete, 202, /v1/batches/BATCH",
        "/v1/dead-letters, get, 200, /v1/dead-letters",
        "/v1/dead-letters/replay, post, 202, /v1/dead-letters/replay",
        "/v1/status, get, 200, /v1/status",
        "/livez, get, 200, /livez",
        "/readyz, get, 200, /readyz",
        "/version, get, 200, /version"
    })
    void givesExamplesWithTheFieldsThatAreAnswered(String path, String method, String status, String request)
            throws Exception {
        if (request.endsWith("BATCH")) {
            // One row in, one refused, as the example has it.
            var sent = server.send(server.request("/v1/import?series=meter&onError=skip", "Content-Type", "text/csv")
                    .POST(java.net.http.HttpRequest.BodyPublishers.ofString("ts,value\n2024-01-01,1\nx,2\n")));
            String batch = String.valueOf(RunningEndpoint.json(sent.body()).get("batch"));
            request = request.replace("BATCH", batch);
            while (!server.get("/v1/batches/" + batch).body().contains("\"phase\":\"done\"")) {
                Thread.onSpinWait();
            }
        }
        Map<String, Object> operation = map(map(map(document(), "paths"), path), method);
        Map<String, Object> response = resolve(map(map(operation, "responses"), status));
        Object example = map(map(response, "content"), "application/json").get("example");
        var answer = server.send(
                switch (method) {
                    case "put" -> body(request).PUT(example(operation));
                    case "post" ->
                        body(request)
                                .POST(
                                        operation.containsKey("requestBody")
                                                ? example(operation)
                                                : java.net.http.HttpRequest.BodyPublishers.noBody());
                    case "delete" -> server.request(request).DELETE();
                    default -> server.request(request).GET();
                });
        assertEquals(Integer.parseInt(status), answer.statusCode(), answer.body());
        Set<String> documented = fields("", Objects.requireNonNull(example));
        Set<String> answered = fields("", RunningEndpoint.json(answer.body()));
        answered.remove(".modulus"); // present only where defined
        assertEquals(documented, answered);
    }

    private java.net.http.HttpRequest.Builder body(String path) {
        return server.request(path, "Content-Type", "application/json");
    }

    private static java.net.http.HttpRequest.BodyPublisher example(Map<String, Object> operation) {
        Object example = map(map(map(operation, "requestBody"), "content"), "application/json")
                .get("example");
        var flow = new org.yaml.snakeyaml.DumperOptions();
        flow.setDefaultFlowStyle(org.yaml.snakeyaml.DumperOptions.FlowStyle.FLOW);
        flow.setDefaultScalarStyle(org.yaml.snakeyaml.DumperOptions.ScalarStyle.JSON_SCALAR_STYLE);
        flow.setWidth(10_000);
        return java.net.http.HttpRequest.BodyPublishers.ofString(new org.yaml.snakeyaml.Yaml(flow).dump(example));
    }

    private Map<String, Object> document() throws Exception {
        return RunningEndpoint.json(server.get("/openapi.yaml").body());
    }

    private Map<String, Object> resolve(Map<String, Object> node) throws Exception {
        if (!(node.get("$ref") instanceof String reference)) {
            return node;
        }
        Map<String, Object> found = document();
        for (String step : reference.substring(2).split("/")) {
            found = map(found, step);
        }
        return found;
    }

    /** The paths of all fields within a value. */
    private static Set<String> fields(String path, Object value) {
        var found = new LinkedHashSet<String>();
        if (value instanceof Map<?, ?> object) {
            object.forEach((name, inner) -> {
                found.add(path + "." + name);
                if (inner != null) {
                    found.addAll(fields(path + "." + name, inner));
                }
            });
        } else if (value instanceof List<?> list && !list.isEmpty() && list.get(0) != null) {
            found.addAll(fields(path + "[]", list.get(0)));
        }
        return found;
    }

    private static Map<String, Object> map(Map<String, Object> node, String name) {
        return castMap(Objects.requireNonNull(node.get(name), name));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> castMap(Object node) {
        return (Map<String, Object>) node;
    }
}
