package io.joulestream.local.stack;

import io.joulestream.local.config.Home;
import io.joulestream.local.config.LocalConfig;
import io.joulestream.local.flink.FlinkCluster;
import io.joulestream.local.flink.FlinkCluster.FlinkMemory;
import io.joulestream.local.flink.FlinkCluster.FlinkPorts;
import io.joulestream.local.flink.JobSpec;
import io.joulestream.local.flink.Jobs;
import io.joulestream.local.kafka.KafkaBroker;
import io.joulestream.local.process.ChildCommand;
import io.joulestream.local.process.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How each part of one system is started: the one place where their settings meet. */
record StackPlan(Home home, LocalConfig config, Addresses addresses, DataFolder folder) {

    private static final String WRITER = "clickhouse-password";
    private static final String READER = "clickhouse-reader-password";
    private static final String IMPORTER = "clickhouse-importer-password";

    KafkaBroker kafka() {
        return new KafkaBroker(
                folder,
                home.partClassPath("kafka"),
                addresses.kafkaPort(),
                addresses.kafkaControllerPort(),
                config.kafka().heapMegabytes());
    }

    FlinkCluster flink() throws IOException {
        var settings = config.flink();
        return new FlinkCluster(
                folder,
                home.partClassPath("flink"),
                home.flinkConf(),
                new FlinkPorts(
                        addresses.flinkPort(),
                        addresses.flinkRpcPort(),
                        jobs().stream().mapToInt(JobSpec::parallelism).sum()),
                new FlinkMemory(
                        settings.jobManagerHeapMegabytes(), settings.taskHeapMegabytes(), settings.managedMegabytes()),
                jobSettings());
    }

    private Map<String, String> jobSettings() throws IOException {
        var settings = new HashMap<>(connections());
        settings.put("JOULESTREAM_STATE_RETENTION", config.stateRetention());
        var weather = config.weather();
        settings.put("JOULESTREAM_WEATHER_PROVIDERS", weather.providers());
        settings.put("JOULESTREAM_WEATHER_PATIENCE", weather.patience());
        settings.put("JOULESTREAM_WEATHER_DEGREE_DAYS", weather.degreeDays());
        putUnlessEmpty(settings, "JOULESTREAM_WEATHER_OPEN_METEO_ARCHIVE_URL", weather.openMeteoArchiveUrl());
        putUnlessEmpty(settings, "JOULESTREAM_WEATHER_OPEN_METEO_FORECAST_URL", weather.openMeteoForecastUrl());
        putUnlessEmpty(settings, "JOULESTREAM_WEATHER_OPENWEATHERMAP_URL", weather.openWeatherMapUrl());
        weather.pace()
                .forEach((name, value) -> settings.put(
                        "JOULESTREAM_WEATHER_" + name.toUpperCase(Locale.ROOT).replace('-', '_'), value));
        for (var key : List.of("JOULESTREAM_OPEN_METEO_KEY", "JOULESTREAM_OPENWEATHERMAP_KEY")) {
            putUnlessEmpty(settings, key, System.getenv().getOrDefault(key, ""));
        }
        return settings;
    }

    private static void putUnlessEmpty(Map<String, String> settings, String name, String value) {
        if (!value.isEmpty()) {
            settings.put(name, value);
        }
    }

    ChildCommand clickHouse() throws IOException {
        var environment = new HashMap<String, String>();
        environment.put("JOULESTREAM_CLICKHOUSE_PASSWORD", secret(WRITER));
        environment.put("JOULESTREAM_CLICKHOUSE_READER_PASSWORD", secret(READER));
        environment.put("JOULESTREAM_IMPORTER_PASSWORD", secret(IMPORTER));
        var cache = System.getenv("JOULESTREAM_CACHE");
        if (cache != null) {
            environment.put("JOULESTREAM_CACHE", cache);
        }
        return new ChildCommand(
                Part.CLICKHOUSE.label(),
                List.of(
                        "-Xms32m",
                        "-Xmx" + config.clickHouse().heapMegabytes() + "m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Dsun.net.httpserver.nodelay=true",
                        "-Djna.nosys=true"),
                List.of(home.ownClassPath()),
                "io.joulestream.local.clickhouse.EmbeddedClickHouse",
                List.of(
                        "--data",
                        folder.part(Part.CLICKHOUSE.label()).toString(),
                        "--port",
                        String.valueOf(addresses.clickHousePort()),
                        "--memory-mb",
                        String.valueOf(config.clickHouse().memoryMegabytes())),
                environment);
    }

    /** Applies the DDL that the store lacks; returns the files applied. */
    List<String> migrate() throws IOException {
        var passwordFile = passwordFile(WRITER);
        return StoreSchema.migrate(
                addresses.clickHouseUrl(),
                config.clickHouse().user(),
                passwordFile.isEmpty()
                        ? ""
                        : Files.readString(Path.of(passwordFile)).strip(),
                "default",
                false);
    }

    /** The file with an account's password: the embedded store has two accounts, a server the one it was given. */
    private String passwordFile(String account) throws IOException {
        return config.clickHouse().isEmbedded()
                ? new Secrets(folder).file(account).toString()
                : absolute(config.clickHouse().passwordFile());
    }

    /** A part runs in the data folder, its user does not; empty stays so. */
    private static String absolute(String file) {
        return file.isEmpty() ? "" : Path.of(file).toAbsolutePath().toString();
    }

    private String secret(String name) throws IOException {
        return Files.readString(new Secrets(folder).file(name));
    }

    ChildCommand endpoint() throws IOException {
        var environment = new HashMap<>(connections());
        if (config.clickHouse().isEmbedded()) {
            environment.put("JOULESTREAM_CLICKHOUSE_USER", "reader");
            environment.put("JOULESTREAM_IMPORTER_USER", "importer");
            environment.put("JOULESTREAM_IMPORTER_PASSWORD_FILE", passwordFile(IMPORTER));
        }
        environment.put("JOULESTREAM_CLICKHOUSE_PASSWORD_FILE", passwordFile(READER));
        environment.put("JOULESTREAM_API_KEYS_FILE", absolute(config.endpoint().apiKeysFile()));
        environment.put("JOULESTREAM_IMPORT_FOLDER", folder.part("imports").toString());
        environment.put("JOULESTREAM_PORT", String.valueOf(addresses.endpointPort()));
        return new ChildCommand(
                Part.ENDPOINT.label(),
                List.of(
                        "-Xms32m",
                        "-Xmx" + config.endpoint().heapMegabytes() + "m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError"),
                List.of(home.ownClassPath()),
                "io.joulestream.endpoint.Main",
                List.of(),
                environment);
    }

    List<JobSpec> jobs() {
        return List.of(
                Jobs.named("readings", List.of(), config.flink().parallelism()),
                Jobs.named("activities", List.of(), 1));
    }

    /** Where log and store are, for those who connect to them, and what these have to agree on. */
    private Map<String, String> connections() throws IOException {
        return Map.of(
                "JOULESTREAM_DEFAULT_ZONE", config.zone().getId(),
                "JOULESTREAM_KAFKA_BOOTSTRAP", addresses.kafkaBootstrap(),
                "JOULESTREAM_CLICKHOUSE_URL", addresses.clickHouseUrl(),
                "JOULESTREAM_CLICKHOUSE_USER", config.clickHouse().user(),
                "JOULESTREAM_CLICKHOUSE_PASSWORD_FILE", passwordFile(WRITER));
    }
}
