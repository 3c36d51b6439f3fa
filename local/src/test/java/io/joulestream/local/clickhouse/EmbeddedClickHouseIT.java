package io.joulestream.local.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.GenericRecord;
import com.clickhouse.data.ClickHouseFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedClickHouseIT {
    private static Path folder = Path.of("");
    private static ClickHouseProcess clickHouse;

    @BeforeAll
    static void start(@TempDir Path temporary) throws IOException {
        folder = temporary;
        clickHouse = ClickHouseProcess.start(folder.resolve("data"));
    }

    @AfterAll
    static void stop() {
        clickHouse.close();
    }

    @Test
    void keepsTheRowsAfterABlankLineInAnInsert() throws Exception {
        run("CREATE TABLE lines (id UInt64, text String) ENGINE = MergeTree ORDER BY id");
        StringBuilder rows = new StringBuilder("INSERT INTO lines FORMAT TSV\n");
        for (int i = 0; i < 5_000; i++) {
            rows.append(i).append('\t').append(i % 7 == 3 ? "a\\n\\nb" : "").append('\n');
        }
        run(rows.toString());
        run("INSERT INTO lines VALUES (5000, 'x\n\n\ny'),\n\n\n(5001, 'z')");
        assertEquals("5002\t12507501\n", run("SELECT count(), sum(id) FROM lines"));
        assertEquals("5\n", run("SELECT length(text) FROM lines WHERE id = 5000"));
    }

    @Test
    void answersTheNextQueryAfterOneThatFailedMidway() throws Exception {
        for (int i = 0; i < 20; i++) {
            HttpCalls.Answer failed =
                    HttpCalls.write(clickHouse, "SELECT throwIf(number = 200000) FROM numbers(300000)");
            assertEquals("395", failed.code());
            assertEquals(i + "\n", run("SELECT " + i));
        }
    }

    @Test
    void answersAnEmptyBatchWithSuccess() throws Exception {
        run("CREATE TABLE nothing (id UInt64) ENGINE = MergeTree ORDER BY id");
        assertEquals("", run("INSERT INTO nothing FORMAT RowBinary"));
        assertEquals("0\n", run("SELECT count() FROM nothing"));
    }

    @Test
    void doesNotKeepASettingForTheNextRequest() throws Exception {
        run("SET max_block_size = 77");
        assertEquals("65409\n", run("SELECT getSetting('max_block_size')"));
        assertEquals(
                "78\n",
                HttpCalls.write(clickHouse, "SELECT getSetting('max_block_size')", "max_block_size=78")
                        .body());
        assertEquals("65409\n", run("SELECT getSetting('max_block_size')"));
    }

    @Test
    void bindsParametersAsValues() throws Exception {
        String text = "it's \\ a \"test\" 日本";
        assertEquals(
                text.length() - 2 + 6 + "\n",
                HttpCalls.write(
                                clickHouse,
                                "SELECT length({text:String}) WHERE {n:UInt8} = 3",
                                "param_n=3",
                                "param_text=" + HttpCalls.encode(text.replace("\\", "\\\\")))
                        .body());
    }

    @Test
    void usesTheDatabaseOfTheRequest() throws Exception {
        assertEquals(
                "system\n",
                HttpCalls.write(clickHouse, "SELECT currentDatabase()", "database=system")
                        .body());
        assertEquals("default\n", run("SELECT currentDatabase()"));
        assertEquals(
                "81", HttpCalls.write(clickHouse, "SELECT 1", "database=nosuch").code());
    }

    @Test
    void servesTheOfficialClientWithCompressionBothWays() throws Exception {
        run("CREATE TABLE client (id UInt64, name String) ENGINE = MergeTree ORDER BY id");
        for (boolean http : new boolean[] {false, true}) {
            try (Client client = client().compressClientRequest(true)
                    .compressServerResponse(true)
                    .useHttpCompression(http)
                    .build()) {
                StringBuilder rows = new StringBuilder();
                for (int i = 0; i < 100_000; i++) {
                    rows.append(i).append("\tname\n");
                }
                try (var inserted = client.insert(
                                "client",
                                new ByteArrayInputStream(rows.toString().getBytes(UTF_8)),
                                ClickHouseFormat.TSV,
                                new InsertSettings())
                        .get(30, TimeUnit.SECONDS)) {
                    assertEquals(100_000, inserted.getWrittenRows());
                }
                List<GenericRecord> records =
                        client.queryAll("SELECT id, name FROM client ORDER BY id LIMIT 1 BY id LIMIT 70000");
                assertEquals(70_000, records.size());
                assertEquals(69_999, records.get(69_999).getLong("id"));
                List<GenericRecord> bound =
                        client.queryAll("SELECT count() AS n FROM client WHERE id < {most:UInt64}", Map.of("most", 10));
                assertEquals(http ? 20 : 10, bound.get(0).getLong("n"));
            }
        }
    }

    @Test
    void servesTheJdbcDriver() throws Exception {
        Properties properties = new Properties();
        properties.put("user", clickHouse.user());
        properties.put("password", clickHouse.password());
        try (Connection connection = DriverManager.getConnection("jdbc:clickhouse:" + clickHouse.url(), properties)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE jdbc (id UInt64, name String) ENGINE = MergeTree ORDER BY id");
            }
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO jdbc (id, name) VALUES (?, ?)")) {
                for (int i = 0; i < 1_000; i++) {
                    insert.setLong(1, i);
                    insert.setString(2, "a\n\n'b' (" + i);
                    insert.addBatch();
                }
                assertEquals(1_000, insert.executeBatch().length);
            }
            try (PreparedStatement select =
                            connection.prepareStatement("SELECT count(), max(name) FROM jdbc WHERE id >= ?");
                    ResultSet rows = query(select, 900)) {
                assertTrue(rows.next());
                assertEquals(100, rows.getLong(1));
                assertEquals("a\n\n'b' (999", rows.getString(2));
            }
        }
    }

    private static ResultSet query(PreparedStatement select, long first) throws Exception {
        select.setLong(1, first);
        return select.executeQuery();
    }

    @Test
    void answersManyQueriesAtOnceEachWithItsOwnResult() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(24);
        try {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                String sql = "SELECT " + i + " + 0 * sum(number) FROM numbers(100000)";
                answers.add(threads.submit(() -> run(sql)));
            }
            for (int i = 0; i < 300; i++) {
                assertEquals(i + "\n", answers.get(i).get(60, TimeUnit.SECONDS));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void requiresAPassword() throws Exception {
        assertEquals(
                "516",
                HttpCalls.send(clickHouse, clickHouse.user(), "wrong", "SELECT 1")
                        .code());
        assertEquals("516", HttpCalls.send(clickHouse, "", "", "SELECT 1").code());
        assertEquals(
                "516",
                HttpCalls.send(clickHouse, clickHouse.user(), clickHouse.readerPassword(), "SELECT 1")
                        .code());
    }

    @Test
    void boundsWhatTheReaderMayAskFor() throws Exception {
        String sql =
                "SELECT getSetting('max_execution_time') <= 30, getSetting('max_result_rows'), getSetting('readonly')";
        assertEquals(
                "1\t2000000\t1\n",
                HttpCalls.read(clickHouse, sql, "max_execution_time=0").body());
        assertEquals(
                "1\t10\t1\n",
                HttpCalls.read(clickHouse, sql, "max_result_rows=10", "readonly=0")
                        .body());
        assertEquals(
                "164",
                HttpCalls.read(clickHouse, "SELECT 1 SETTINGS max_execution_time = 0, max_threads = 3")
                        .code());
        assertEquals(
                "396",
                HttpCalls.read(clickHouse, "SELECT number FROM numbers(3000000)")
                        .code());
        assertEquals(
                "159",
                HttpCalls.read(clickHouse, "SELECT sum(sipHash64(number)) FROM system.numbers", "max_execution_time=1")
                        .code());
    }

    @Test
    void reachesNoFileAddressOrProgram() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        Path out = folder.resolve("out");
        run("CREATE TABLE target (line String) ENGINE = MergeTree ORDER BY line");
        for (String sql : List.of(
                "SELECT * FROM file('%s', LineAsString)",
                "SELECT file('%s')",
                "SELECT `file`('%s')",
                "SELECT \"fil\\x65\"('%s')",
                "SELECT file /* x */ ('%s')",
                "SELECT * FROM `%s`",
                "SELECT * FROM url('http://127.0.0.1:1/', LineAsString)",
                "SELECT * FROM s3('http://127.0.0.1:1/b/x', LineAsString)",
                "SELECT * FROM remote('127.0.0.1', system.one)",
                "SELECT * FROM mysql('127.0.0.1:1', 'a', 'b', 'c', 'd')",
                "SELECT * FROM sqlite('%s', 't')",
                "SELECT * FROM executable('id', LineAsString, 'line String')",
                "SELECT 1 INTO OUTFILE '%o'",
                "SHOW TABLES INTO OUTFILE '%o'",
                "CREATE TABLE made (a UInt8) ENGINE = Memory INTO OUTFILE '%o'",
                "INSERT INTO FUNCTION file('%o', TSV, 'a UInt8') SELECT 1",
                "INSERT INTO FUNCTION file('%o', TSV, 'a UInt8') VALUES (1)",
                "INSERT INTO target FROM INFILE '%s' FORMAT LineAsString",
                "INSERT INTO target VALUES (file('%s'))",
                "INSERT INTO target FORMAT Values (file('%s'))",
                "INSERT INTO target VALUES (fil/**/e('%s'))",
                "INSERT INTO target VALUES (`file`('%s'))",
                "INSERT INTO target VALUES (\"fil\\x65\"('%s'))",
                "INSERT INTO target VALUES ((SELECT file('%s')))",
                "INSERT INTO target VALUES ((SELECT * FROM format(Values, 'line String', $$(file('%s'))$$)))",
                "INSERT INTO target VALUES ('" + "a".repeat(5_000) + "'), (file('%s'))",
                "INSERT INTO target VALUES ('a'), (concat('b', file('%s')))",
                "INSERT INTO target SETTINGS input_format_values_interpret_expressions = 1 VALUES (file('%s'))",
                "INSERT INTO target SETTINGS `input_format_values_interpret_expressions` = 1 VALUES (file('%s'))",
                "INSERT INTO target SETTINGS input_format_values_deduce_templates_of_expressions = 1 VALUES (file('%s'))",
                "INSERT INTO target SELECT * FROM format(Values, 'line String', $$(file('%s'))$$)",
                "INSERT INTO target SETTINGS `input_format_values_interpret_expression\\x73` = 1 VALUES (file('%s'))",
                "SELECT * FROM format(Values, 'line String', $$(file('%s'))$$)",
                "SELECT * FROM format(Values, 'line String', $$(file('%s'))$$)"
                        + " SETTINGS input_format_values_interpret_expressions = 1",
                "SELECT * FROM format(Values, 'line String', $$(file(concat('%s', '')))$$)"
                        + " SETTINGS input_format_values_deduce_templates_of_expressions /* */ = 1",
                "CREATE TABLE filed (line String) ENGINE = File(LineAsString)",
                "CREATE TABLE linked (line String) ENGINE = URL('http://127.0.0.1:1/', LineAsString)",
                "CREATE DATABASE files ENGINE = Filesystem('/')",
                "CREATE DICTIONARY far (a UInt64, b String) PRIMARY KEY a SOURCE(HTTP(url 'http://127.0.0.1:1/' format 'TSV')) LAYOUT(FLAT()) LIFETIME(0)",
                "CREATE VIEW peek AS SELECT * FROM file('%s', LineAsString)",
                "BACKUP TABLE target TO File('%o')")) {
            String filled = sql.replace("%s", secret.toString()).replace("%o", out.toString());
            HttpCalls.Answer answer = HttpCalls.write(clickHouse, filled);
            assertTrue(
                    answer.status() != 200 && !answer.body().contains("secret\n"),
                    filled.substring(0, Math.min(200, filled.length())) + " -> " + answer);
            assertTrue(HttpCalls.read(clickHouse, filled).status() != 200, filled);
        }
        assertTrue(Files.notExists(out));
        assertEquals("0\n", run("SELECT count() FROM target"));
        run("INSERT INTO target VALUES (concat('a', toString(1 + 1))), ('(SELECT file(')");
        assertEquals("['(SELECT file(','a2']\n", run("SELECT arraySort(groupArray(line)) FROM target"));
    }

    private static Client.Builder client() {
        return new Client.Builder()
                .addEndpoint(clickHouse.url())
                .setUsername(clickHouse.user())
                .setPassword(clickHouse.password());
    }

    private static String run(String sql) throws Exception {
        HttpCalls.Answer answer = HttpCalls.write(clickHouse, sql);
        assertEquals(200, answer.status(), answer.body());
        return answer.body();
    }
}
