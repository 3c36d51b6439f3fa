package io.joulestream.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.endpoint.imports.Importer;
import io.joulestream.endpoint.store.ClickHouseBatches;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointConfigTest {

    @Test
    void hasTheseDefaults() {
        assertEquals(
                new EndpointConfig(
                        "127.0.0.1",
                        8080,
                        null,
                        "localhost:9092",
                        "readings",
                        "joulestream-readings",
                        "joulestream-activities",
                        "http://localhost:8123",
                        "default",
                        "",
                        "default",
                        new ClickHouseBatches.Account("default", ""),
                        new Importer.Limits(
                                Path.of(System.getProperty("java.io.tmpdir"), "joulestream-imports"),
                                2_147_483_648L,
                                8_589_934_592L,
                                536_870_912,
                                8_589_934_592L),
                        ZoneId.of("UTC"),
                        ""),
                EndpointConfig.from(new String[0], Map.of("PATH", "/bin")));
    }

    @Test
    void readsEveryKey(@TempDir Path folder) throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "hush\n");
        Path importer = Files.writeString(folder.resolve("importer"), "psst\n");
        Path keys = Files.writeString(folder.resolve("keys"), "acme key-1\n");
        var expected = new EndpointConfig(
                "0.0.0.0",
                81,
                Path.of("p"),
                "k:1",
                "r",
                "g",
                "a",
                "http://c:2",
                "u",
                "hush",
                "d",
                new ClickHouseBatches.Account("i", "psst"),
                new Importer.Limits(Path.of("f"), 1, 2, 3, 4),
                ZoneId.of("Europe/Madrid"),
                "acme key-1");
        assertEquals(
                expected,
                EndpointConfig.from(
                        new String[] {
                            "--bind=0.0.0.0",
                            "--port",
                            "81",
                            "--port-file=p",
                            "--kafka-bootstrap=k:1",
                            "--readings-topic=r",
                            "--readings-group=g",
                            "--activities-group=a",
                            "--clickhouse-url=http://c:2",
                            "--clickhouse-user=u",
                            "--clickhouse-password-file=" + password,
                            "--clickhouse-database=d",
                            "--default-zone=Europe/Madrid",
                            "--importer-user=i",
                            "--importer-password-file=" + importer,
                            "--import-folder=f",
                            "--import-file-bytes=1",
                            "--import-spool-bytes=2",
                            "--import-free-bytes=3",
                            "--import-inflated-bytes=4",
                            "--api-keys-file=" + keys
                        },
                        Map.of("JOULESTREAM_PORT", "9", "JOULESTREAM_BIND", "127.0.0.1")));
        assertEquals(
                expected,
                EndpointConfig.from(
                        new String[0],
                        Map.ofEntries(
                                Map.entry("JOULESTREAM_BIND", "0.0.0.0"),
                                Map.entry("JOULESTREAM_PORT", "81"),
                                Map.entry("JOULESTREAM_PORT_FILE", "p"),
                                Map.entry("JOULESTREAM_KAFKA_BOOTSTRAP", "k:1"),
                                Map.entry("JOULESTREAM_READINGS_TOPIC", "r"),
                                Map.entry("JOULESTREAM_READINGS_GROUP", "g"),
                                Map.entry("JOULESTREAM_ACTIVITIES_GROUP", "a"),
                                Map.entry("JOULESTREAM_CLICKHOUSE_URL", "http://c:2"),
                                Map.entry("JOULESTREAM_CLICKHOUSE_USER", "u"),
                                Map.entry("JOULESTREAM_CLICKHOUSE_PASSWORD", "hush"),
                                Map.entry("JOULESTREAM_CLICKHOUSE_DATABASE", "d"),
                                Map.entry("JOULESTREAM_DEFAULT_ZONE", "Europe/Madrid"),
                                Map.entry("JOULESTREAM_IMPORTER_USER", "i"),
                                Map.entry("JOULESTREAM_IMPORTER_PASSWORD", "psst"),
                                Map.entry("JOULESTREAM_IMPORT_FOLDER", "f"),
                                Map.entry("JOULESTREAM_IMPORT_FILE_BYTES", "1"),
                                Map.entry("JOULESTREAM_IMPORT_SPOOL_BYTES", "2"),
                                Map.entry("JOULESTREAM_IMPORT_FREE_BYTES", "3"),
                                Map.entry("JOULESTREAM_IMPORT_INFLATED_BYTES", "4"),
                                Map.entry("JOULESTREAM_API_KEYS", "acme key-1"))));
        assertFalse(expected.toString().contains("hush")
                || expected.toString().contains("psst")
                || expected.toString().contains("key-1"));
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertTrue(refusal("--colour=red").contains("--colour"));
        assertTrue(refusal("--clickhouse-password=x").contains("--clickhouse-password"));
        assertTrue(refusal("--port").contains("--port"));
        assertTrue(refusal("--port=x").contains("port"));
        assertTrue(refusal("--default-zone=Mars/Base").contains("default-zone"));
        assertTrue(refusal(Map.of("JOULESTREAM_PRT", "1")).contains("JOULESTREAM_PRT"));
    }

    @Test
    void opensToTheNetworkOnlyWithKeys() {
        assertTrue(refusal("--bind=0.0.0.0").contains("api-keys-file"));
    }

    private static String refusal(String... args) {
        return refusal(Map.of(), args);
    }

    private static String refusal(Map<String, String> environment, String... args) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> EndpointConfig.from(args, environment))
                .getMessage());
    }
}
