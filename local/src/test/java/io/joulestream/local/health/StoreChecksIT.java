package io.joulestream.local.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.query.QueryResponse;
import io.joulestream.local.clickhouse.ClickHouseProcess;
import io.joulestream.local.clickhouse.Migration;
import io.joulestream.local.finding.Check;
import io.joulestream.local.finding.Finding;
import io.joulestream.local.finding.Severity;
import io.joulestream.local.health.Target.StoreTarget;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults made in a real ClickHouse, each in a database of its own, and that the checks see them. */
class StoreChecksIT {
    private static final int MANY = 320;
    private static ClickHouseProcess clickHouse;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        clickHouse = ClickHouseProcess.start(folder.resolve("data"));
    }

    @AfterAll
    static void stop() {
        clickHouse.close();
    }

    /** A database, and a client and the questions that go to it. */
    private record Database(StoreTarget target, Client client, Store store) implements AutoCloseable {

        static Database named(String name) throws Exception {
            try (var client = StoreChecksIT.client("default")) {
                run(client, "CREATE DATABASE " + name);
            }
            var target = new StoreTarget(clickHouse.url(), clickHouse.user(), clickHouse.password(), name);
            return new Database(target, StoreChecksIT.client(name), new Store(target));
        }

        static Database migrated(String name) throws Exception {
            var database = named(name);
            Migration.of(database.client).apply();
            return database;
        }

        void run(String sql) throws Exception {
            run(client, sql);
        }

        @SuppressWarnings("try") // the response's close may throw
        private static void run(Client client, String sql) throws Exception {
            try (QueryResponse response = client.query(sql).get(60, TimeUnit.SECONDS)) {
                response.getReadRows();
            }
        }

        Schema schema() {
            return new Schema(store, target);
        }

        @Override
        public void close() {
            client.close();
            store.close();
        }
    }

    @Test
    void findsNothingWrongWithFreshTables() throws Exception {
        try (var database = Database.migrated("fresh")) {
            for (var check : List.<Check>of(
                    database.schema(),
                    new StoreVersion(database.store()),
                    new TableParts(database.store()),
                    new UnmergedRows(database.store()),
                    new Merges(database.store()),
                    new DeadLetterReasons(database.store(), "http://e"),
                    new StaleSeries(database.store()))) {
                var findings = check.findings();
                assertTrue(findings.stream().allMatch(Finding::well), check.name() + ": " + findings);
            }
            assertTrue(new StoreDisk(database.store())
                    .findings().stream().allMatch(finding -> finding.figures().containsKey("free_bytes")));
        }
    }

    @Test
    void seesThatNothingWasMigrated() throws Exception {
        try (var database = Database.named("empty")) {
            var findings = database.schema().findings();
            assertEquals(Severity.PROBLEM, findings.get(0).severity());
            assertTrue(findings.get(0).found().startsWith("not applied: 010_reading.sql"), findings.toString());
        }
    }

    @Test
    void seesTablesThatAreNotTheDeclaredOnes() throws Exception {
        try (var database = Database.migrated("other")) {
            database.run("DROP VIEW rollup_latest");
            database.run("DROP TABLE dead_letter");
            database.run("CREATE TABLE dead_letter (topic String, offset Int64) ENGINE = MergeTree ORDER BY offset");
            database.run("ALTER TABLE schema_migration UPDATE checksum = 'x' WHERE version = 10"
                    + " SETTINGS mutations_sync = 1");
            var found = database.schema().findings().stream()
                    .map(finding -> finding.subject() + " " + finding.found())
                    .toList();
            assertEquals(5, found.size(), found.toString());
            assertTrue(
                    found.get(0).startsWith("clickhouse 010_reading.sql changed after it was applied"), found.get(0));
            assertEquals("view rollup_latest is missing", found.get(1));
            assertTrue(found.get(2).startsWith("table dead_letter engine is MergeTree"), found.get(2));
            assertTrue(found.get(3).startsWith("table dead_letter ORDER BY is offset"), found.get(3));
            assertTrue(found.get(4).startsWith("table dead_letter lacks the columns [partition, "), found.get(4));
        }
    }

    @Test
    void seesManyPartsAndSupersededRows() throws Exception {
        try (var database = Database.migrated("parts")) {
            database.run("SYSTEM STOP MERGES reading");
            for (var i = 0; i < MANY; i++) {
                database.run("INSERT INTO reading (tenant, series, ts, value, revision) VALUES ('t', 's', 1.7e9, 1, "
                        + i + ")");
            }
            var parts = new TableParts(database.store())
                    .findings().stream()
                            .filter(finding -> finding.subject().equals("table reading"))
                            .findFirst()
                            .orElseThrow();
            assertEquals(Severity.WARNING, parts.severity(), parts.toString());
            assertEquals((long) MANY, parts.figures().get("most_in_partition"));
            var superseded = new UnmergedRows(database.store()).findings().get(1);
            assertEquals(MANY + " rows for 1 keys: 100 % are superseded", superseded.found());
        }
    }

    @Test
    void seesPartsThatWerePutAside() throws Exception {
        try (var database = Database.migrated("aside")) {
            database.run("INSERT INTO reading (tenant, series, ts, value) VALUES ('t', 's', 1.7e9, 1)");
            database.run("ALTER TABLE reading DETACH PARTITION 2023");
            assertEquals(
                    "1 parts were put aside",
                    new Merges(database.store()).findings().get(0).found());
        }
    }

    @Test
    void tellsDeadLettersByReasonWithTheLatestOfThem() throws Exception {
        try (var database = Database.migrated("letters")) {
            database.run("INSERT INTO dead_letter (topic, partition, offset, tenant, series, reason, detail, received)"
                    + " VALUES ('readings', 1, 5, 'a', 'x', 'unit_unknown', 'old', now() - 7200),"
                    + " ('readings', 1, 6, 'a', 'y', 'unit_unknown', 'unit is kwh', now() - 3700),"
                    + " ('readings', 2, 7, 'a', 'z', 'level_invalid', 'value is great', now() - 10)");
            var findings = new DeadLetterReasons(database.store(), "http://e").findings();
            assertEquals(2, findings.size());
            var units = findings.get(0);
            assertEquals(
                    "2 x unit_unknown, the first 2 h ago, the last 61 min ago; such as readings/1/6 of a/y: unit is kwh",
                    units.found());
            assertTrue(
                    units.remedy().endsWith("http://e/v1/dead-letters?reason=unit_unknown has them all"),
                    units.remedy());
            assertTrue(
                    findings.get(1).found().contains("(still coming)"),
                    findings.get(1).found());
        }
    }

    @Test
    void tellsTheSeriesThatTheJobFoundSilent() throws Exception {
        try (var database = Database.migrated("silent")) {
            for (var row : List.of("'never', 900000", "'silent', 900000", "'fresh', 900000", "'unwatched', NULL")) {
                database.run("INSERT INTO series (tenant, series, expected_interval_ms, revision) SELECT 't', " + row
                        + ", 1");
            }
            for (var row : List.of(
                    "'silent', 'stale', now() - 10, now() - 2701, 1, 0",
                    "'never', 'stale', now() - 20, NULL, 1, 0",
                    "'fresh', 'stale', now() - 5, now() - 2600, 1, 0",
                    "'fresh', 'recovered', now() - 2, now() - 2, 2, 0",
                    "'unwatched', 'stale', now() - 5, now() - 9999, 1, 0",
                    "'unwatched', 'stale', now() - 5, now() - 9999, 2, 1")) {
                database.run(
                        "INSERT INTO liveness (tenant, series, event, ts, last_ts, revision, is_deleted) SELECT 't', "
                                + row);
            }
            var finding = new StaleSeries(database.store()).findings().get(0);
            assertEquals(Severity.WARNING, finding.severity());
            assertEquals(
                    "4 series, 3 of them with an expectedInterval: 2 are silent for more than 3 intervals:"
                            + " t/silent (every 15 min, the last 45 min ago), t/never (every 15 min, never read)",
                    finding.found());
        }
    }

    private static Client client(String database) {
        return new Client.Builder()
                .addEndpoint(clickHouse.url())
                .setUsername(clickHouse.user())
                .setPassword(clickHouse.password())
                .setDefaultDatabase(database)
                .build();
    }
}
