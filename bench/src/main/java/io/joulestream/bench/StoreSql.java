package io.joulestream.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Asks ClickHouse itself, past the endpoint. */
final class StoreSql {
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI url;
    private final String password;

    /** @param data the system's folder, which holds the password */
    StoreSql(String url, Path data) throws IOException {
        this(url, Files.readString(data.resolve("secrets/clickhouse-password")));
    }

    StoreSql(String url, String password) {
        this.url = URI.create(url);
        this.password = password;
    }

    /** The rows of the answer, tabs between their columns. */
    List<String> rows(String sql) throws IOException, InterruptedException {
        return execute(sql + " FORMAT TabSeparated");
    }

    /** A statement that may have no answer. */
    List<String> execute(String sql) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url)
                .header("X-ClickHouse-User", "default")
                .header("X-ClickHouse-Key", password)
                .timeout(Duration.ofMinutes(5))
                .POST(BodyPublishers.ofString(sql))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(sql + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body().lines().toList();
    }

    /** The least that could be asked of it through the endpoint's path. */
    TrivialRoute trivialRoute() {
        return new TrivialRoute(url.toString(), "default", password);
    }

    long number(String sql) throws IOException, InterruptedException {
        return Long.parseLong(rows(sql).get(0));
    }
}
