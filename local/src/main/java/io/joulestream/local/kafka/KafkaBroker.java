package io.joulestream.local.kafka;

import io.joulestream.local.process.ChildCommand;
import io.joulestream.local.process.DataFolder;
import io.joulestream.local.process.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Uuid;

/**
 * One broker, its own controller, on the loopback address.
 *
 * <p>Its folder may move to other ports between runs: the quorum's only voter is named in the configuration, which is
 * written anew at every start.
 *
 * @param classPath of the broker's jars, which differ from those of our own clients
 */
public record KafkaBroker(DataFolder folder, String classPath, int port, int controllerPort, int heapMegabytes) {

    public static final String NAME = "kafka";

    /** Where clients find it. */
    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    /** Writes the configuration, formats the folder where that was never done, and says how to start the broker. */
    public ChildCommand prepare() throws IOException {
        var logs = folder.part(NAME).resolve("log");
        var properties = folder.part(NAME).resolve("server.properties");
        Files.writeString(properties, BrokerProperties.text(logs, port, controllerPort));
        var logging = folder.part(NAME).resolve("log4j.properties");
        Files.writeString(logging, BrokerProperties.logging(folder.log("kafka.log")));
        // Written last by the formatter, so a format that was cut off is done again.
        if (!Files.exists(logs.resolve("meta.properties"))) {
            format(properties, logging);
        }
        return command(NAME, logging, "kafka.Kafka", List.of(properties.toString()));
    }

    private void format(Path properties, Path logging) throws IOException {
        var arguments = List.of(
                "format",
                "--cluster-id",
                Uuid.randomUuid().toString(),
                "--config",
                properties.toString(),
                "--ignore-formatted");
        var process = command("kafka-format", logging, "kafka.tools.StorageTool", arguments)
                .start(folder);
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new StackException(
                        "kafka could not format its folder (why: " + folder.log("kafka-format.out") + ")");
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while kafka formatted its folder", interrupted);
        }
    }

    private ChildCommand command(String name, Path logging, String main, List<String> arguments) {
        return new ChildCommand(
                name,
                List.of(
                        "-Xms64m",
                        "-Xmx" + heapMegabytes + "m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dlog4j2.configurationFile=" + logging),
                List.of(classPath),
                main,
                arguments,
                Map.of());
    }
}
