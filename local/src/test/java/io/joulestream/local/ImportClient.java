package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Imports over HTTP. */
final class ImportClient {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI baseUrl;

    ImportClient(URI baseUrl) {
        this.baseUrl = baseUrl;
    }

    private Map<String, Object> call(HttpRequest.Builder request) throws IOException, InterruptedException {
        return JsonText.object(
                http.send(request.build(), BodyHandlers.ofString()).body());
    }

    String post(String query, String file) throws Exception {
        return post(query, file.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends a file; the batch that it is. */
    String post(String query, byte[] file) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(baseUrl + "/v1/import?" + query))
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofByteArray(file));
        var answer = call(request);
        return String.valueOf(answer.get("batch"));
    }

    Map<String, Object> batch(String batch) throws Exception {
        return call(HttpRequest.newBuilder(URI.create(baseUrl + "/v1/batches/" + batch)));
    }

    /** Waits for a phase; between, the endpoint may be away. */
    Map<String, Object> await(String batch, Set<String> phases) throws Exception {
        var deadline = Instant.now().plus(PATIENCE);
        Map<String, Object> last = Map.of();
        while (Instant.now().isBefore(deadline)) {
            try {
                last = batch(batch);
                if (phases.contains(String.valueOf(last.get("phase")))) {
                    return last;
                }
            } catch (IOException away) {
                // It starts again.
            }
            Thread.sleep(20);
        }
        throw new AssertionError("not " + phases + ": " + last);
    }

    /** The batch once it is done, and its readings are visible. */
    Map<String, Object> done(String batch) throws Exception {
        var row = await(batch, Set.of("done", "refused", "failed"));
        assertEquals("done", row.get("phase"), row.toString());
        awaitVisible(row);
        return row;
    }

    private void awaitVisible(Map<String, Object> batch) throws Exception {
        var deadline = Instant.now().plus(PATIENCE);
        int status;
        do {
            var url = baseUrl + "/v1/series?limit=1&after=" + batch.get("token");
            status = http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
                    .statusCode();
        } while (status == 504 && Instant.now().isBefore(deadline));
        assertEquals(200, status);
    }

    /** Returns once that is visible. */
    void undo(String batch) throws Exception {
        call(HttpRequest.newBuilder(URI.create(baseUrl + "/v1/batches/" + batch))
                .DELETE());
        awaitVisible(await(batch, Set.of("undone")));
    }
}
