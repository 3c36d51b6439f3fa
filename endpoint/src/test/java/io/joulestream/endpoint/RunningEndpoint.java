package io.joulestream.endpoint;

import io.joulestream.endpoint.log.Visibilities;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** A real server on a free port, over a log, a job and a store in memory; and a client of it. */
final class RunningEndpoint implements AutoCloseable {
    final FakeLog log = new FakeLog();
    final FakeReplayLog replays = new FakeReplayLog();
    final FakeVisibility visibility = new FakeVisibility();
    final FakeStore store = new FakeStore();
    final FakeBatches batches = new FakeBatches(log);
    private final Path imports;
    final Endpoint endpoint;
    final int port;
    private final HttpClient client = HttpClient.newHttpClient();

    private RunningEndpoint(String apiKeys) throws IOException {
        imports = Files.createTempDirectory("joulestream-imports");
        var config = EndpointConfig.from(
                new String[] {
                    "--port=0",
                    "--import-folder=" + imports,
                    "--import-file-bytes=2000000",
                    "--import-inflated-bytes=20000000"
                },
                apiKeys.isEmpty() ? Map.of() : Map.of("JOULESTREAM_API_KEYS", apiKeys));
        var visibilities =
                new Visibilities(Map.of("readings", visibility, "activities", visibility, "weather", visibility));
        endpoint = new Endpoint(config, log, replays, visibilities, store, batches, Duration.ofMillis(300));
        port = endpoint.start();
    }

    static RunningEndpoint start() throws IOException {
        return new RunningEndpoint("");
    }

    static RunningEndpoint start(String apiKeys) throws IOException {
        return new RunningEndpoint(apiKeys);
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(request(path, headers).GET());
    }

    HttpResponse<byte[]> getBytes(String path, String... headers) throws Exception {
        return client.send(request(path, headers).GET().build(), BodyHandlers.ofByteArray());
    }

    HttpResponse<String> post(String path, String type, String body) throws Exception {
        return send(request(path, "Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> put(String path, String type, String body) throws Exception {
        return send(request(path, "Content-Type", type).PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request;
    }

    /** JSON is YAML: numbers become Integer, Long, BigInteger or Double. */
    static Map<String, Object> json(String text) {
        return new Yaml().load(text);
    }

    /** The objects of an array. */
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> objects(Map<String, Object> body, String name) {
        return (List<Map<String, Object>>) Objects.requireNonNull(body.get(name), name);
    }

    @Override
    public void close() {
        endpoint.close();
        try (Stream<Path> files = Files.list(imports)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(imports);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
