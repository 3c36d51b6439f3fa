package io.joulestream.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.local.ReadingsClient.Unavailable;
import io.joulestream.reference.Histories;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The HTTP interface of activities, as a careful client of one source uses it: a call that has no answer, or one that asks to
 * come again, is made again until there is one.
 */
final class ActivitiesClient {
    private static final int PAGE = 137;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final URI baseUrl;
    private final String source;

    ActivitiesClient(URI baseUrl, String source) {
        this.baseUrl = baseUrl;
        this.source = source;
    }

    /** The source's activities by their ids, from all pages. */
    Map<String, Map<?, ?>> answered() {
        var all = new LinkedHashMap<String, Map<?, ?>>();
        String cursor = "";
        while (true) {
            var page = get("/v1/activities?limit=" + PAGE + cursor);
            for (Object each : (List<?>) page.getOrDefault("activities", List.of())) {
                var activity = (Map<?, ?>) each;
                if (source.equals(activity.get("source"))
                        && all.put(String.valueOf(activity.get("id")), activity) != null) {
                    throw new AssertionError("twice: " + activity);
                }
            }
            if (page.get("next") == null) {
                return all;
            }
            cursor = "&cursor=" + page.get("next");
        }
    }

    /** Waits until what the write of this token caused is visible. */
    void await(String token) {
        get("/v1/activities?limit=1&after=" + token);
    }

    /** Sends items, all of which must be taken; the token. */
    String post(String path, List<Map<String, Object>> items) {
        var lines = new StringBuilder();
        items.forEach(item -> lines.append(Histories.toJson(item)).append('\n'));
        var answer = post(path, "application/x-ndjson", lines.toString().getBytes(UTF_8));
        assertEquals(202, answer.statusCode(), answer.body());
        assertEquals((long) items.size(), JsonText.object(answer.body()).get("accepted"), answer.body());
        return ReadingsClient.token(answer);
    }

    /** Sends a body as it is. */
    HttpResponse<String> post(String path, String contentType, byte[] body) {
        return exchange(HttpRequest.newBuilder(baseUrl.resolve(path))
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    /** The object that is there. */
    Map<String, Object> get(String path) {
        var answer = exchange(HttpRequest.newBuilder(baseUrl.resolve(path)).GET());
        assertEquals(200, answer.statusCode(), answer.body());
        return JsonText.object(answer.body());
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) {
        return ReadingsClient.untilAnswered(() -> {
            try {
                var answer = http.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
                if (answer.statusCode() == 503 || answer.statusCode() == 504) {
                    throw new Unavailable(answer.body(), new IOException());
                }
                return answer;
            } catch (IOException e) {
                throw new Unavailable(String.valueOf(e.getMessage()), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        });
    }
}
