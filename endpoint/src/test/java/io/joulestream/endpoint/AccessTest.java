package io.joulestream.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessTest {
    private static final String READING = "[{\"series\":\"a\",\"ts\":1700000000000,\"value\":1}]";

    @Test
    void servesOnlyLoopbackHostsWithoutKeys() throws Exception {
        try (var server = RunningEndpoint.start()) {
            for (String host : List.of("localhost", "127.0.0.1:8080", "[::1]:80", "LOCALHOST:1")) {
                assertTrue(
                        raw(server, "GET /livez HTTP/1.1\r\nHost: " + host + "\r\n")
                                .startsWith("HTTP/1.1 200"),
                        host);
            }
            for (String host : List.of("evil.example", "localhost.evil.example", "127.0.0.1.evil.example")) {
                String answer = raw(server, "GET /v1/series HTTP/1.1\r\nHost: " + host + "\r\n");
                assertTrue(answer.startsWith("HTTP/1.1 403"), answer);
                assertTrue(answer.contains("host_forbidden"), answer);
            }
        }
    }

    @Test
    void servesNoOtherWebPageWithoutKeys() throws Exception {
        try (var server = RunningEndpoint.start()) {
            for (String origin : List.of("http://evil.example", "null", "http://localhost:1")) {
                var answer = server.send(
                        server.request("/v1/series/a", "Origin", origin).DELETE());
                assertEquals(403, answer.statusCode(), origin);
            }
            assertEquals(
                    202,
                    server.send(server.request("/v1/series/a", "Origin", "http://localhost:" + server.port)
                                    .DELETE())
                            .statusCode());
        }
    }

    @Test
    void takesTheTenantFromTheKey() throws Exception {
        String digest = "sha256:2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"; // "secret"
        try (var server = RunningEndpoint.start("acme key-1, other " + digest)) {
            assertEquals(401, server.get("/v1/series").statusCode());
            assertEquals(
                    401,
                    server.get("/v1/series", "Authorization", "Bearer key-2").statusCode());
            assertEquals(200, server.get("/livez").statusCode());
            for (String key : List.of("key-1", "secret")) {
                var answer = server.send(server.request(
                                "/v1/readings", "Content-Type", "application/json", "Authorization", "Bearer " + key)
                        .POST(BodyPublishers.ofString(READING)));
                assertEquals(202, answer.statusCode(), answer.body());
            }
            assertEquals(
                    List.of("acme/a {\"ts\":1700000000000,\"value\":1}", "other/a {\"ts\":1700000000000,\"value\":1}"),
                    server.log.records);
        }
    }

    @Test
    void answersWhatIsNotThere() throws Exception {
        try (var server = RunningEndpoint.start()) {
            var unknown = server.get("/v1/nothing");
            assertEquals(404, unknown.statusCode());
            assertEquals("not_found", RunningEndpoint.json(unknown.body()).get("reason"));
            var wrong = server.put("/v1/readings", "application/json", "[]");
            assertEquals(405, wrong.statusCode(), wrong.body());
            assertEquals("POST", wrong.headers().firstValue("Allow").orElseThrow());
        }
    }

    @Test
    void answersHeadAsGetWithoutABody() throws Exception {
        try (var server = RunningEndpoint.start()) {
            var head = server.send(server.request("/v1/series/a").method("HEAD", BodyPublishers.noBody()));
            assertEquals(404, head.statusCode());
            assertEquals("", head.body());
            assertEquals(
                    200,
                    server.send(server.request("/v1/series").method("HEAD", BodyPublishers.noBody()))
                            .statusCode());
        }
    }

    @Test
    void answersAProblemToABrokenRequest() throws Exception {
        try (var server = RunningEndpoint.start()) {
            for (String request : List.of(
                    "GET /v1/series/a%2Fb HTTP/1.1\r\nHost: localhost\r\n",
                    "GET /%zz HTTP/1.1\r\nHost: localhost\r\n",
                    "GET /../x HTTP/1.1\r\nHost: localhost\r\n",
                    "GET /v1/series?limit=%zz HTTP/1.1\r\nHost: localhost\r\n",
                    "nonsense\r\n")) {
                String answer = raw(server, request);
                assertTrue(answer.startsWith("HTTP/1.1 4"), request + answer);
                assertTrue(answer.contains("application/problem+json"), request + answer);
                assertTrue(!answer.contains("jetty") && !answer.contains("Exception"), answer);
            }
        }
    }

    private static String raw(RunningEndpoint server, String head) throws IOException {
        try (var socket = new Socket("localhost", server.port)) {
            socket.getOutputStream().write((head + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
