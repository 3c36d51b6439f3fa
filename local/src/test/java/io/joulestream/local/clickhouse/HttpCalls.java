package io.joulestream.local.clickhouse;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** Plain HTTP calls to a ClickHouse, for what the official client hides. */
final class HttpCalls {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private HttpCalls() {}

    record Answer(int status, String body, String code) {}

    static Answer write(ClickHouseProcess clickHouse, String sql, String... urlParameters) throws Exception {
        return send(clickHouse, clickHouse.user(), clickHouse.password(), sql, urlParameters);
    }

    static Answer read(ClickHouseProcess clickHouse, String sql, String... urlParameters) throws Exception {
        return send(clickHouse, clickHouse.readerUser(), clickHouse.readerPassword(), sql, urlParameters);
    }

    static Answer importing(ClickHouseProcess clickHouse, String sql, String... urlParameters) throws Exception {
        return send(clickHouse, clickHouse.importerUser(), clickHouse.importerPassword(), sql, urlParameters);
    }

    static Answer send(ClickHouseProcess clickHouse, String user, String password, String sql, String... urlParameters)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(clickHouse.url() + "/?" + String.join("&", urlParameters)))
                .header("X-ClickHouse-User", user)
                .header("X-ClickHouse-Key", password)
                .POST(HttpRequest.BodyPublishers.ofString(sql))
                .build();
        HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(
                response.statusCode(),
                response.body(),
                response.headers().firstValue("X-ClickHouse-Exception-Code").orElse(""));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
