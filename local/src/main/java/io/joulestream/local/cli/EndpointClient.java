package io.joulestream.local.cli;

import io.joulestream.local.process.StackException;
import io.joulestream.local.rest.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An endpoint, as a command calls it. */
final class EndpointClient {
    private static final Duration CALL = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final String base;
    private final @Nullable String apiKey;

    EndpointClient(String base, @Nullable String apiKey) {
        this.base = base;
        this.apiKey = apiKey;
    }

    Json get(String path) throws IOException, InterruptedException {
        return answer(exchange(request(path).timeout(CALL).GET()));
    }

    /** Of no set time. */
    Json send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return answer(exchange(request));
    }

    /** Until reads see everything up to the token. */
    void awaitVisible(String token) throws IOException, InterruptedException {
        while (true) {
            var answer = exchange(request("/v1/series?limit=1&after=" + encoded(token))
                    .timeout(CALL)
                    .GET());
            if (answer.statusCode() != 504) {
                answer(answer);
                return;
            }
        }
    }

    HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(base + path));
        return apiKey == null ? request : request.header("Authorization", "Bearer " + apiKey);
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
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

    /** {@code ?a=b&c=d}, or nothing. */
    static String query(List<Map.Entry<String, String>> parameters) {
        return parameters.isEmpty()
                ? ""
                : parameters.stream()
                        .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
