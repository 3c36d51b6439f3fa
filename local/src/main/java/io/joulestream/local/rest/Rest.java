package io.joulestream.local.rest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** JSON over HTTP with one server. Every call takes at most the time it is given. Thread-safe. */
public final class Rest {

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final URI base;
    private final Duration limit;

    /** Paths are relative to the base, which ends without a slash. */
    public Rest(String base, Duration limit) {
        this.base = URI.create(base);
        this.limit = limit;
    }

    public String base() {
        return base.toString();
    }

    public Json get(String path) throws IOException {
        return send(request(path).GET());
    }

    /** What is no JSON. */
    public String text(String path) throws IOException {
        return sendForText(request(path).GET());
    }

    public Json delete(String path) throws IOException {
        return send(request(path).DELETE());
    }

    public Json patch(String path) throws IOException {
        return send(request(path).method("PATCH", BodyPublishers.noBody()));
    }

    public Json post(String path, Map<String, ?> body) throws IOException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.write(body))));
    }

    /** The status of a GET; 0 where nobody answers. */
    public int status(String path) {
        try {
            return client.send(request(path).GET().build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException nobody) {
            return 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** Sends a file as one part of a form. */
    public Json upload(String path, String field, Path file) throws IOException {
        var boundary = "joulestream-" + System.nanoTime();
        var head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\""
                + file.getFileName() + "\"\r\nContent-Type: application/x-java-archive\r\n\r\n";
        var tail = "\r\n--" + boundary + "--\r\n";
        return send(request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofInputStream(() -> body(head, file, tail))));
    }

    private static InputStream body(String head, Path file, String tail) {
        try {
            return new SequenceInputStream(Collections.enumeration(List.of(
                    new ByteArrayInputStream(head.getBytes(StandardCharsets.UTF_8)),
                    Files.newInputStream(file),
                    new ByteArrayInputStream(tail.getBytes(StandardCharsets.UTF_8)))));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(limit);
    }

    private Json send(HttpRequest.Builder request) throws IOException {
        var body = sendForText(request);
        return body.isBlank() ? new Json(null) : Json.parse(body);
    }

    private String sendForText(HttpRequest.Builder request) throws IOException {
        var built = request.build();
        try {
            var answer = client.send(built, BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new RefusedException(built.uri(), answer.statusCode(), answer.body());
            }
            return answer.body();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking " + built.uri(), interrupted);
        }
    }
}
