package io.joulestream.jobs.readings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.joulestream.core.block.Retention;
import io.joulestream.jobs.clickhouse.ClickHouseConfig;
import io.joulestream.jobs.kafka.KafkaConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingsConfigTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @Test
    void hasTheseDefaults() {
        assertEquals(
                new ReadingsConfig(
                        new KafkaConfig("localhost:9092", Map.of()),
                        "joulestream-readings",
                        new ClickHouseConfig(
                                "http://localhost:8123",
                                "default",
                                "default",
                                "",
                                false,
                                Duration.ofMinutes(1),
                                new ClickHouseConfig.Batch(100_000, 16 << 20, Duration.ofMillis(500))),
                        new ReadingsConfig.Batching(128_000, 16 << 20, Duration.ofMillis(200)),
                        new ReadingsConfig.Series(ZoneId.of("UTC"), 1_000, 96 << 20, 8_192, 1_000_000),
                        400 * 86_400_000L),
                from(Map.of()));
    }

    @Test
    void readsEveryKey() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "s3cret\n");
        Path kafka = Files.writeString(folder.resolve("kafka"), "security.protocol=SSL\n");
        assertEquals(
                new ReadingsConfig(
                        new KafkaConfig("k1:9092,k2:9092", Map.of("security.protocol", "SSL")),
                        "group",
                        new ClickHouseConfig(
                                "https://store:8443",
                                "energy",
                                "writer",
                                "s3cret",
                                true,
                                Duration.ofSeconds(30),
                                new ClickHouseConfig.Batch(10, 20 << 10, Duration.ofSeconds(2))),
                        new ReadingsConfig.Batching(7, 8, Duration.ofMinutes(1)),
                        new ReadingsConfig.Series(ZoneId.of("Europe/Madrid"), 7_200_000, 1L << 30, 12, 13),
                        90 * 86_400_000L),
                from(
                        Map.of(),
                        "--kafka-bootstrap",
                        "k1:9092,k2:9092",
                        "--kafka-group=group",
                        "--kafka-properties-file",
                        kafka.toString(),
                        "--clickhouse-url",
                        "https://store:8443",
                        "--clickhouse-user",
                        "writer",
                        "--clickhouse-password-file",
                        password.toString(),
                        "--clickhouse-database",
                        "energy",
                        "--clickhouse-compress",
                        "true",
                        "--clickhouse-timeout",
                        "30s",
                        "--clickhouse-batch-rows",
                        "10",
                        "--clickhouse-batch-bytes",
                        "20kb",
                        "--clickhouse-batch-delay",
                        "2s",
                        "--default-zone",
                        "Europe/Madrid",
                        "--batch-events",
                        "7",
                        "--batch-bytes",
                        "8b",
                        "--batch-delay",
                        "1m",
                        "--emit-interval",
                        "2h",
                        "--cache-bytes",
                        "1gb",
                        "--recompute-readings",
                        "12",
                        "--remembered-series",
                        "13",
                        "--state-retention",
                        "90d"));
        assertEquals(Retention.KEEP_ALL, from(Map.of(), "--state-retention=off").retentionMillis());
        assertEquals(1_000, from(Map.of(), "--state-retention=1s").retentionMillis());
    }

    @Test
    void prefersFlagsToTheEnvironmentToTheFileToTheDefaults() throws IOException {
        String file = Files.writeString(
                        folder.resolve("job"),
                        "# a comment\nkafka-group: file\nbatch-events=5\ndefault-zone: Asia/Tokyo\n")
                .toString();
        Map<String, String> environment = Map.of(
                "JOULESTREAM_KAFKA_GROUP", "environment",
                "JOULESTREAM_BATCH_EVENTS", "6",
                "JOULESTREAM_OF_ANOTHER_PART", "is none of ours");
        ReadingsConfig config = from(environment, "--config", file, "--kafka-group", "flag");
        assertEquals("flag", config.group());
        assertEquals(6, config.batching().events());
        assertEquals(ZoneId.of("Asia/Tokyo"), config.series().defaultZone());
        assertEquals(8_192, config.series().recomputedReadings());
    }

    @Test
    void namesTheKeyThatIsUnknown() throws IOException {
        assertRefused("unknown flag --cache-byte: cache-byte", "--cache-byte", "1mb");
        Path file = Files.writeString(folder.resolve("job"), "kafka-gruop: a\n");
        assertRefused("unknown key in " + file + ": kafka-gruop", "--config", file.toString());
        assertRefused("not a flag: 'group'; write --key value", "group");
        assertRefused("flag --kafka-group needs a value", "--kafka-group");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "batch-events | 0 | a whole number from 1 to 999999999",
                "batch-events | 1e3 | a whole number from 1 to 999999999",
                "recompute-readings | -1 | a whole number from 1 to 999999999",
                "batch-delay | 500 | a number and ms, s, m or h, such as 500ms",
                "emit-interval | 1d | a number and ms, s, m or h, such as 500ms",
                "cache-bytes | 64MB | a number and b, kb, mb or gb, such as 64mb",
                "batch-bytes | 2gb | less than 2gb",
                "clickhouse-batch-bytes | 999999999gb | less than 2gb",
                "state-retention | 0 | off, or a number and ms, s, m, h or d, such as 400d",
                "clickhouse-compress | yes | true or false",
            })
    void namesTheValueAndWhatIsAllowed(String key, String value, String allowed) {
        assertRefused(key + " '" + value + "' is not " + allowed, "--" + key, value);
    }

    @Test
    void namesTheZoneThatThereIsNot() {
        assertRefused(
                "default-zone 'Europe/Springfield' is no IANA zone such as Europe/Madrid",
                "--default-zone",
                "Europe/Springfield");
    }

    @Test
    void showsNoSecret() throws IOException {
        Path kafka = Files.writeString(folder.resolve("kafka"), "sasl.jaas.config=hunter2\n");
        ReadingsConfig config =
                from(Map.of("JOULESTREAM_CLICKHOUSE_PASSWORD", "s3cret"), "--kafka-properties-file", kafka.toString());
        assertEquals("s3cret", config.clickHouse().password());
        assertEquals("hunter2", config.kafka().properties().get("sasl.jaas.config"));
        assertFalse(config.toString().contains("s3cret"), config.toString());
        assertFalse(config.toString().contains("hunter2"), config.toString());
    }

    @Test
    void takesNoSecretFromTheCommandLine() {
        assertRefused(
                "flag --clickhouse-password: a secret is not for the command line; use --clickhouse-password-file",
                "--clickhouse-password",
                "s3cret");
    }

    private static ReadingsConfig from(Map<String, String> environment, String... args) {
        return ReadingsConfig.from(args, environment);
    }

    private static void assertRefused(String message, String... args) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> from(Map.of(), args))
                        .getMessage());
    }
}
