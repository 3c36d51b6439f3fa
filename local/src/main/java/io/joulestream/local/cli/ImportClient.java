package io.joulestream.local.cli;

import io.joulestream.local.process.StackException;
import io.joulestream.local.rest.Json;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The endpoint's import, as a patient client uses it. */
final class ImportClient {
    private static final Duration CALL = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Set<String> ENDED = Set.of("done", "refused", "failed", "undone");
    /** An endpoint that starts again takes its imports up. */
    private static final int MOST_FAILURES = 240;

    private final EndpointClient endpoint;

    ImportClient(String base, @Nullable String apiKey) {
        this.endpoint = new EndpointClient(base, apiKey);
    }

    Json send(Path file, List<Map.Entry<String, String>> parameters) throws IOException, InterruptedException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new StackException("there is no file " + file + " that can be read");
        }
        var named = new ArrayList<>(parameters);
        named.add(Map.entry("file", String.valueOf(file.getFileName())));
        return endpoint.send(endpoint.request("/v1/import" + EndpointClient.query(named))
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofFile(file)));
    }

    void undo(String batch) throws IOException, InterruptedException {
        endpoint.send(endpoint.request("/v1/batches/" + EndpointClient.encoded(batch))
                .timeout(CALL)
                .DELETE());
    }

    /** Until the batch has ended. */
    Json follow(String batch, ImportProgress progress) throws IOException, InterruptedException {
        int failures = 0;
        while (true) {
            try {
                var row = endpoint.get("/v1/batches/" + EndpointClient.encoded(batch));
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
        endpoint.awaitVisible(token);
    }
}
