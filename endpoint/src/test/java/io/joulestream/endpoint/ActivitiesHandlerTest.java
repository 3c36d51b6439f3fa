package io.joulestream.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.activity.SummaryPeriod;
import io.joulestream.endpoint.store.Activities;
import io.joulestream.endpoint.store.ActivityRow;
import io.joulestream.endpoint.store.ActivitySummaryRow;
import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SEMANTICS 28 to 30 at the HTTP interface. */
class ActivitiesHandlerTest {
    private static final String RUN = "{\"type\":\"run\",\"start\":1700000000000,\"lat\":40.4,\"lon\":-3.7}";

    private RunningEndpoint server;

    @BeforeEach
    void start() throws Exception {
        server = RunningEndpoint.start();
        server.visibility.next = Long.MAX_VALUE;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static ActivityRow row(String id, long start) {
        return new ActivityRow(
                "strava",
                id,
                "run",
                start,
                new BigDecimal("40.400000"),
                new BigDecimal("-3.700000"),
                new BigDecimal("7212.300000"),
                null,
                null,
                null,
                null,
                "Morning",
                "Madrid",
                "ES",
                "Europe/Madrid",
                new ActivityRow.Weather(
                        "enriched",
                        new BigDecimal("12.500000"),
                        null,
                        null,
                        null,
                        null,
                        new BigDecimal("0.200000"),
                        start - 1000,
                        start + 1000,
                        true),
                7);
    }

    static ActivitySummaryRow sums() {
        return new ActivitySummaryRow(
                "run",
                19_814,
                2,
                new BigDecimal("14424.600000"),
                new BigDecimal("4580.000000"),
                new BigDecimal("0.000000"),
                new BigDecimal("3.149476"),
                null,
                List.of(new ActivitySummaryRow.Bucket(7_197_425_664L, 2)),
                List.of(new ActivitySummaryRow.Bucket(317_000_000, 2)),
                7);
    }

    @Test
    void sumsAreAskedForByLocalDays() throws Exception {
        server.store.activities.sums.add(sums());
        var answer = server.get("/v1/activities/summary?period=P7D&from=2024-04-01&to=2024-05-01&type=run");
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(
                new Activities.SummaryQuery("default", SummaryPeriod.WEEK, "run", 19_814, 19_844),
                server.store.activities.askedSums);
        var row = RunningEndpoint.objects(RunningEndpoint.json(answer.body()), "summary")
                .get(0);
        assertEquals("2024-04-01", row.get("start"));
        assertEquals(3.149476, row.get("speed"));
        assertNull(row.get("heart_rate"));
        var distances = Objects.requireNonNull((Map<?, ?>) row.get("distances"));
        assertEquals(List.of(7197.425664), distances.get("lower"));
        assertEquals(List.of(2), distances.get("count"));
        for (String bad : List.of(
                "",
                "?period=P1Y",
                "?period=P1D&from=2024-04-01T00:00:00Z",
                "?period=P1D&from=2024-04-01&to=2024-04-01")) {
            assertEquals(400, server.get("/v1/activities/summary" + bad).statusCode(), bad);
        }
    }

    private HttpResponse<String> put(String path, String body) throws Exception {
        return server.send(
                server.request(path, "Content-Type", "application/json").PUT(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return server.send(
                server.request(path, "Content-Type", "application/json").POST(BodyPublishers.ofString(body)));
    }

    @Test
    void aPutGoesIntoTheLogByItsKey() throws Exception {
        var answer = put("/v1/activities/strava/1001", RUN);
        assertEquals(202, answer.statusCode(), answer.body());
        assertEquals(List.of("default/strava/1001 " + RUN), server.log.records);
        assertTrue(RunningEndpoint.json(answer.body()).get("token") instanceof String);
    }

    @Test
    void aDeleteGoesIntoTheLogByItsKey() throws Exception {
        assertEquals(
                202,
                server.send(server.request("/v1/activities/strava/1001").DELETE())
                        .statusCode());
        assertEquals(List.of("default/strava/1001 {\"op\":\"delete\"}"), server.log.records);
    }

    @Test
    void ofManyTheGoodOnesGoIntoTheLog() throws Exception {
        var answer = post("/v1/activities", """
                [{"source":"strava","id":"1","type":"run","start":1700000000000},
                 {"source":"strava","id":"2","type":"run","start":1700000000000,"heart_rate":29},
                 {"source":"strava","type":"run","start":1700000000000},
                 {"source":"strava","id":"4","op":"delete"}]""");
        assertEquals(202, answer.statusCode(), answer.body());
        var verdict = RunningEndpoint.json(answer.body());
        assertEquals(2, verdict.get("accepted"));
        assertEquals(
                List.of(1, 2),
                RunningEndpoint.objects(verdict, "rejected").stream()
                        .map(each -> each.get("index"))
                        .toList());
        assertEquals(2, server.log.records.size());
        assertTrue(server.log.records.get(0).startsWith("default/strava/1 "), server.log.records::toString);
        assertTrue(server.log.records.get(1).startsWith("default/strava/4 "), server.log.records::toString);
    }

    private HttpResponse<String> upload(String query, String type, String body) throws Exception {
        return server.send(
                server.request("/v1/activities" + query, "Content-Type", type).POST(BodyPublishers.ofString(body)));
    }

    private static final String GPX = """
            <gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><trk><type>running</type><trkseg>
            <trkpt lat="46.5" lon="13.5"><ele>100</ele>%s</trkpt>
            <trkpt lat="46.51" lon="13.5"><ele>110</ele>%s</trkpt>
            </trkseg></trk></gpx>""";

    @Test
    void aTrackIsOneActivityAndTheSameFileTheSameOne() throws Exception {
        String gpx = GPX.formatted("<time>2024-01-02T09:00:00Z</time>", "<time>2024-01-02T09:10:00Z</time>");
        var answer = upload("", "application/gpx+xml", gpx);
        assertEquals(202, answer.statusCode(), answer.body());
        var verdict = RunningEndpoint.json(answer.body());
        var activity = RunningEndpoint.objects(verdict, "activities").get(0);
        assertEquals("upload", activity.get("source"));
        assertEquals(List.of("no_heart_rate"), activity.get("missing"));
        String record = server.log.records.get(0);
        assertTrue(record.startsWith("default/upload/" + activity.get("id") + " {"), record);
        assertTrue(record.contains("\"elapsed_s\":600"), record);
        assertEquals(202, upload("", "application/gpx+xml", gpx).statusCode());
        assertEquals(record, server.log.records.get(1));
        assertEquals(
                202, upload("?source=watch&id=7", "application/gpx+xml", gpx).statusCode());
        assertTrue(server.log.records.get(2).startsWith("default/watch/7 {"), server.log.records::toString);
    }

    @Test
    void aTrackWithoutTimeNeedsAStart() throws Exception {
        String gpx = GPX.formatted("", "");
        var answer = upload("", "application/gpx+xml", gpx);
        assertEquals(422, answer.statusCode(), answer.body());
        var refused = RunningEndpoint.objects(RunningEndpoint.json(answer.body()), "rejected")
                .get(0);
        assertEquals("activity_invalid", refused.get("reason"));
        assertTrue(String.valueOf(refused.get("missing")).contains("no_time"), answer.body());
        assertEquals(List.of(), server.log.records);
        assertEquals(
                202, upload("?start=1700000000000", "application/gpx+xml", gpx).statusCode());
        assertTrue(server.log.records.get(0).contains("\"start\":1700000000000"), server.log.records::toString);
        assertEquals(422, upload("", "application/gpx+xml", "<html/>").statusCode());
    }

    @Test
    void aStravaExportIsManyActivities() throws Exception {
        var answer = upload("", "text/csv", """
                Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Distance,Elapsed Time,Moving Time,Distance
                1001,"Jul 7, 2018, 5:04:11 PM","Morning, easy",Run,2371,7.21,2371.0,2290.0,7212.3
                1002,yesterday,Gym,Weight Training,60,,60,60,
                """);
        assertEquals(202, answer.statusCode(), answer.body());
        var verdict = RunningEndpoint.json(answer.body());
        assertEquals(1, verdict.get("accepted"));
        assertEquals(3, RunningEndpoint.objects(verdict, "rejected").get(0).get("row"));
        assertTrue(server.log.records.get(0).startsWith("default/strava/1001 {"), server.log.records::toString);
        assertTrue(server.log.records.get(0).contains("\"distance_m\":7212.3"), server.log.records::toString);
    }

    @Test
    void anActivityOfStravasApiIsOneOfItsSource() throws Exception {
        String type = "application/vnd.strava.activity+json";
        var answer = upload("", type, """
                {"id":99895560,"type":"Run","start_date":"2013-12-12T19:36:41Z","distance":5781.1,"name":"Run"}""");
        assertEquals(202, answer.statusCode(), answer.body());
        assertTrue(server.log.records.get(0).startsWith("default/strava/99895560 {"), server.log.records::toString);
        assertTrue(answer.body().contains("no_position"), answer.body());
        var refused = upload("", type, "{\"id\":1,\"name\":\"a route\"}");
        assertEquals(422, refused.statusCode(), refused.body());
        assertTrue(refused.body().contains("start"), refused.body());
        assertEquals(422, upload("", type, "[]").statusCode());
        assertEquals(1, server.log.records.size());
    }

    @Test
    void anObservationGoesIntoTheLogByItsCell() throws Exception {
        var answer = post("/v1/weather", """
                [{"lat":40.4,"lon":-3.75,"ts":1700000000000,"temperature":12.5},
                 {"lat":40.4,"lon":-3.75,"ts":1700000000000,"temperature":60.1}]""");
        assertEquals(202, answer.statusCode(), answer.body());
        assertEquals(1, RunningEndpoint.json(answer.body()).get("accepted"));
        assertTrue(server.log.records.get(0).startsWith("default/404_-38 "), server.log.records::toString);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /v1/activities/strava/1 | {"type":"run"} | 422 | start
                    /v1/activities/strava/1 | {"type":"run","start":1700000000000,"op":"delete"} | 400 | op
                    /v1/activities/strava/1 | [1] | 400 | body
                    /v1/activities/stra%20va/1 | {} | 400 | stra va
                    """)
    void aBadOneIsRefusedByName(String path, String body, int status, String named) throws Exception {
        var answer = put(path, body);
        assertEquals(status, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains(named), answer.body());
        assertEquals(List.of(), server.log.records);
    }

    @Test
    void oneIsAnsweredWithItsWeatherAndPlace() throws Exception {
        server.store.activities.rows.add(row("1001", 1_700_000_000_000L));
        var answer = server.get("/v1/activities/strava/1001");
        assertEquals(200, answer.statusCode(), answer.body());
        var activity = RunningEndpoint.json(answer.body());
        assertEquals(7212.3, activity.get("distance_m"));
        assertNull(activity.get("moving_s"));
        var weather = Objects.requireNonNull((Map<?, ?>) activity.get("weather"));
        assertEquals("enriched", weather.get("status"));
        assertEquals(12.5, weather.get("temperature"));
        assertEquals(List.of(1_699_999_999_000L, 1_700_000_001_000L), weather.get("observed"));
        assertEquals(true, weather.get("provisional"));
        assertEquals(
                "Europe/Madrid",
                Objects.requireNonNull((Map<?, ?>) activity.get("place")).get("zone"));
        assertEquals(404, server.get("/v1/activities/strava/1002").statusCode());
    }

    @Test
    void pagesAreWholeWithoutGapOrRepeat() throws Exception {
        for (int i = 0; i < 10; i++) {
            server.store.activities.rows.add(row("a" + i, 1_700_000_000_000L + i / 3));
        }
        List<Object> seen = new ArrayList<>();
        String cursor = "";
        while (true) {
            var page = RunningEndpoint.json(
                    server.get("/v1/activities?limit=3" + cursor).body());
            RunningEndpoint.objects(page, "activities").forEach(each -> seen.add(each.get("id")));
            if (page.get("next") == null) {
                break;
            }
            cursor = "&cursor=" + page.get("next");
        }
        assertEquals(List.of("a9", "a8", "a7", "a6", "a5", "a4", "a3", "a2", "a1", "a0"), seen);
    }

    @Test
    void theRangeAndTypeAreAskedFor() throws Exception {
        assertEquals(
                200,
                server.get("/v1/activities?from=1700000000000&to=1700000001000&type=run")
                        .statusCode());
        assertEquals(
                new Activities.Query("default", 1_700_000_000_000L, 1_700_000_001_000L, "run", Activities.Place.START),
                server.store.activities.asked);
        assertEquals(400, server.get("/v1/activities?from=2000&to=1000").statusCode());
        assertEquals(400, server.get("/v1/activities?cursor=x").statusCode());
    }
}
