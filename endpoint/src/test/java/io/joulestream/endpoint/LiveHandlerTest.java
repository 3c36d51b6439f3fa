package io.joulestream.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.store.Change;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class LiveHandlerTest {
    private RunningEndpoint server;

    @BeforeEach
    void start() throws Exception {
        server = RunningEndpoint.start();
        server.store.series.put(new SeriesKey("default", "meter"), Rows.series("meter", false));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<Stream<String>> listen(String... headers) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        server.request("/v1/live?series=meter&from=0", headers)
                                .GET()
                                .build(),
                        BodyHandlers.ofLines());
    }

    private static String next(Iterator<String> lines, String start) {
        while (true) {
            String line = lines.next();
            if (line.startsWith(start)) {
                return line;
            }
        }
    }

    @Test
    void streamsRowsAsTheyLandWhateverTheClientCanUnpack() throws Exception {
        var answer = listen("Accept-Encoding", "gzip, zstd");
        assertEquals(
                "text/event-stream",
                answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", ""));
        assertEquals("", answer.headers().firstValue("Content-Encoding").orElse(""));
        var lines = answer.body().iterator();
        assertEquals("event: hello", next(lines, "event"));
        server.store.history.add(new Change<>("meter", false, Rows.rollup(1, 42)));
        assertEquals("event: rows", next(lines, "event"));
        assertEquals("id: 0", lines.next());
        var data = RunningEndpoint.json(lines.next().replace("data: ", ""));
        assertEquals("meter", data.get("series"));
        assertEquals("PT1H", data.get("period"));
        assertEquals("[" + (Rows.START + Rows.HOUR) + "]", String.valueOf(data.get("start")));
        assertEquals("[false]", String.valueOf(data.get("deleted")));
    }

    @Test
    void resumesAfterTheLastEvent() throws Exception {
        server.store.history.add(new Change<>("meter", false, Rows.rollup(1, 42)));
        server.store.history.add(new Change<>("meter", true, Rows.rollup(2, 43)));
        var lines = listen("Last-Event-ID", "42").body().iterator();
        assertEquals("data: {\"resumed\":true}", next(lines, "data"));
        var data = RunningEndpoint.json(next(lines, "data").replace("data: ", ""));
        assertEquals("[" + (Rows.START + 2 * Rows.HOUR) + "]", String.valueOf(data.get("start")));
        assertEquals("[true]", String.valueOf(data.get("deleted")));
    }

    @Test
    void endsWithTheEndpoint() throws Exception {
        var lines = listen().body().iterator();
        assertEquals(": listening", lines.next());
        server.endpoint.close();
        while (lines.hasNext()) {
            lines.next();
        }
    }

    @Test
    void answersAHeadAtOnce() throws Exception {
        var answer = server.send(server.request("/v1/live?series=meter")
                .method("HEAD", java.net.http.HttpRequest.BodyPublishers.noBody()));
        assertEquals(200, answer.statusCode());
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/live, 400, series",
        "/v1/live?series=nobody, 404, ",
        "/v1/live?series=a/b, 400, series",
        "/v1/live?series=meter&period=P1W, 400, period",
        "/v1/live?series=meter&from=5&to=5, 400, from",
        "/v1/live?series=meter&series=meter&period=raw&period=raw, 400, period"
    })
    void refuses(String path, int status, String field) throws Exception {
        var answer = server.get(path);
        assertEquals(status, answer.statusCode());
        assertEquals(field, RunningEndpoint.json(answer.body()).get("field"));
    }

    @Test
    void refusesAnIdThatIsNone() throws Exception {
        assertEquals(
                400, server.get("/v1/live?series=meter", "Last-Event-ID", "1-2").statusCode());
        assertEquals(
                400, server.get("/v1/live?series=meter", "Last-Event-ID", "x").statusCode());
    }
}
