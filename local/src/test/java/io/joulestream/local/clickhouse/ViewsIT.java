package io.joulestream.local.clickhouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.calendar.Period;
import io.joulestream.core.calendar.SiteCalendar;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What analysts may rely on in the views, over parts that are never merged. */
@Timeout(120)
class ViewsIT {
    private static final List<String> ZONES =
            List.of("Europe/Madrid", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu");
    private static final String THE_DAY =
            " >= toDateTime64('2024-02-01', 3, 'UTC') AND %1$s < toDateTime64('2024-02-02', 3, 'UTC')";
    private static final int SERIES = 20;
    private static final int ROWS = 5_000; // of a series: less than a granule
    private static final int PARTS = 3;

    private static UnmergedStore store;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        store = UnmergedStore.start(folder);
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    @Test
    void everyColumnSaysWhatItIs() throws Exception {
        // A view that only picks columns of a table has none of its own.
        assertEquals("", store.read("""
                SELECT table, name FROM system.columns
                WHERE database = currentDatabase() AND comment = '' AND table NOT LIKE '%\\_latest'
                """));
        assertEquals(
                "", store.read("SELECT name FROM system.tables WHERE database = currentDatabase() AND comment = ''"));
    }

    @Test
    void everyViewShowsEachKeyOnceAndNoneThatIsDeleted() throws Exception {
        List<String> tables = store.read("""
                SELECT table FROM system.columns WHERE database = currentDatabase() AND name = 'is_deleted'
                """).lines().toList();
        assertTrue(tables.containsAll(List.of("reading", "rollup", "series", "dead_letter")), tables.toString());
        for (String table : tables) {
            insertRevisionsOfThreeKeys(table);
            if (table.equals("batch_rejection")) {
                // Shown are only those of the last run of a batch that is there.
                store.write("INSERT INTO batch (tenant, batch, run, revision, is_deleted)"
                        + " SELECT toString(number), toString(number), number, 1, 0 FROM numbers(1, 3)");
            }
            // Of key 1 a tombstone is the latest; key 2 returned after one; key 3's revisions came in the wrong order.
            assertEquals(
                    "4\n3\n",
                    store.read("SELECT revision FROM " + table + "_latest ORDER BY " + keys(table)
                            + " SETTINGS max_threads = 4"),
                    table);
            assertEquals("9\n", store.read("SELECT count() FROM " + table), "unmerged");
            store.write("TRUNCATE TABLE " + table);
            store.write("TRUNCATE TABLE batch");
        }
    }

    private static void insertRevisionsOfThreeKeys(String table) throws Exception {
        String columns = store.read(
                        "SELECT arrayStringConcat(groupArray(concat('CAST(', if(startsWith(type, 'Enum8'), '1 + key % 2',"
                                + " 'key'), ' AS ', type, ')')), ', ')"
                                + " FROM (SELECT type FROM system.columns WHERE database = currentDatabase() AND table = '"
                                + table + "' AND is_in_sorting_key ORDER BY position)")
                .strip()
                .replace("\\'", "'");
        for (String[] row : new String[][] {
            {"1", "1", "0"}, {"1", "3", "1"}, {"1", "2", "0"},
            {"2", "1", "0"}, {"2", "2", "1"}, {"2", "4", "0"},
            {"3", "3", "0"}, {"3", "2", "1"}, {"3", "1", "0"}
        }) {
            store.write("INSERT INTO " + table + " (" + keys(table) + ", revision, is_deleted) SELECT " + columns + ", "
                    + row[1] + ", " + row[2] + " FROM (SELECT " + row[0] + " AS key)");
        }
    }

    private static String keys(String table) throws Exception {
        return store.read("SELECT sorting_key FROM system.tables WHERE database = currentDatabase() AND name = '"
                        + table + "'")
                .strip();
    }

    @Test
    void localTimesAreTheWallClocks() throws Exception {
        List<String> all = new ArrayList<>();
        for (String zone : ZONES) {
            List<String> rollups = new ArrayList<>();
            List<String> readings = new ArrayList<>();
            SiteCalendar calendar = SiteCalendar.of(ZoneId.of(zone));
            store.write("INSERT INTO series (tenant, series, zone) VALUES ('wall', '" + zone + "', '" + zone + "')");
            for (Period period : List.of(Period.HOUR, Period.DAY, Period.MONTH)) {
                long start = calendar.start(
                        period, Instant.parse("2024-01-01T00:00:00Z").toEpochMilli());
                while (start < Instant.parse("2025-01-01T00:00:00Z").toEpochMilli()) {
                    long end = calendar.end(period, start);
                    rollups.add("('wall', '%s', '%s', %s, %s, %s, %s)"
                            .formatted(
                                    zone,
                                    period.iso(),
                                    seconds(start),
                                    seconds(end),
                                    seconds(calendar.localMillis(start)),
                                    seconds(calendar.localMillis(end))));
                    readings.add("('wall', '%s', %s)".formatted(zone, seconds(start + 1)));
                    start = end;
                }
            }
            store.write("INSERT INTO rollup (tenant, series, period, start, end, local_start, local_end) VALUES "
                    + String.join(",", rollups));
            store.write("INSERT INTO reading (tenant, series, ts) VALUES " + String.join(",", readings));
            all.addAll(rollups);
        }
        String windows = """
                SELECT
                    count(),
                    countIf(local_start != toDateTime64(formatDateTime(start, '%F %T', zone), 3, 'UTC')
                        OR local_end != toDateTime64(formatDateTime(end, '%F %T', zone), 3, 'UTC'))
                FROM rollup_latest INNER JOIN series_latest USING (tenant, series)
                WHERE tenant = 'wall'
                """;
        assertEquals(all.size() + "\t0\n", store.read(windows));
        String locals = """
                SELECT countIf(local_ts != local_start + toIntervalMillisecond(1)), count()
                FROM reading_local INNER JOIN (SELECT * FROM rollup_latest WHERE period = 'PT1H') AS hour
                    ON hour.tenant = reading_local.tenant AND hour.series = reading_local.series
                    AND hour.start + toIntervalMillisecond(1) = reading_local.ts
                WHERE reading_local.tenant = 'wall'
                """;
        long hours = all.stream().filter(row -> row.contains("'PT1H'")).count();
        assertEquals("0\t" + hours + "\n", store.read(locals));
    }

    @Test
    void aReadingOfAnUnknownSeriesHasNoLocalTime() throws Exception {
        store.write(
                "INSERT INTO reading (tenant, series, ts, value) VALUES ('orphan', 'o', '2023-11-14 22:13:20', 1.5)");
        for (String joinUseNulls : List.of("0", "1")) {
            assertEquals(
                    "2023-11-14 22:13:20.000\t\\N\t\t1.5\t\n",
                    store.read("SELECT ts, local_ts, zone, value, unit FROM reading_local WHERE tenant = 'orphan'"
                            + " SETTINGS join_use_nulls = " + joinUseNulls));
        }
    }

    @Test
    void consumptionIsBesideTheDegreeDaysOfItsPlaceAndLocalDay() throws Exception {
        store.write("INSERT INTO series (tenant, series, canonical_unit, zone, cell, revision) VALUES"
                + " ('deg', 'heat', 'W', 'Asia/Kathmandu', '276_853', 1),"
                + " ('deg', 'water', 'm3', 'Asia/Kathmandu', '276_853', 1),"
                + " ('deg', 'nowhere', 'Wh', 'Asia/Kathmandu', '', 1)");
        // The day starts at 18:15 UTC of the day before.
        for (String series : List.of("heat", "water", "nowhere")) {
            for (int revision = 1; revision <= 2; revision++) {
                store.write(
                        "INSERT INTO rollup (tenant, series, period, start, end, local_start, local_end, total, quality,"
                                + " measured_ms, revision) VALUES ('deg', '" + series
                                + "', 'P1D', '2024-01-09 18:15:00',"
                                + " '2024-01-10 18:15:00', '2024-01-10 00:00:00', '2024-01-11 00:00:00', " + revision
                                + ".5, 'partial', 21600000, " + revision + ")");
            }
        }
        for (String day : List.of("2024-01-09", "2024-01-10")) {
            for (int revision = 1; revision <= 2; revision++) {
                store.write(
                        "INSERT INTO degree_day (tenant, cell, zone, day, start, end, temperature, heating, cooling,"
                                + " covered_ms, provisional, revision) VALUES ('deg', '276_853', 'Asia/Kathmandu', '"
                                + day
                                + "', '2024-01-09 18:15:00', '2024-01-10 18:15:00', " + revision
                                + "0.5, 5, 0, 43200000, 1, "
                                + revision + ")");
            }
        }
        // The same cell and day as another zone and another tenant see it.
        store.write(
                "INSERT INTO degree_day (tenant, cell, zone, day, heating) VALUES"
                        + " ('deg', '276_853', 'Asia/Kolkata', '2024-01-10', 9), ('x', '276_853', 'Asia/Kathmandu', '2024-01-10', 9)");
        assertEquals(
                """
                heat\t2024-01-10\t2.5\tWh\tpartial\t0.25\t20.5\t5\t0\t0.5\t1
                water\t2024-01-10\t2.5\tm3\tpartial\t0.25\t20.5\t5\t0\t0.5\t1
                """,
                store.read("SELECT * EXCEPT tenant FROM consumption_degree_day WHERE tenant = 'deg' ORDER BY series"));
        assertEquals(
                "2024-01-09\t0.5\n2024-01-10\t0.5\n",
                store.read("SELECT day, covered FROM degree_day_latest WHERE tenant = 'deg' AND zone LIKE '%mandu'"
                        + " ORDER BY day"));
    }

    @Test
    void aLookupByKeyReadsTheGranulesOfItsKeyOnly() throws Exception {
        store.write(
                "INSERT INTO series (tenant, series, zone) SELECT 'look', toString(number), 'Europe/Madrid' FROM numbers("
                        + SERIES + ")");
        String rows = " toDateTime64('2024-01-01', 3, 'UTC') + intDiv(number, %d) * 900 AS start, %%d FROM numbers(%d)"
                .formatted(SERIES, SERIES * ROWS);
        for (int revision = 1; revision <= PARTS; revision++) {
            store.write("INSERT INTO reading (tenant, series, ts, revision) SELECT 'look', toString(number % " + SERIES
                    + ")," + rows.formatted(revision));
            store.write("INSERT INTO rollup (tenant, series, period, start, revision) SELECT 'look', toString(number % "
                    + SERIES + "), 'PT15M'," + rows.formatted(revision));
        }
        String key = " WHERE tenant = 'look' AND series = '7' AND ";
        String byStart = key + "period = 'PT15M' AND start" + THE_DAY.formatted("start");
        String byTs = key + "ts" + THE_DAY.formatted("ts");
        for (String from : List.of(
                "rollup FINAL" + byStart, "rollup_latest" + byStart, "reading_latest" + byTs, "reading_local" + byTs)) {
            String plan = store.read("EXPLAIN indexes = 1 SELECT * FROM " + from);
            // The day is 96 rows, within one granule or over the border of two; the whole table has dozens.
            Granules granules = Granules.ofFirstTable(plan);
            assertTrue(granules.selected() <= 2 * PARTS && granules.all() >= 36, from + "\n" + plan);
            assertEquals("96\n", store.read("SELECT count() FROM " + from));
        }
    }

    /** How many granules of the first table in a plan are read, and how many there are. */
    private record Granules(int selected, int all) {
        static Granules ofFirstTable(String plan) {
            List<String> found = plan.lines()
                    .map(String::strip)
                    .map(line -> line.replaceFirst("^[│\\s]+", ""))
                    .filter(line -> line.matches("Granules: \\d+/\\d+"))
                    .map(line -> line.substring("Granules: ".length()))
                    .limit(3) // by the least and greatest time of a part, by partition, by primary key
                    .toList();
            return new Granules(
                    Integer.parseInt(found.get(2).replaceFirst("/.*", "")),
                    Integer.parseInt(found.get(0).replaceFirst(".*/", "")));
        }
    }

    private static String seconds(long millis) {
        return Duration.ofMillis(millis).toSeconds() + "." + "%03d".formatted(millis % 1000);
    }
}
