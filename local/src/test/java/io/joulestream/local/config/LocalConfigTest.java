package io.joulestream.local.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.joulestream.local.config.LocalConfig.ClickHouseSettings;
import io.joulestream.local.config.LocalConfig.EndpointSettings;
import io.joulestream.local.config.LocalConfig.FlinkSettings;
import io.joulestream.local.config.LocalConfig.KafkaSettings;
import io.joulestream.local.config.LocalConfig.WeatherSettings;
import io.joulestream.local.process.StackException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalConfigTest {

    private static final LocalConfig DEFAULTS = new LocalConfig(
            Path.of("data"),
            ZoneId.of("UTC"),
            "400d",
            new WeatherSettings("off", "72h", "365d", "", "", "", Map.of()),
            new EndpointSettings(8080, 192, ""),
            new KafkaSettings(9092, 9093, 48, 320),
            new ClickHouseSettings(8123, 192, 1024, "", "default", ""),
            new FlinkSettings(8081, 6123, 2, 256, 384, 512));

    @Test
    void hasTheseDefaults() {
        assertEquals(DEFAULTS, LocalConfig.from(Map.of()));
    }

    @Test
    void statesItsDefaultsInTheFileThatComesAlong() {
        assertEquals(DEFAULTS, ConfigSources.config(Home.find().configFile(), Map.of(), Map.of()));
    }

    @Test
    void readsEveryKey() {
        var settings = new HashMap<String, String>();
        settings.put("data", "elsewhere");
        settings.put("zone", "Asia/Kathmandu");
        settings.put("state.retention", "90d");
        settings.put("weather.providers", "openweathermap");
        settings.put("weather.patience", "1h");
        settings.put("weather.degree-days", "31d");
        settings.put("weather.open-meteo-archive-url", "http://a");
        settings.put("weather.open-meteo-forecast-url", "http://f");
        settings.put("weather.openweathermap-url", "http://o");
        var pace = Map.of(
                "open-meteo-burst", "1",
                "open-meteo-requests-per-day", "2",
                "openweathermap-burst", "3",
                "openweathermap-requests-per-day", "4",
                "timeout", "5s",
                "first-backoff", "6s",
                "longest-backoff", "7s",
                "breaker-delay", "8s",
                "down-pause", "9s");
        pace.forEach((name, value) -> settings.put("weather." + name, value));
        settings.put("endpoint.port", "1");
        settings.put("endpoint.heap", "2m");
        settings.put("endpoint.api-keys-file", "keys");
        settings.put("kafka.port", "3");
        settings.put("kafka.controller-port", "4");
        settings.put("kafka.partitions", "5");
        settings.put("kafka.heap", "6m");
        settings.put("clickhouse.port", "7");
        settings.put("clickhouse.heap", "8m");
        settings.put("clickhouse.memory", "9m");
        settings.put("clickhouse.url", "http://store");
        settings.put("clickhouse.user", "writer");
        settings.put("clickhouse.password-file", "secret");
        settings.put("flink.port", "10");
        settings.put("flink.rpc-port", "11");
        settings.put("flink.parallelism", "12");
        settings.put("flink.job-manager-heap", "13m");
        settings.put("flink.task-heap", "14m");
        settings.put("flink.managed-memory", "15m");

        assertEquals(
                new LocalConfig(
                        Path.of("elsewhere"),
                        ZoneId.of("Asia/Kathmandu"),
                        "90d",
                        new WeatherSettings("openweathermap", "1h", "31d", "http://a", "http://f", "http://o", pace),
                        new EndpointSettings(1, 2, "keys"),
                        new KafkaSettings(3, 4, 5, 6),
                        new ClickHouseSettings(7, 8, 9, "http://store", "writer", "secret"),
                        new FlinkSettings(10, 11, 12, 13, 14, 15)),
                LocalConfig.from(settings));
        var values = new Values(Map.of());
        LocalConfig.read(values);
        assertEquals(settings.keySet(), values.known());
    }

    @Test
    void refusesAnUnknownKeyByItsName() {
        var failure = assertThrows(StackException.class, () -> LocalConfig.from(Map.of("kafka.prot", "9092")));

        assertEquals(
                "unknown setting kafka.prot",
                String.valueOf(failure.getMessage()).split(";")[0]);
    }

    @Test
    void refusesAValueSayingWhatIsAllowed() {
        assertEquals(
                "kafka.port is 70000, and allowed are 0 to 65535",
                assertThrows(StackException.class, () -> LocalConfig.from(Map.of("kafka.port", "70000")))
                        .getMessage());
        assertEquals(
                "kafka.heap is 1g, and allowed are whole megabytes such as 384m",
                assertThrows(StackException.class, () -> LocalConfig.from(Map.of("kafka.heap", "1g")))
                        .getMessage());
        assertEquals(
                "state.retention is 0, and allowed are off, or a number and s, m, h or d, such as 400d",
                assertThrows(StackException.class, () -> LocalConfig.from(Map.of("state.retention", "0")))
                        .getMessage());
        assertEquals(
                "zone is Madrid, and allowed are IANA time zones such as Europe/Madrid",
                assertThrows(StackException.class, () -> LocalConfig.from(Map.of("zone", "Madrid")))
                        .getMessage());
    }

    @Test
    void prefersFlagsToEnvironmentToFile(@TempDir Path folder) throws IOException {
        var file = Files.writeString(
                folder.resolve("some.yaml"), "kafka:\n  port: 1\n  controller-port: 1\n  partitions: 1\n");

        var config = ConfigSources.config(
                file,
                Map.of("JOULESTREAM_KAFKA_PORT", "2", "JOULESTREAM_KAFKA_CONTROLLER_PORT", "2"),
                Map.of("kafka.port", "3"));

        assertEquals(new KafkaSettings(3, 2, 1, 320), config.kafka());
    }

    @Test
    void refusesAFileThatIsNoMap(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("list.yaml"), "- kafka\n");

        assertThrows(StackException.class, () -> ConfigSources.config(file, Map.of(), Map.of()));
    }
}
