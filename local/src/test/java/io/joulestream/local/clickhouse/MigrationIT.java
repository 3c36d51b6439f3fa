package io.joulestream.local.clickhouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.clickhouse.client.api.Client;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationIT {
    private static ClickHouseProcess clickHouse;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        clickHouse = ClickHouseProcess.start(folder.resolve("data"));
    }

    @AfterAll
    static void stop() {
        clickHouse.close();
    }

    @Test
    void appliesAFreshSchemaOnceAndInOrder() throws Exception {
        try (Client client = freshDatabase("fresh")) {
            List<MigrationFile> files = List.of(
                    file("010_a.sql", "CREATE TABLE IF NOT EXISTS a (id UInt64) ENGINE = MergeTree ORDER BY id;"),
                    file("020_b.sql", "-- Why?\nCREATE VIEW IF NOT EXISTS b AS SELECT id FROM a; \n-- end\n"));
            assertEquals(
                    List.of("010_a.sql", "020_b.sql"),
                    Migration.of(client, files).apply());
            assertEquals(List.of(), Migration.of(client, files).apply());
            assertEquals(
                    List.of("10 a", "20 b"),
                    client
                            .queryAll(
                                    "SELECT concat(version, ' ', name) AS line FROM schema_migration ORDER BY version")
                            .stream()
                            .map(row -> row.getString("line"))
                            .toList());
            assertEquals(0, client.queryAll("SELECT count() AS n FROM b").get(0).getLong("n"));
        }
    }

    @Test
    void refusesAFileThatChangedAfterItWasApplied() throws Exception {
        try (Client client = freshDatabase("changed")) {
            Migration.of(client, List.of(file("010_a.sql", "SELECT 1;"))).apply();
            List<MigrationFile> changed = List.of(
                    file("005_new.sql", "CREATE TABLE early (id UInt64) ENGINE = Memory;"),
                    file("010_a.sql", "SELECT 2;"));
            IOException refused = assertThrows(
                    IOException.class, () -> Migration.of(client, changed).apply());
            assertTrue(String.valueOf(refused.getMessage()).startsWith("010_a.sql changed after it was applied"));
            assertEquals(0, client.queryAll("EXISTS TABLE early").get(0).getInteger(1));
        }
    }

    @Test
    void listsWhatIsPendingWithoutChangingAnything() throws Exception {
        try (Client client = freshDatabase("dry")) {
            Migration migration =
                    Migration.of(client, List.of(file("010_a.sql", "CREATE TABLE a (i UInt8) ENGINE = Memory;")));
            assertEquals(List.of("010_a.sql"), migration.pending());
            assertEquals(
                    0,
                    client.queryAll("SELECT count() AS n FROM system.tables WHERE database = 'dry'")
                            .get(0)
                            .getLong("n"));
        }
    }

    @Test
    void finishesAFileThatWasHalfApplied() throws Exception {
        try (Client client = freshDatabase("half")) {
            String first = "CREATE TABLE IF NOT EXISTS a (id UInt64) ENGINE = MergeTree ORDER BY id;\n";
            MigrationFile broken = file("010_a.sql", first + "CREATE TABLE b (id NoSuchType) ENGINE = Memory;");
            IOException failed = assertThrows(IOException.class, () -> Migration.of(client, List.of(broken))
                    .apply());
            assertTrue(String.valueOf(failed.getMessage()).startsWith("a statement of 010_a.sql failed"));
            MigrationFile mended =
                    file("010_a.sql", first + "CREATE TABLE IF NOT EXISTS b (id UInt64) ENGINE = Memory;");
            assertEquals(
                    List.of("010_a.sql"), Migration.of(client, List.of(mended)).apply());
            assertEquals(1, client.queryAll("EXISTS TABLE b").get(0).getInteger(1));
        }
    }

    @Test
    void appliesTheProjectsOwnSchema() throws Exception {
        try (Client client = freshDatabase("own")) {
            List<String> applied = Migration.of(client).apply();
            assertTrue(applied.contains("010_reading.sql") && applied.contains("020_rollup.sql"), applied.toString());
            assertEquals(List.of(), Migration.of(client).pending());
            assertEquals(
                    0,
                    client.queryAll("SELECT count() AS n FROM reading_latest")
                            .get(0)
                            .getLong("n"));
        }
    }

    private static MigrationFile file(String name, String sql) throws IOException {
        return MigrationFile.of(name, sql);
    }

    private static Client freshDatabase(String name) throws Exception {
        assertEquals(200, HttpCalls.write(clickHouse, "CREATE DATABASE " + name).status());
        return new Client.Builder()
                .addEndpoint(clickHouse.url())
                .setUsername(clickHouse.user())
                .setPassword(clickHouse.password())
                .setDefaultDatabase(name)
                .build();
    }
}
