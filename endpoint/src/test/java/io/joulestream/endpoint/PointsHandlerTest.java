package io.joulestream.endpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.store.ReadingRow;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PointsHandlerTest {
    private static final String HOURS = "/v1/series/meter/points?period=PT1H";
    private RunningEndpoint server;

    @BeforeEach
    void start() throws Exception {
        server = RunningEndpoint.start();
        server.store.series.put(new SeriesKey("default", "meter"), Rows.series("meter", false));
        for (int hour = 0; hour < 3; hour++) {
            server.store.rollups.add(Rows.rollup(hour, 10 + hour));
            server.store.readings.add(Rows.reading(hour));
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answersTheWindowsAsColumnsOfExactNumbers() throws Exception {
        var answer = server.get(HOURS + "&from=2023-11-14T23:00:00Z&to=" + (Rows.START + Rows.HOUR));
        assertEquals("""
                {"completeThrough":1700000000000,"series":"meter","kind":"counter","unit":"Wh",\
                "zone":"Europe/Madrid","period":"PT1H","from":1700002800000,"to":1700006400000,"revision":10,\
                "start":[1700002800000],"end":[1700006400000],"total":[0],"mean":[null],"min":[-0.000001],\
                "max":[2500.5],"first":[1000],"first_ts":[1700002800000],"last":[null],"last_ts":[null],\
                "sum":[123456789012345678901234567890.1],"count":[2],"measured_ms":[3600000],\
                "interpolated_ms":[0],"quality":["measured"]}""", answer.body());
        assertEquals("application/json", header(answer, "Content-Type"));
        assertEquals("Accept, Accept-Encoding", header(answer, "Vary"));
        assertEquals("1700000000000", header(answer, "Joulestream-Complete-Through"));
    }

    @Test
    void answersReadings() throws Exception {
        var answer = server.get("/v1/series/meter/points?period=raw&order=desc&limit=2");
        Map<String, Object> body = RunningEndpoint.json(answer.body());
        assertEquals(List.of(Rows.START + 2 * Rows.HOUR, Rows.START + Rows.HOUR), body.get("ts"));
        assertEquals(List.of(12.34, 12.34), body.get("value"));
        assertEquals(3, body.get("revision"));
    }

    @Test
    void answers304UntilARowChangesOrGoes() throws Exception {
        var first = server.get(HOURS);
        String tag = header(first, "ETag");
        var unchanged = server.get(HOURS, "If-None-Match", "\"x\", " + tag);
        assertEquals(304, unchanged.statusCode());
        assertEquals("", unchanged.body());
        assertEquals(tag, header(unchanged, "ETag"));
        server.store.rollups.remove(0);
        var gone = server.get(HOURS, "If-None-Match", tag);
        assertEquals(200, gone.statusCode());
        assertNotEquals(tag, header(gone, "ETag"));
    }

    @Test
    void compressesByAcceptEncoding() throws Exception {
        for (int hour = 3; hour < 200; hour++) {
            server.store.rollups.add(Rows.rollup(hour, 10 + hour));
        }
        byte[] plain = server.getBytes(HOURS).body();
        var zipped = server.getBytes(HOURS, "Accept-Encoding", "gzip");
        assertEquals("gzip", header(zipped, "Content-Encoding"));
        assertEquals("Accept, Accept-Encoding", header(zipped, "Vary"));
        assertArrayEquals(plain, new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes());
        var zstd = server.getBytes(HOURS, "Accept-Encoding", "zstd");
        assertEquals("zstd", header(zstd, "Content-Encoding"));
        assertArrayEquals(
                plain, new com.github.luben.zstd.ZstdInputStream(new ByteArrayInputStream(zstd.body())).readAllBytes());
    }

    @Test
    void refusesMoreThanOneHundredThousandPointsWithoutALimit() throws Exception {
        for (int i = 0; i <= PointsHandler.MAX_POINTS; i++) {
            server.store.readings.add(new ReadingRow(Rows.START + i, BigDecimal.ONE, 1));
        }
        var answer = server.get("/v1/series/meter/points?period=raw");
        assertEquals(422, answer.statusCode());
        assertTrue(answer.body().contains("/v1/exports"), answer.body());
        assertEquals(
                200,
                server.get("/v1/series/meter/points?period=raw&limit=100000").statusCode());
    }

    @Test
    void namesTheParameterThatIsWrong() throws Exception {
        Map<String, String> fields = Map.of(
                "/v1/series/meter/points",
                "period",
                "/v1/series/meter/points?period=PT2H",
                "period",
                HOURS + "&from=yesterday",
                "from",
                HOURS + "&from=2024-03-01T00:00:00",
                "from",
                HOURS + "&from=5&to=5",
                "from",
                HOURS + "&limit=0",
                "limit",
                HOURS + "&limit=100001",
                "limit",
                HOURS + "&order=up",
                "order",
                HOURS + "&maxPoints=5",
                "maxPoints",
                HOURS + "&from=1&from=2",
                "from");
        for (Map.Entry<String, String> wrong : fields.entrySet()) {
            var answer = server.get(wrong.getKey());
            assertEquals(400, answer.statusCode(), wrong.getKey());
            assertEquals("application/problem+json", header(answer, "Content-Type"));
            Map<String, Object> body = RunningEndpoint.json(answer.body());
            assertEquals(wrong.getValue(), body.get("field"), wrong.getKey());
            assertTrue(body.containsKey("value") && body.containsKey("allowed"), answer.body());
        }
    }

    @Test
    void answersOnlyJson() throws Exception {
        assertEquals(406, server.get(HOURS, "Accept", "text/csv").statusCode());
        assertEquals(406, server.get(HOURS, "Accept", "application/json;q=0").statusCode());
        assertEquals(200, server.get(HOURS, "Accept", "text/csv, */*;q=0.1").statusCode());
    }

    @Test
    void doesNotKnowOtherSeries() throws Exception {
        assertEquals(404, server.get("/v1/series/other/points?period=P1D").statusCode());
        assertEquals(400, server.get("/v1/series/a%20b/points?period=P1D").statusCode());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElseThrow();
    }
}
