package io.joulestream.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadingsHandlerTest {
    private static final String JSON = "application/json";
    private static final String LINES = "application/x-ndjson";
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
    void appendsEveryNumberAsItWasWritten() throws Exception {
        var answer = server.post("/v1/readings", JSON, """
                [{"series":"a","ts":1700000000000,"value":1.500},
                 {"ts":"2024-03-01T00:00:00Z","value":12345678.123456789012,"unit":"kWh","series":"b.c"}]""");
        assertEquals(202, answer.statusCode(), answer.body());
        assertEquals(
                List.of(
                        "default/a {\"ts\":1700000000000,\"value\":1.500}",
                        "default/b.c {\"ts\":\"2024-03-01T00:00:00Z\",\"value\":12345678.123456789012,\"unit\":\"kWh\"}"),
                server.log.records);
        assertEquals(2, RunningEndpoint.json(answer.body()).get("accepted"));
    }

    @Test
    void judgesEachItemByItself() throws Exception {
        var answer = server.post("/v1/readings", JSON, """
                [{"series":"a","ts":1700000000000,"value":1},
                 {"series":"a","ts":1700000000000,"value":NaN},
                 5,
                 {"series":"a b","ts":1700000000000,"value":1},
                 {"series":"a","ts":1700000000,"value":1},
                 {"series":"a","ts":1700000000001,"value":1,"value":2},
                 {"series":"a","op":"delete","ts":1700000000000},
                 {"series":"a","op":"series-delete"},
                 {"series":"a","ts":1700000000002,"value":"\\ud800"},
                 {"series":"a","ts":1700000000002,"value":1,"unit":["kWh"]},
                 {"series":"a","ts":1700000000003,"value":2,"meta":{"x":[1]}}]""");
        assertEquals(202, answer.statusCode(), answer.body());
        Map<String, Object> body = RunningEndpoint.json(answer.body());
        assertEquals(3, body.get("accepted"));
        assertEquals(
                List.of(
                        "1 value_not_finite",
                        "2 record_unparsable",
                        "3 key_invalid",
                        "4 timestamp_out_of_range",
                        "5 record_unparsable",
                        "7 op_unknown",
                        "8 record_unparsable",
                        "9 record_unparsable"),
                rejected(body));
        assertEquals(
                List.of(
                        "default/a {\"ts\":1700000000000,\"value\":1}",
                        "default/a {\"op\":\"delete\",\"ts\":1700000000000}",
                        "default/a {\"ts\":1700000000003,\"value\":2}"),
                server.log.records);
    }

    @Test
    void takesMeterEvents() throws Exception {
        var answer = server.post("/v1/readings", JSON, """
                [{"series":"a","op":"meter","ts":1700000000000,"event":"swap","closing":5000,"opening":12.5},
                 {"series":"a","op":"meter","ts":1700000000000,"event":"swap","closing":5000},
                 {"series":"a","op":"meter","ts":1700000000000,"event":"exchange"},
                 {"series":"a","op":"meter-delete","ts":1700000000000}]""");
        assertEquals(202, answer.statusCode(), answer.body());
        assertEquals(
                List.of("1 meter_event_invalid", "2 meter_event_invalid"),
                rejected(RunningEndpoint.json(answer.body())));
        assertEquals(
                List.of(
                        "default/a {\"op\":\"meter\",\"ts\":1700000000000,\"event\":\"swap\",\"closing\":5000,\"opening\":12.5}",
                        "default/a {\"op\":\"meter-delete\",\"ts\":1700000000000}"),
                server.log.records);
    }

    @Test
    void refusesAnUnparsableLineAndTakesTheOthers() throws Exception {
        var answer = server.post("/v1/readings", LINES, """
                {"series":"a","ts":1700000000000,"value":1}\r

                {"series":
                {"series":"a","ts":1700000000000,"value":2}{}
                {"series":"a","ts":1700000000000,"value":3}""");
        assertEquals(202, answer.statusCode(), answer.body());
        assertEquals(
                List.of("1 record_unparsable", "2 record_unparsable"), rejected(RunningEndpoint.json(answer.body())));
        assertEquals(2, server.log.records.size());
    }

    @Test
    void refusesItemsOfMoreThanOneMegabyteByTheirIndex() throws Exception {
        String large = "{\"series\":\"a\",\"ts\":1700000000000,\"value\":1,\"note\":\"" + "x".repeat(1_000_000) + "\"}";
        String small = "{\"series\":\"a\",\"ts\":1700000000000,\"value\":1}";
        for (var answer : List.of(
                server.post("/v1/readings", JSON, "[" + large + "," + small + "]"),
                server.post("/v1/readings", LINES, large + "\n" + small))) {
            assertEquals(202, answer.statusCode(), answer.body());
            assertEquals(List.of("0 record_too_large"), rejected(RunningEndpoint.json(answer.body())));
        }
        assertEquals(2, server.log.records.size());
    }

    @Test
    void answers422WithTheReasonsWhenNothingIsGood() throws Exception {
        var answer = server.post("/v1/readings", JSON, "[{\"series\":\"a\",\"value\":1}]");
        assertEquals(422, answer.statusCode());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElseThrow());
        Map<String, Object> body = RunningEndpoint.json(answer.body());
        assertEquals(List.of("0 timestamp_invalid"), rejected(body));
        assertEquals("nothing_accepted", body.get("reason"));
    }

    @Test
    void writesNothingOfABodyThatIsNoJsonArray() throws Exception {
        String good = "{\"series\":\"a\",\"ts\":1700000000000,\"value\":1}";
        for (String body : List.of("[" + good + ",", good, "", "[" + good + "] 1", "nonsense")) {
            var answer = server.post("/v1/readings", JSON, body);
            assertEquals(400, answer.statusCode(), answer.body());
        }
        assertEquals(List.of(), server.log.records);
    }

    @Test
    void takesAnEmptyArray() throws Exception {
        var answer = server.post("/v1/readings", JSON, "[]");
        assertEquals(202, answer.statusCode());
        assertEquals(0, RunningEndpoint.json(answer.body()).get("accepted"));
    }

    @Test
    void refusesOtherMediaTypes() throws Exception {
        assertEquals(415, server.post("/v1/readings", "text/plain", "[]").statusCode());
        assertEquals(
                415,
                server.send(server.request("/v1/readings").POST(BodyPublishers.ofString("[]")))
                        .statusCode());
        assertEquals(
                202,
                server.post("/v1/readings", "application/json; charset=utf-8", "[]")
                        .statusCode());
    }

    @Test
    void refusesABodyOverTheCap() throws Exception {
        var blank = new byte[RequestBody.MAX_BYTES + 1];
        java.util.Arrays.fill(blank, (byte) ' ');
        for (var body : List.of(
                BodyPublishers.ofByteArray(blank),
                BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(blank)))) {
            int status;
            try {
                status = server.send(server.request("/v1/readings", "Content-Type", JSON)
                                .POST(body))
                        .statusCode();
            } catch (java.io.IOException e) {
                // The client may find the connection closed before it has sent everything.
                status = 413;
            }
            assertEquals(413, status);
        }
    }

    @Test
    void saysThatTheLogIsAway() throws Exception {
        server.log.away = true;
        var answer = server.post("/v1/readings", JSON, "[{\"series\":\"a\",\"ts\":1700000000000,\"value\":1}]");
        assertEquals(503, answer.statusCode());
        assertTrue(answer.headers().firstValue("Retry-After").isPresent());
        assertEquals("log_unavailable", RunningEndpoint.json(answer.body()).get("reason"));
        assertFalse(answer.body().contains("Exception"));
    }

    private static List<String> rejected(Map<String, Object> body) {
        return RunningEndpoint.objects(body, "rejected").stream()
                .map(each -> each.get("index") + " " + each.get("reason"))
                .toList();
    }
}
