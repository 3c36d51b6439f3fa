package io.joulestream.local.clickhouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.local.config.Home;
import io.joulestream.local.stack.StoreSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** What the accounts that may do little are refused, over the tables as they are, each with a row that must stay. */
@Timeout(120)
class AccountsIT {
    private static final String DENIED = "497";
    private static final String READONLY = "164";
    private static final String SECRET = "known only to the file";

    private static Path folder = Path.of("");
    private static ClickHouseProcess clickHouse;
    private static String before = "";

    @BeforeAll
    static void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        Files.writeString(folder.resolve("secret"), SECRET);
        clickHouse = ClickHouseProcess.start(folder.resolve("data"));
        StoreSchema.migrate(clickHouse.url(), clickHouse.user(), clickHouse.password(), "default", false);
        write("CREATE DATABASE other");
        write("CREATE TABLE other.batch (tenant String) ENGINE = MergeTree ORDER BY tenant");
        for (String table : List.of("reading", "rollup", "series", "batch", "other.batch")) {
            write("INSERT INTO " + table + " (tenant) VALUES ('there')");
        }
        before = everything();
    }

    @AfterAll
    static void stop() {
        clickHouse.close();
    }

    /** Whatever changes nothing for good. */
    private static List<String> changes() {
        return List.of(
                "INSERT INTO reading (tenant) FORMAT TSV\nx",
                "INSERT INTO rollup (tenant) FORMAT TSV\nx",
                "INSERT INTO series (tenant) FORMAT TSV\nx",
                "INSERT INTO dead_letter (tenant) FORMAT TSV\nx",
                "INSERT INTO schema_migration (name) FORMAT TSV\nx",
                "INSERT INTO reading_latest (tenant) FORMAT TSV\nx",
                "INSERT INTO default.reading (tenant) FORMAT TSV\nx",
                "INSERT INTO `reading` (tenant) FORMAT TSV\nx",
                "INSERT INTO /* batch */ reading (tenant) FORMAT TSV\nx",
                "INSERT INTO TABLE reading (tenant) FORMAT TSV\nx",
                "INSERT INTO reading (tenant) VALUES ('x')",
                "INSERT INTO reading (tenant) SELECT tenant FROM batch",
                "INSERT INTO other.batch (tenant) FORMAT TSV\nx",
                "INSERT INTO system.batch (tenant) FORMAT TSV\nx",
                "INSERT INTO batch SELECT * FROM batch",
                "INSERT INTO batch (tenant) SELECT series FROM reading",
                "INSERT INTO batch (tenant) (SELECT 'x') FORMAT TSV\nx",
                "INSERT INTO batch (tenant) WITH 'x' AS t SELECT t",
                "WITH 'x' AS t INSERT INTO batch (tenant) SELECT t",
                "INSERT INTO batch (tenant) FROM INFILE '%s' FORMAT LineAsString",
                "INSERT INTO FUNCTION file('%o', TSV, 'a UInt8') FORMAT TSV\n1",
                "INSERT INTO FUNCTION url('http://127.0.0.1:1/', TSV, 'a UInt8') FORMAT TSV\n1",
                "INSERT INTO FUNCTION null('a UInt8') FORMAT TSV\n1",
                "INSERT INTO batch (tenant) SELECT * FROM url('http://127.0.0.1:1/', LineAsString)",
                "INSERT INTO batch (tenant) SELECT file('%s')",
                "CREATE TABLE made (a UInt8) ENGINE = Memory",
                "CREATE OR REPLACE TABLE batch (a UInt8) ENGINE = Memory",
                "CREATE TEMPORARY TABLE made (a UInt8)",
                "CREATE VIEW made AS SELECT 1",
                "CREATE MATERIALIZED VIEW made ENGINE = Memory AS SELECT tenant FROM reading",
                "CREATE DATABASE made",
                "CREATE FUNCTION made AS x -> x",
                "CREATE USER made",
                "CREATE DICTIONARY made (a UInt64) PRIMARY KEY a SOURCE(CLICKHOUSE(TABLE 'reading')) LAYOUT(FLAT())"
                        + " LIFETIME(0)",
                "DROP TABLE batch",
                "DROP TABLE reading",
                "DROP VIEW reading_latest",
                "DROP DATABASE other",
                "DETACH TABLE batch",
                "ATTACH TABLE batch",
                "RENAME TABLE batch TO made",
                "EXCHANGE TABLES batch AND reading",
                "TRUNCATE TABLE batch",
                "TRUNCATE TABLE reading",
                "ALTER TABLE batch ADD COLUMN made UInt8",
                "ALTER TABLE batch DELETE WHERE 1",
                "ALTER TABLE batch UPDATE phase = 'done' WHERE 1",
                "ALTER TABLE reading DROP PARTITION ALL",
                "ALTER TABLE batch MODIFY TTL created + INTERVAL 1 SECOND",
                "DELETE FROM batch WHERE 1",
                "DELETE FROM reading WHERE 1",
                "UPDATE batch SET phase = 'done' WHERE 1",
                "OPTIMIZE TABLE batch FINAL CLEANUP",
                "SYSTEM STOP MERGES",
                "SYSTEM FLUSH LOGS",
                "SYSTEM SHUTDOWN",
                "KILL QUERY WHERE 1",
                "GRANT ALL ON *.* TO default",
                "BACKUP TABLE reading TO File('%o')",
                "SET max_execution_time = 0",
                "USE other");
    }

    private static List<String> reads() {
        return List.of(
                "SELECT 1",
                "SELECT * FROM batch",
                "SELECT * FROM reading",
                "SELECT * FROM system.tables",
                "SELECT file('%s')",
                "SELECT * FROM url('http://127.0.0.1:1/', LineAsString)",
                "SHOW TABLES",
                "SHOW CREATE TABLE batch",
                "DESCRIBE TABLE batch",
                "EXISTS TABLE batch",
                "EXPLAIN SELECT 1",
                "CHECK TABLE batch",
                "SELECT 1 INTO OUTFILE '%o'",
                "-- INSERT INTO batch FORMAT TSV\nSELECT 1",
                // The values of a row are expressions, which could read.
                "INSERT INTO batch (tenant) VALUES ('x')",
                "INSERT INTO batch (tenant) VALUES ((SELECT any(tenant) FROM reading))",
                "INSERT INTO batch (tenant) VALUES (file('%s'))",
                "INSERT INTO batch (tenant) FORMAT Values (file('%s'))");
    }

    static Stream<String> beyondTheImporter() {
        return Stream.concat(changes().stream(), reads().stream());
    }

    @ParameterizedTest
    @MethodSource("beyondTheImporter")
    void refusesTheImporterWhateverIsNoInsertOfRowsOfImports(String sql) throws Exception {
        HttpCalls.Answer answer = HttpCalls.importing(clickHouse, filled(sql));
        assertEquals(DENIED, answer.code(), answer.toString());
        assertEquals(403, answer.status());
        assertNothingHappened();
    }

    @Test
    void refusesTheImporterAnyOtherDatabase() throws Exception {
        String sql = "INSERT INTO batch (tenant) FORMAT TSV\nx";
        assertEquals(
                DENIED, HttpCalls.importing(clickHouse, sql, "database=other").code());
        assertNothingHappened();
    }

    static Stream<String> beyondTheReader() {
        return changes().stream();
    }

    @ParameterizedTest
    @MethodSource("beyondTheReader")
    void refusesTheReaderWhateverChangesAnything(String sql) throws Exception {
        HttpCalls.Answer answer = HttpCalls.read(clickHouse, filled(sql), "readonly=0");
        assertEquals(READONLY, answer.code(), answer.toString());
        assertNothingHappened();
    }

    @Test
    void letsTheImporterInsertRowsOfImports() throws Exception {
        for (String table : EmbeddedClickHouse.IMPORT_TABLES) {
            for (String name : List.of(table, "default." + table, "`default`.`" + table + "`")) {
                String sql = "INSERT INTO " + name
                        + " (tenant, batch) FORMAT JSONEachRow\n{\"tenant\":\"taken\",\"batch\":\"b\"}";
                assertEquals(
                        "",
                        HttpCalls.importing(clickHouse, sql, "database=default").body());
            }
            assertEquals("3\n", write("SELECT count() FROM " + table + " WHERE tenant = 'taken'"), table);
            write("ALTER TABLE " + table + " DELETE WHERE tenant = 'taken' SETTINGS mutations_sync = 2");
        }
    }

    /** A server of one's own is not started here: what its grants say is held against what is tested above. */
    @Test
    void grantsTheSameOnAServerOfOnesOwn() throws Exception {
        var users = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Home.find().root().resolve("docker/clickhouse/users.xml").toFile());
        var importer = (Element) users.getElementsByTagName("importer").item(0);
        assertEquals(
                EmbeddedClickHouse.IMPORT_TABLES.stream()
                        .map(table -> "GRANT INSERT ON default." + table)
                        .collect(Collectors.toSet()),
                grants(importer));
        var reader = (Element) users.getElementsByTagName("users").item(0);
        reader = (Element) reader.getElementsByTagName("reader").item(0);
        assertEquals(Set.of("GRANT SELECT ON default.*"), grants(reader));
        assertEquals("reader", reader.getElementsByTagName("profile").item(0).getTextContent());
        assertEquals("2", users.getElementsByTagName("readonly").item(0).getTextContent());
    }

    private static Set<String> grants(Element user) {
        var queries = user.getElementsByTagName("query");
        return Stream.iterate(0, i -> i + 1)
                .limit(queries.getLength())
                .map(i -> queries.item(i).getTextContent())
                .collect(Collectors.toSet());
    }

    private static String filled(String sql) {
        return sql.replace("%s", folder.resolve("secret").toString())
                .replace("%o", folder.resolve("out").toString());
    }

    private static void assertNothingHappened() throws Exception {
        assertEquals(before, everything());
        assertTrue(Files.notExists(folder.resolve("out")));
    }

    /** Tables, their definitions and row counts, and functions. */
    private static String everything() throws Exception {
        return write("""
                SELECT groupArray((database, name, create_table_query, total_rows))
                FROM (SELECT * FROM system.tables WHERE database IN ('default', 'other') ORDER BY database, name)
                """)
                + write("SELECT groupArray(name) FROM system.databases WHERE name NOT ILIKE 'information_schema'")
                + write("SELECT count() FROM system.functions WHERE origin != 'System'")
                + write("SELECT count() FROM system.mutations WHERE NOT is_done");
    }

    private static String write(String sql) throws Exception {
        HttpCalls.Answer answer = HttpCalls.write(clickHouse, sql);
        assertEquals(200, answer.status(), answer.body());
        return answer.body();
    }
}
