package io.joulestream.local;

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
record StoreClient(String url, String password) {

    /** With the password that is in the data folder of the system. */
    static StoreClient of(String url, Path data) {
        try {
            return new StoreClient(url, Files.readString(data.resolve("secrets/clickhouse-password")));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The rows of the answer, tabs between their columns. */
    List<String> rows(String sql) {
        var request = HttpRequest.newBuilder(URI.create(url))
                .header("X-ClickHouse-User", "default")
                .header("X-ClickHouse-Key", password)
                .timeout(Duration.ofMinutes(2))
                .POST(BodyPublishers.ofString(sql + " FORMAT TabSeparated"))
                .build();
        try {
            var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(sql + ": " + answer.statusCode() + " " + answer.body());
            }
            return answer.body().lines().toList();
        } catch (IOException e) {
            throw new AssertionError(sql, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
