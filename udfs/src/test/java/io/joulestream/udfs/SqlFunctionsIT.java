package io.joulestream.udfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.JarFile;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The functions in Flink SQL, from the jar that analysts load: neither they nor core are on this class path. */
@Timeout(120)
class SqlFunctionsIT {
    private static final String JAR = System.getProperty("udfs.jar", "");
    private static final String FOLDER = "io/joulestream/udfs/";
    private static final Map<String, String> FUNCTIONS = Map.of(
            "WINDOW_START", "WindowStartUdf",
            "WINDOW_END", "WindowEndUdf",
            "WALL_CLOCK", "WallClockUdf",
            "CANONICAL_VALUE", "CanonicalValueUdf",
            "CANONICAL_UNIT", "CanonicalUnitUdf");

    private static TableEnvironment tables;

    @BeforeAll
    static void registerTheFunctions() {
        tables = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        tables.getConfig().set("parallelism.default", "1");
        // The session's zone has no say in the windows.
        tables.getConfig().set("table.local-time-zone", "Asia/Tokyo");
        FUNCTIONS.forEach((name, type) -> tables.executeSql(
                "CREATE FUNCTION " + name + " AS 'io.joulestream.udfs." + type + "' USING JAR 'file://" + JAR + "'"));
        tables.executeSql("""
                CREATE TEMPORARY VIEW readings AS
                SELECT series, TO_TIMESTAMP_LTZ(ms, 3) AS ts, text, unit
                FROM (VALUES ('a', 1711886850000, '1.5', 'kWh'),
                             ('b', 1711843200001, 'many', 'kWh'),
                             ('c', CAST(NULL AS BIGINT), '50', '°F')) AS t (series, ms, text, unit)
                """);
    }

    @Test
    void theJarHoldsTheFunctionsAndCoreOnly() throws IOException {
        try (var jar = new JarFile(JAR)) {
            var functions = new TreeSet<String>();
            jar.stream()
                    .map(entry -> entry.getName())
                    .filter(n -> n.endsWith(".class"))
                    .forEach(name -> {
                        assertTrue(name.startsWith(FOLDER) || name.startsWith("io/joulestream/core/"), name);
                        if (name.endsWith("Udf.class")) {
                            functions.add(name.substring(FOLDER.length(), name.length() - ".class".length()));
                        }
                    });
            assertEquals(new TreeSet<>(FUNCTIONS.values()), functions);
        }
        assertThrows(ClassNotFoundException.class, () -> Class.forName("io.joulestream.core.calendar.SiteCalendar"));
    }

    @Test
    void cutTimeIntoTheWindowsOfAZone() throws Exception {
        assertEquals(
                List.of(
                        "+I[a, 2024-03-30T23:00:00Z, 2024-03-31T22:00:00Z, 2024-03-31T14:07:30]",
                        "+I[b, 2024-03-30T23:00:00Z, 2024-03-31T22:00:00Z, 2024-03-31T01:00:00.001]",
                        "+I[c, null, null, null]"),
                rows("""
                        SELECT series, WINDOW_START(ts, 'P1D', 'Europe/Madrid'), WINDOW_END(ts, 'P1D', 'Europe/Madrid'),
                               WALL_CLOCK(ts, 'Europe/Madrid')
                        FROM readings
                        """));
    }

    @Test
    void groupByAWindow() throws Exception {
        assertEquals(
                List.of("+I[2024-03-30T23:00:00Z, 1]", "+U[2024-03-30T23:00:00Z, 2]", "-U[2024-03-30T23:00:00Z, 1]"),
                rows("""
                        SELECT WINDOW_START(ts, 'P1D', 'Europe/Madrid'), COUNT(*)
                        FROM readings
                        WHERE ts IS NOT NULL
                        GROUP BY WINDOW_START(ts, 'P1D', 'Europe/Madrid')
                        """));
    }

    @Test
    void convertUnits() throws Exception {
        assertEquals(
                List.of("+I[a, 1500.000000, Wh]", "+I[b, null, Wh]", "+I[c, 10.000000, Cel]"),
                rows("SELECT series, CANONICAL_VALUE(text, unit), CANONICAL_UNIT(unit) FROM readings"));
    }

    @Test
    void declareTheTypesOfTheTables() {
        var columns = tables.sqlQuery("""
                        SELECT WINDOW_START(ts, 'P1D', 'UTC'), WINDOW_END(ts, 'P1D', 'UTC'), WALL_CLOCK(ts, 'UTC'),
                               CANONICAL_VALUE(text, unit), CANONICAL_UNIT(unit)
                        FROM readings
                        """).getResolvedSchema().getColumnDataTypes();
        assertEquals("[TIMESTAMP_LTZ(3), TIMESTAMP_LTZ(3), TIMESTAMP(3), DECIMAL(18, 6), STRING]", columns.toString());
    }

    @Test
    void failAQueryThatNamesNoZone() {
        var failed =
                assertThrows(Exception.class, () -> rows("SELECT WALL_CLOCK(ts, 'Europe/Atlantis') FROM readings"));
        Throwable cause = failed;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        assertEquals("zone 'Europe/Atlantis' is no IANA time zone such as Europe/Madrid", cause.getMessage());
    }

    /** Sorted: VALUES of several types are a union, and of a union the order is not known. */
    @SuppressWarnings("try") // closing declares InterruptedException; a test may be interrupted
    private static List<String> rows(String sql) throws Exception {
        List<String> rows = new ArrayList<>();
        try (CloseableIterator<Row> results = tables.executeSql(sql).collect()) {
            results.forEachRemaining(row -> rows.add(row.toString()));
        }
        Collections.sort(rows);
        return rows;
    }
}
