package io.joulestream.local.cli;

import io.joulestream.local.process.StackException;
import io.joulestream.local.rest.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The endpoint's import, as a patient client uses it. */
final class ImportClient {
    private static final Duration CALL = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Set<String> ENDED = Set.of("done", "refused", "failed", "undone");
    /** An endpoint that starts again takes its imports up. */
    private static final int MOST_FAILURES = 240;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final String base;
    private final @Nullable String apiKey;

    ImportClient(String base, @Nullable String apiKey) {
        this.base = base;
        this.apiKey = apiKey;
    }

    Json send(Path file, List<Map.Entry<String, String>> parameters) throws IOException, InterruptedException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new StackException("there is no file " + file + " that can be read");
        }
        var query = parameters.stream()
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        var name = encoded(String.valueOf(file.getFileName()));
        var request = request("/v1/import?" + (query.isEmpty() ? "" : query + "&") + "file=" + name)
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofFile(file));
        return answer(http.send(request.build(), BodyHandlers.ofString()));
    }

    void undo(String batch) throws IOException, InterruptedException {
        answer(http.send(
                request("/v1/batches/" + encoded(batch)).timeout(CALL).DELETE().build(), BodyHandlers.ofString()));
    }

    /** Until the batch has ended. */
    Json follow(String batch, ImportProgress progress) throws IOException, InterruptedException {
        int failures = 0;
        while (true) {
            try {
                var row = answer(http.send(
                        request("/v1/batches/" + encoded(batch))
                                .timeout(CALL)
                                .GET()
                                .build(),
                        BodyHandlers.ofString()));
                failures = 0;
                if (ENDED.contains(row.get("phase").text().orElse(""))) {
                    progress.end();
                    return row;
                }
                progress.show(row);
            } catch (IOException away) {
                if (++failures > MOST_FAILURES) {
                    throw away;
                }
            }
            Thread.sleep(POLL.toMillis());
        }
    }

    /** Until reads see everything up to the token. */
    void awaitVisible(String token) throws IOException, InterruptedException {
        while (true) {
            var answer = http.send(
                    request("/v1/series?limit=1&after=" + encoded(token))
                            .timeout(CALL)
                            .GET()
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() != 504) {
                answer(answer);
                return;
            }
        }
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(base + path));
        return apiKey == null ? request : request.header("Authorization", "Bearer " + apiKey);
    }

    private static Json answer(HttpResponse<String> answer) throws IOException {
        var body = Json.parse(answer.body());
        if (answer.statusCode() / 100 == 2) {
            return body;
        }
        String detail = body.get("detail").text().orElse(answer.body());
        if (answer.statusCode() == 429 || answer.statusCode() >= 500) {
            throw new ConnectException(answer.statusCode() + ": " + detail);
        }
        throw new StackException(
                answer.statusCode() + " " + body.get("reason").text().orElse("") + ": " + detail);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
