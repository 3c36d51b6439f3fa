package io.joulestream.local;

import io.joulestream.local.process.Waiting;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An endpoint of its own that asks for keys, in front of a running system's log and store. */
final class KeyedEndpoint implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path folder;
    private final Process process;
    private final URI baseUrl;

    /** @param keys lines of {@code tenant key} */
    KeyedEndpoint(SharedStack.Running system, String keys) {
        try {
            folder = Files.createTempDirectory("joulestream-keyed");
            var keysFile = Files.writeString(folder.resolve("keys"), keys);
            var portFile = folder.resolve("port");
            var builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "io.joulestream.endpoint.Main")
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(new File(folder.toFile(), "log")));
            builder.environment().keySet().removeIf(name -> name.startsWith("JOULESTREAM_"));
            builder.environment()
                    .putAll(Map.of(
                            "JOULESTREAM_PORT", "0",
                            "JOULESTREAM_PORT_FILE", portFile.toString(),
                            "JOULESTREAM_KAFKA_BOOTSTRAP", system.addresses().kafkaBootstrap(),
                            "JOULESTREAM_CLICKHOUSE_URL", system.addresses().clickHouseUrl(),
                            "JOULESTREAM_CLICKHOUSE_USER", "reader",
                            "JOULESTREAM_CLICKHOUSE_PASSWORD_FILE",
                                    system.folder()
                                            .resolve("secrets/clickhouse-reader-password")
                                            .toString(),
                            "JOULESTREAM_IMPORT_FOLDER",
                                    folder.resolve("imports").toString(),
                            "JOULESTREAM_API_KEYS_FILE", keysFile.toString()));
            process = builder.start();
            baseUrl = URI.create("http://127.0.0.1:" + awaitPort(portFile));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String awaitPort(Path portFile) throws IOException {
        Waiting.until("the endpoint to listen", PATIENCE, () -> {
            if (!process.isAlive()) {
                throw new AssertionError("it ended; said " + Files.readString(folder.resolve("log")));
            }
            return Files.exists(portFile);
        });
        return Files.readString(portFile).strip();
    }

    URI baseUrl() {
        return baseUrl;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        Processes.assertGone(List.of(process.pid()));
        try {
            Processes.deleteFolder(folder);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
