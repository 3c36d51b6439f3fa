package io.joulestream.local;

import io.joulestream.reference.Histories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The HTTP interface as a careful client uses it: batch after batch, so that the log has the order of the calls. */
final class ReadingsClient {
    private static final int BATCH = 5_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final URI baseUrl;
    private final String series;

    ReadingsClient(URI baseUrl, String series) {
        this.baseUrl = baseUrl;
        this.series = series;
    }

    /** Defines the series; the token of it. */
    String define(Map<String, Object> definition) {
        return token(send(request("/v1/series/" + encoded(series))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(Histories.toJson(definition)))));
    }

    /** Sends readings and deletes, all of which must be taken; the token of the last batch. */
    String send(List<Map<String, Object>> events) {
        var token = "";
        for (int from = 0; from < events.size(); from += BATCH) {
            var batch = events.subList(from, Math.min(events.size(), from + BATCH));
            var lines = new StringBuilder();
            for (var event : batch) {
                var fields = new HashMap<>(event);
                fields.put("series", series);
                lines.append(Histories.toJson(fields)).append('\n');
            }
            var answer = send(request("/v1/readings")
                    .header("Content-Type", "application/x-ndjson")
                    .POST(BodyPublishers.ofString(lines.toString())));
            if (!Long.valueOf(batch.size())
                    .equals(JsonText.object(answer.body()).get("accepted"))) {
                throw new AssertionError("not all of " + batch.size() + " accepted: " + start(answer.body()));
            }
            token = token(answer);
        }
        return token;
    }

    /** Waits until what the write of this token caused is visible. */
    void await(String token) {
        var deadline = Instant.now().plus(PATIENCE);
        while (true) {
            var answer = exchange(request("/v1/series/" + encoded(series) + "?after=" + encoded(token))
                    .GET());
            if (answer.statusCode() == 200) {
                return;
            }
            // The endpoint itself waits up to ten seconds, then says 504.
            if (answer.statusCode() != 504 || Instant.now().isAfter(deadline)) {
                throw new AssertionError("not visible: " + answer.statusCode() + " " + start(answer.body()));
            }
        }
    }

    /** The columns of {@code points}. */
    Map<String, Object> points(String period, long from, long to) {
        return JsonText.object(send(request("/v1/series/%s/points?period=%s&from=%d&to=%d&limit=100000"
                                .formatted(encoded(series), period, from, to))
                        .GET())
                .body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(baseUrl.toString().replaceFirst("/$", "") + path))
                .timeout(Duration.ofSeconds(60));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        var answer = exchange(request);
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(answer.request().method() + " " + answer.uri() + ": " + answer.statusCode() + " "
                    + start(answer.body()));
        }
        return answer;
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String token(HttpResponse<String> answer) {
        if (JsonText.object(answer.body()).get("token") instanceof String token) {
            return token;
        }
        throw new AssertionError("no token: " + start(answer.body()));
    }

    private static String start(String body) {
        return body.substring(0, Math.min(500, body.length()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
