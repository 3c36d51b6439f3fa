package io.joulestream.endpoint;

import io.joulestream.core.input.Rejection;
import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.store.BatchStore.Sent;
import io.joulestream.endpoint.store.SeriesRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Imports over HTTP, against a log, a job and a store in memory. */
final class Imports implements AutoCloseable {
    private static final Set<Object> ENDED = Set.of("done", "refused", "failed", "undone");

    final RunningEndpoint server;

    Imports() throws Exception {
        server = RunningEndpoint.start();
        server.visibility.next = Long.MAX_VALUE;
        define("meter", Map.of("kind", "counter", "unit", "kWh", "zone", "Europe/Madrid"));
        define("power", Map.of("kind", "gauge", "unit", "W", "zone", "UTC"));
        define("level", Map.of("kind", "gauge", "unit", "1", "levels", true, "zone", "UTC"));
    }

    void define(String name, Map<String, ?> fields) throws Rejection {
        var definition = SeriesDefinition.of(fields, ZoneId.of("UTC"));
        server.store.series.put(
                new SeriesKey("default", name),
                new SeriesRow(name, definition, false, 1, new SeriesRow.Readings(0, null, null, "")));
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(zipped)) {
            out.write(bytes);
        }
        return zipped.toByteArray();
    }

    HttpResponse<String> post(String query, byte[] body) throws Exception {
        return server.send(server.request("/v1/import?" + query.replace(" ", "%20"), "Content-Type", "text/csv")
                .POST(BodyPublishers.ofByteArray(body)));
    }

    /** The batch once it has ended. */
    Map<String, Object> send(String query, byte[] body) throws Exception {
        var answer = post(query, body);
        if (answer.statusCode() != 202) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return await(String.valueOf(RunningEndpoint.json(answer.body()).get("batch")));
    }

    Map<String, Object> send(String query, String body) throws Exception {
        return send(query, body.getBytes(StandardCharsets.UTF_8));
    }

    Map<String, Object> undo(String batch) throws Exception {
        var answer = server.send(server.request("/v1/batches/" + batch).DELETE());
        if (answer.statusCode() != 202) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return await(batch);
    }

    private Map<String, Object> await(String batch) throws Exception {
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (true) {
            var row = get(batch);
            if (ENDED.contains(Objects.requireNonNull(row.get("phase")))) {
                return row;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("does not end: " + row);
            }
            Thread.onSpinWait();
        }
    }

    Map<String, Object> get(String batch) throws Exception {
        return RunningEndpoint.json(
                server.get("/v1/batches/" + batch + "?limit=10000").body());
    }

    /** {@code row reason} of the file and of each rejected row. */
    static List<String> reasons(Map<String, Object> batch) {
        if (batch.get("error") instanceof Map<?, ?> error) {
            return List.of(error.get("row") + " " + error.get("reason"));
        }
        return RunningEndpoint.objects(batch, "rejected").stream()
                .map(row -> row.get("row") + " " + row.get("reason"))
                .toList();
    }

    /** What was sent along with the readings of a series, by time. */
    List<Sent> sent(String series) {
        server.batches.apply();
        return List.copyOf(
                server.batches.readings.getOrDefault(series, new TreeMap<>()).values());
    }

    /** Values of a series by time, as the log makes them. */
    Map<Long, String> readings(String series) {
        server.batches.apply();
        var values = new TreeMap<Long, String>();
        server.batches
                .readings
                .getOrDefault(series, new TreeMap<>())
                .forEach((ts, sent) ->
                        values.put(ts, sent.value().stripTrailingZeros().toPlainString()));
        return values;
    }

    @Override
    public void close() {
        server.close();
    }
}
