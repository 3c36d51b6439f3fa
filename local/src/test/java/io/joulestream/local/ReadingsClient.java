package io.joulestream.local;

import io.joulestream.reference.Histories;
import java.io.IOException;
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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The HTTP interface as a careful client uses it: batch after batch, so that the log has the order of the calls. */
final class ReadingsClient {
    private static final int BATCH = 5_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration BETWEEN = Duration.ofMillis(200);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final URI baseUrl;
    private final String series;
    private final String key;

    ReadingsClient(URI baseUrl, String series) {
        this(baseUrl, series, "");
    }

    /** @param key where the endpoint asks for one, or empty */
    ReadingsClient(URI baseUrl, String series, String key) {
        this.baseUrl = baseUrl;
        this.series = series;
        this.key = key;
    }

    /** No answer, or one that asks to try again: whether the call had an effect is not known. */
    static final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** What became of the items of one request, those refused by their index. */
    record Verdicts(int status, long accepted, SortedMap<Integer, String> refused, String token) {}

    /** Makes the call again and again until it is answered. */
    static <T> T untilAnswered(Supplier<T> call) {
        var deadline = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                return call.get();
            } catch (Unavailable e) {
                if (Instant.now().isAfter(deadline)) {
                    throw new AssertionError("no answer for " + PATIENCE, e);
                }
                pause();
            }
        }
    }

    /** Defines the series; the token of it. */
    String define(Map<String, Object> definition) {
        return token(send(request(path(""))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(Histories.toJson(definition)))));
    }

    /** The answer to a definition that may be refused. */
    HttpResponse<String> tryToDefine(Map<String, Object> definition) {
        return exchange(request(path(""))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(Histories.toJson(definition))));
    }

    /** Deletes the series; the token of it. */
    String delete() {
        return token(send(request(path("")).DELETE()));
    }

    /** Sends readings and deletes, all of which must be taken; the token of the last batch. */
    String send(List<Map<String, Object>> events) {
        var token = "";
        for (int from = 0; from < events.size(); from += BATCH) {
            var verdicts = post(events.subList(from, Math.min(events.size(), from + BATCH)));
            if (!verdicts.refused().isEmpty()) {
                throw new AssertionError("not all were accepted: " + verdicts);
            }
            token = verdicts.token();
        }
        return token;
    }

    /** Sends one request of readings and deletes, good and bad. */
    Verdicts post(List<Map<String, Object>> events) {
        var lines = new StringBuilder();
        for (var event : events) {
            var fields = new HashMap<>(event);
            fields.put("series", series);
            lines.append(Histories.toJson(fields)).append('\n');
        }
        return post("application/x-ndjson", lines.toString(), events.size());
    }

    /** Sends a body of this many items as it is. */
    Verdicts post(String contentType, String body, int items) {
        var answer = exchange(
                request("/v1/readings").header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));
        if (answer.statusCode() != 422) {
            require2xx(answer);
        }
        var content = JsonText.object(answer.body());
        var refused = new TreeMap<Integer, String>();
        if (content.get("rejected") instanceof List<?> list) {
            for (var each : list) {
                if (each instanceof Map<?, ?> item && item.get("index") instanceof Long index) {
                    refused.put(index.intValue(), String.valueOf(item.get("reason")));
                }
            }
        }
        if (!(content.get("accepted") instanceof Long accepted) || accepted + refused.size() != items) {
            throw new AssertionError("the verdicts are not on " + items + " items: " + start(answer.body()));
        }
        return new Verdicts(answer.statusCode(), accepted, refused, token(answer));
    }

    /** Waits until what the write of this token caused is visible. */
    void await(String token) {
        var deadline = Instant.now().plus(PATIENCE);
        while (true) {
            var status = 0;
            var body = "";
            try {
                var answer = exchange(request(path("?after=" + encoded(token))).GET());
                status = answer.statusCode();
                body = answer.body();
            } catch (Unavailable e) {
                body = String.valueOf(e.getMessage());
            }
            // A deleted series is not there, and that is visible.
            if (status == 200 || status == 404) {
                return;
            }
            // The endpoint itself waits up to ten seconds, then says 504.
            if ((status != 0 && status != 503 && status != 504) || Instant.now().isAfter(deadline)) {
                throw new AssertionError("not visible: " + status + " " + start(body));
            }
            if (status != 504) {
                pause();
            }
        }
    }

    /** Whether there is a series of this name. */
    boolean exists() {
        var answer = exchange(request(path("")).GET());
        if (answer.statusCode() != 404) {
            require2xx(answer);
        }
        return answer.statusCode() != 404;
    }

    /** The columns of {@code points}. */
    Map<String, Object> points(String period, long from, long to) {
        return get(path("/points?period=%s&from=%d&to=%d&limit=100000".formatted(period, from, to)));
    }

    /** The same, as of a write. */
    Map<String, Object> points(String period, long from, long to, String after) {
        return get(path(
                "/points?period=%s&from=%d&to=%d&limit=100000&after=%s".formatted(period, from, to, encoded(after))));
    }

    /** How a read of any path is answered. */
    int status(String pathAndQuery) {
        return exchange(request(pathAndQuery).GET()).statusCode();
    }

    /** The answer's object, of any path. */
    Map<String, Object> get(String pathAndQuery) {
        return JsonText.object(send(request(pathAndQuery).GET()).body());
    }

    /** Of this series, with what follows its name. */
    String path(String more) {
        return "/v1/series/" + encoded(series) + more;
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(baseUrl.toString().replaceFirst("/$", "") + path))
                .timeout(Duration.ofSeconds(60));
        return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        var answer = exchange(request);
        require2xx(answer);
        return answer;
    }

    private static void require2xx(HttpResponse<String> answer) {
        if (answer.statusCode() / 100 != 2) {
            throw new AssertionError(answer.request().method() + " " + answer.uri() + ": " + answer.statusCode() + " "
                    + start(answer.body()));
        }
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() == 503) {
                throw new Unavailable(start(answer.body()), new IOException("503"));
            }
            return answer;
        } catch (IOException e) {
            throw new Unavailable(String.valueOf(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Of the answer to a write. */
    static String token(HttpResponse<String> answer) {
        if (JsonText.object(answer.body()).get("token") instanceof String token) {
            return token;
        }
        throw new AssertionError("no token: " + start(answer.body()));
    }

    private static String start(String body) {
        return body.substring(0, Math.min(500, body.length()));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
