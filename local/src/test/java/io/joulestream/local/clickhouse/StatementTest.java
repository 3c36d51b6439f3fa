package io.joulestream.local.clickhouse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "INSERT INTO t FORMAT TSV\\n1|INSERT INTO t |TSV|1",
                "insert into db.t (a, b) format RowBinary \\r\\n\\n1|insert into db.t (a, b) |RowBinary|\\n1",
                "INSERT INTO t SETTINGS a = 'VALUES' VALUES (1)|INSERT INTO t SETTINGS a = 'VALUES' |Values| (1)",
                "/* c */ INSERT INTO `values` VALUES(1)|/* c */ INSERT INTO `values` |Values|(1)",
                "INSERT INTO values VALUES (1)|INSERT INTO values |Values| (1)",
                "INSERT INTO TABLE t FORMAT JSONEachRow {\"a\":1}|INSERT INTO TABLE t |JSONEachRow|{\"a\":1}"
            })
    void partsAnInsertFromItsData(String text, String sql, String format, String data) throws Exception {
        Statement statement = read(text.replace("\\n", "\n").replace("\\r", "\r"));
        assertEquals(sql, new String(statement.sql(), UTF_8));
        assertEquals(format, statement.format());
        InputStream rest = Objects.requireNonNull(statement.data());
        assertEquals(data.replace("\\n", "\n"), new String(rest.readAllBytes(), UTF_8));
    }

    @Test
    void leavesDataLongerThanTheFirstReadWhole() throws Exception {
        String data = "1\n".repeat(50_000);
        for (int blanks = 4_050; blanks < 4_100; blanks++) { // the clause lies across the end of the first read
            Statement statement = read(" ".repeat(blanks) + "INSERT INTO t FORMAT TSV\n" + data);
            assertEquals("TSV", statement.format());
            assertEquals(
                    data, new String(Objects.requireNonNull(statement.data()).readAllBytes(), UTF_8));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INSERT INTO t SELECT 1 FORMAT TSV",
                "INSERT INTO t (a) WITH x AS (SELECT 1) SELECT * FROM x",
                "SELECT 'INSERT INTO t VALUES (1)'",
                "-- INSERT INTO t VALUES (1)"
            })
    void takesOtherStatementsWhole(String text) throws Exception {
        Statement statement = read(text);
        assertNull(statement.data());
        assertEquals(text, new String(statement.sql(), UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1 FORMAT JSON|JSON",
                "SELECT 1 FORMAT JSON SETTINGS a = 1|JSON",
                "SELECT 'x FORMAT JSON'|TSV",
                "SELECT * FROM format(JSON, '')|TSV",
                "SELECT (SELECT 1 FORMAT CSV)|TSV"
            })
    void knowsTheFormatOfTheAnswer(String text, String format) throws Exception {
        assertEquals(format, read(text).outputFormat("TSV"));
    }

    @Test
    void refusesAStatementWithoutEnd() {
        assertThrows(QueryException.class, () -> read("SELECT " + " ".repeat(Statement.MAX_SQL_BYTES)));
    }

    private static Statement read(String text) throws Exception {
        return Statement.read(new ByteArrayInputStream(text.getBytes(UTF_8)));
    }
}
