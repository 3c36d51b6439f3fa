package io.joulestream.local.cli;

import io.joulestream.local.config.LocalConfig;
import io.joulestream.local.health.Target;
import io.joulestream.local.health.Target.KafkaTarget;
import io.joulestream.local.health.Target.StoreTarget;
import io.joulestream.local.process.StackException;
import io.joulestream.local.stack.Addresses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which system is looked at: by default the one that {@code up} runs in the data folder, else by its addresses. */
final class TargetOptions {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The folder of the system that up runs (default: data).")
    @Nullable
    Path data;

    @Option(names = "--bootstrap", paramLabel = "HOST:PORT", description = "Another Kafka than that of up.")
    @Nullable
    String bootstrap;

    @Option(
            names = "--kafka-properties",
            paramLabel = "FILE",
            description = "Properties of Kafka's clients (security).")
    @Nullable
    Path kafkaProperties;

    @Option(
            names = "--group",
            paramLabel = "NAME",
            description = "The readings job's kafka-group (default: ${DEFAULT-VALUE}).")
    String group = "joulestream-readings";

    @Option(
            names = "--activities-group",
            paramLabel = "NAME",
            description = "The activities job's activities-group (default: ${DEFAULT-VALUE}).")
    String activitiesGroup = "joulestream-activities";

    @Option(names = "--target", paramLabel = "URL", description = "Another Flink cluster: its REST address.")
    @Nullable
    String flink;

    @Option(names = "--url", paramLabel = "URL", description = "Another ClickHouse.")
    @Nullable
    String clickHouse;

    @Option(names = "--user", paramLabel = "NAME", description = "Of ClickHouse (default: clickhouse.user).")
    @Nullable
    String user;

    @Option(names = "--database", paramLabel = "NAME", description = "Of ClickHouse (default: ${DEFAULT-VALUE}).")
    String database = "default";

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Of ClickHouse; else JOULESTREAM_CLICKHOUSE_PASSWORD, else the one in the data folder.")
    @Nullable
    Path passwordFile;

    @Option(names = "--endpoint", paramLabel = "URL", description = "Another endpoint.")
    @Nullable
    String endpoint;

    /** What the flags say of the configuration. */
    Map<String, String> flags() {
        return data == null ? Map.of() : Map.of("data", data.toString());
    }

    Target target(LocalConfig config, Map<String, String> environment) throws IOException {
        var addresses = Addresses.running(config);
        var elsewhere = bootstrap != null && clickHouse != null && flink != null;
        return new Target(
                new KafkaTarget(
                        bootstrap == null ? addresses.kafkaBootstrap() : bootstrap,
                        properties(),
                        group,
                        activitiesGroup,
                        config.kafka().partitions()),
                flink == null ? addresses.flinkUrl() : flink,
                new StoreTarget(
                        clickHouse == null ? addresses.clickHouseUrl() : clickHouse,
                        user == null ? config.clickHouse().user() : user,
                        password(config, environment),
                        database),
                endpoint == null ? addresses.endpointUrl() : endpoint,
                elsewhere || !Files.isDirectory(config.data()) ? Optional.empty() : Optional.of(config.data()));
    }

    /** Where there is none, an empty one: a ClickHouse that wants one says so, and that is a finding. */
    private String password(LocalConfig config, Map<String, String> environment) throws IOException {
        if (passwordFile != null) {
            return read(passwordFile);
        }
        var given = environment.get("JOULESTREAM_CLICKHOUSE_PASSWORD");
        if (given != null) {
            return given;
        }
        var configured = config.clickHouse().passwordFile();
        var own = config.data().resolve("secrets/clickhouse-password");
        if (!configured.isEmpty()) {
            return read(Path.of(configured));
        }
        return clickHouse == null && Files.isReadable(own) ? read(own) : "";
    }

    private static String read(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new StackException("cannot read the password file " + file);
        }
        return Files.readString(file).strip();
    }

    private Map<String, String> properties() throws IOException {
        if (kafkaProperties == null) {
            return Map.of();
        }
        var read = new Properties();
        try (var reader = Files.newBufferedReader(kafkaProperties)) {
            read.load(reader);
        }
        var properties = new HashMap<String, String>();
        read.stringPropertyNames().forEach(name -> properties.put(name, read.getProperty(name)));
        return properties;
    }
}
