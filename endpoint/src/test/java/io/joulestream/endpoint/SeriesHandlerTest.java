package io.joulestream.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.series.SeriesKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SeriesHandlerTest {
    private static final String JSON = "application/json";
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
    void appendsADefinitionAsItWasSent() throws Exception {
        var answer = server.put("/v1/series/a:b", JSON, "{\"kind\":\"counter\",\"unit\":\"kWh\",\"modulus\":1e5}");
        assertEquals(202, answer.statusCode(), answer.body());
        assertEquals(
                List.of("default/a:b {\"op\":\"series\",\"kind\":\"counter\",\"unit\":\"kWh\",\"modulus\":1e5}"),
                server.log.records);
        assertTrue(RunningEndpoint.json(answer.body()).get("token") instanceof String);
    }

    @Test
    void refusesABadDefinition() throws Exception {
        Map<String, Integer> bad = Map.of(
                "{\"kind\":\"counter\"}", 422,
                "{\"kind\":\"counter\",\"unit\":\"furlong\"}", 422,
                "{\"kind\":\"gauge\",\"unit\":\"W\",\"zone\":\"Mars/Base\"}", 422,
                "{\"op\":\"series\",\"kind\":\"gauge\",\"unit\":\"W\"}", 400,
                "{}", 422,
                "[]", 400,
                "{", 400);
        for (Map.Entry<String, Integer> body : bad.entrySet()) {
            assertEquals(
                    body.getValue(),
                    server.put("/v1/series/a", JSON, body.getKey()).statusCode(),
                    body.getKey());
        }
        assertEquals(415, server.put("/v1/series/a", "text/plain", "{}").statusCode());
        assertEquals(400, server.put("/v1/series/a%20b", JSON, "{}").statusCode());
        assertEquals(List.of(), server.log.records);
    }

    @Test
    void appendsADelete() throws Exception {
        assertEquals(202, server.send(server.request("/v1/series/a").DELETE()).statusCode());
        assertEquals(List.of("default/a {\"op\":\"series-delete\"}"), server.log.records);
    }

    @Test
    void answersADefinitionInItsOwnUnitWithItsReadings() throws Exception {
        server.store.series.put(new SeriesKey("default", "meter"), Rows.series("meter", false));
        assertEquals("""
                {"completeThrough":1700000000000,"series":"meter","kind":"counter","unit":"kWh",\
                "zone":"Europe/Madrid","maxGap":"P35D","horizon":"P31D","modulus":99999.5,"signed":false,\
                "stamp":"start","hold":"step","levels":false,"canonicalUnit":"Wh","recomputing":false,"count":2,\
                "first":{"ts":1700002800000,"value":1000},"last":{"ts":1700006400000,"value":2500.5},\
                "quality":"partial","revision":7}""", server.get("/v1/series/meter").body());
        var other = server.get("/v1/series/other");
        assertEquals(404, other.statusCode());
        assertEquals("series_unknown", RunningEndpoint.json(other.body()).get("reason"));
    }

    @Test
    void listsByPages() throws Exception {
        for (String name : List.of("a", "b", "c")) {
            server.store.series.put(new SeriesKey("default", name), Rows.series(name, false));
        }
        Map<String, Object> first =
                RunningEndpoint.json(server.get("/v1/series?limit=2").body());
        assertEquals(List.of("a", "b"), names(first));
        assertEquals("c", first.get("next"));
        Map<String, Object> second =
                RunningEndpoint.json(server.get("/v1/series?limit=2&cursor=c").body());
        assertEquals(List.of("c"), names(second));
        assertEquals(null, second.get("next"));
    }

    private static List<Object> names(Map<String, Object> page) {
        return RunningEndpoint.objects(page, "series").stream()
                .map(each -> each.getOrDefault("series", ""))
                .toList();
    }
}
