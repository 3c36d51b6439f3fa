package io.joulestream.local.clickhouse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.local.Invariants;
import io.joulestream.reference.Histories;
import io.joulestream.reference.HistoryOptions;
import io.joulestream.reference.Reference;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The invariants hold over the rows of random histories, and each is broken by a row that contradicts the others. */
@Timeout(300)
class InvariantsIT {
    private static final int SEEDS = Integer.getInteger("joulestream.seeds", 20);
    private static final ZoneId ZONE = ZoneId.of("Europe/Madrid");
    private static final long T = Instant.parse("2024-03-30T15:00:00Z").toEpochMilli();
    private static final long LATER = T + Duration.ofDays(9).toMillis();
    private static final long MINUTE = 60_000;
    private static final String MARCH = "mode = 'exact' AND method = 'interpolated'";

    @TempDir
    private Path folder = Path.of("");

    /** What is changed in the rows of one of the series, and the invariants that then are broken. */
    private record Fault(String series, String table, String change, String rows, List<String> broken) {
        static Fault of(String series, String table, String change, String rows, String... broken) {
            return new Fault(series, table, change, rows, List.of(broken));
        }
    }

    /** By the invariant that it is about. */
    private static final Map<String, Fault> FAULTS = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "part_lies_in_a_whole",
                    Fault.of(
                            "level",
                            "rollup",
                            "1 AS is_deleted",
                            "period = 'P1M'",
                            "part_lies_in_a_whole",
                            "reading_lies_in_a_window")),
            Map.entry(
                    "readings_of_parts",
                    Fault.of("level", "rollup", "24 AS sum", "period = 'PT15M'", "readings_of_parts")),
            Map.entry(
                    "coverage_of_parts",
                    Fault.of(
                            "level",
                            "rollup",
                            "measured_ms - 1 AS measured_ms",
                            "period = 'P1M'",
                            "coverage_of_parts")),
            Map.entry(
                    "total_of_parts",
                    Fault.of("meter", "rollup", "total + 1 AS total", "period = 'P1D'", "total_of_parts")),
            Map.entry(
                    "reading_lies_in_a_window",
                    Fault.of(
                            "level",
                            "reading",
                            "ts + toIntervalYear(1) AS ts",
                            "value = 20",
                            "reading_lies_in_a_window",
                            "readings_of_window",
                            "distribution_of_readings",
                            "completeness_of_readings")),
            Map.entry(
                    "readings_of_window",
                    Fault.of(
                            "level",
                            "reading",
                            "value + 1 AS value",
                            "value = 20",
                            "readings_of_window",
                            "distribution_of_readings")),
            Map.entry(
                    "no_row_without_content",
                    Fault.of(
                            "level",
                            "rollup",
                            "start + toIntervalYear(1) AS start, end + toIntervalYear(1) AS end,"
                                    + " local_start + toIntervalYear(1) AS local_start,"
                                    + " local_end + toIntervalYear(1) AS local_end, 0 AS count, NULL AS sum,"
                                    + " NULL AS min, NULL AS max, NULL AS first, NULL AS last, NULL AS first_ts,"
                                    + " NULL AS last_ts, NULL AS mean, 0 AS measured_ms, 'partial' AS quality",
                            "period = 'P1M'",
                            "no_row_without_content")),
            Map.entry(
                    "columns_of_readings",
                    Fault.of(
                            "level",
                            "rollup",
                            "NULL AS min",
                            "period = 'PT15M'",
                            "columns_of_readings",
                            "readings_of_parts")),
            Map.entry(
                    "columns_of_kind",
                    Fault.of("level", "rollup", "NULL AS mean", "period = 'PT15M'", "columns_of_kind")),
            Map.entry(
                    "quality_of_coverage",
                    Fault.of("level", "rollup", "'measured' AS quality", "period = 'P1M'", "quality_of_coverage")),
            Map.entry(
                    "coverage_within_window",
                    Fault.of(
                            "level",
                            "rollup",
                            "900001 AS measured_ms, 'measured' AS quality",
                            "period = 'PT15M'",
                            "coverage_of_parts",
                            "coverage_within_window")),
            Map.entry(
                    "windows_do_not_overlap",
                    Fault.of(
                            "meter",
                            "rollup",
                            "end + toIntervalHour(1) AS end, local_end + toIntervalHour(1) AS local_end",
                            "period = 'P1D' AND start < '2024-03-30 12:00:00'",
                            "windows_do_not_overlap")),
            Map.entry(
                    "local_times",
                    Fault.of("level", "rollup", "local_end + 1 AS local_end", "period = 'P1M'", "local_times")),
            Map.entry(
                    "minutes_where_expected",
                    Fault.of("level", "rollup", "'PT1M' AS period", "period = 'PT15M'", "minutes_where_expected")),
            Map.entry(
                    "evidence_is_of_a_pair",
                    Fault.of("meter", "counter_evidence", "ts + 1 AS ts", "rule = 'dip'", "evidence_is_of_a_pair")),
            Map.entry(
                    "evidence_of_its_readings",
                    Fault.of(
                            "meter",
                            "counter_evidence",
                            "previous + 1 AS previous",
                            "rule = 'dip'",
                            "evidence_of_its_readings")),
            Map.entry(
                    "events_of_a_pair",
                    Fault.of("meter", "meter_event", "'correction' AS event", "1", "events_of_a_pair")),
            Map.entry(
                    "growth_is_plain",
                    Fault.of(
                            "meter",
                            "counter_evidence",
                            "1 AS is_deleted",
                            "rule = 'implausible'",
                            "growth_is_plain",
                            "total_of_increments")),
            Map.entry(
                    "guess_by_its_rule",
                    Fault.of("meter", "counter_evidence", "'rollover' AS rule", "rule = 'reset'", "guess_by_its_rule")),
            Map.entry(
                    "total_of_increments",
                    Fault.of(
                            "meter",
                            "counter_evidence",
                            "increment + 1 AS increment",
                            "rule = 'event'",
                            "total_of_increments")),
            Map.entry(
                    "month_of_increments",
                    Fault.of("meter", "month_end", "consumption + 1 AS consumption", MARCH, "month_of_increments")),
            Map.entry("month_quality", Fault.of("meter", "month_end", "'measured' AS quality", MARCH, "month_quality")),
            Map.entry(
                    "month_end_of_readings",
                    Fault.of("meter", "month_end", "left + 1 AS left", MARCH, "month_end_of_readings")),
            Map.entry(
                    "month_has_its_end",
                    Fault.of(
                            "meter",
                            "month_end",
                            "1 AS is_deleted",
                            MARCH,
                            "month_has_its_end",
                            "month_of_increments",
                            "month_quality")),
            Map.entry(
                    "distribution_of_day",
                    Fault.of(
                            "level",
                            "distribution",
                            "arrayMap(each -> each + 1, covered_ms) AS covered_ms",
                            "1",
                            "distribution_of_day")),
            Map.entry(
                    "distribution_of_readings",
                    Fault.of(
                            "level",
                            "distribution",
                            "arrayMap(each -> each + 1, bucket) AS bucket",
                            "1",
                            "distribution_of_readings")),
            Map.entry(
                    "buckets_in_order",
                    Fault.of(
                            "level",
                            "distribution",
                            "arrayPushBack(bucket, 50000000) AS bucket, arrayPushBack(count, 0) AS count,"
                                    + " arrayPushBack(covered_ms, 0) AS covered_ms",
                            "1",
                            "buckets_in_order")),
            Map.entry(
                    "completeness_of_day",
                    Fault.of("level", "completeness", "measured_ms + 1 AS measured_ms", "1", "completeness_of_day")),
            Map.entry(
                    "completeness_of_readings",
                    Fault.of(
                            "level",
                            "completeness",
                            "longest_gap_ms + 1 AS longest_gap_ms",
                            "1",
                            "completeness_of_readings")),
            Map.entry(
                    "ledger_adds_up", Fault.of("ledger", "ledger", "accepted + 1 AS accepted", "1", "ledger_adds_up")),
            Map.entry(
                    "dead_letters_by_reason",
                    Fault.of(
                            "ledger",
                            "ledger",
                            "map('value_invalid', toUInt64(2)) AS dead_letter_reasons",
                            "1",
                            "dead_letters_by_reason")),
            Map.entry("rows_of_a_series", Fault.of("level", "series", "1 AS is_deleted", "1", "rows_of_a_series"))));

    /** Each fault in a series of its own. Where several invariants tell of one, all of them are named. */
    @Test
    void holdOverRandomHistoriesUntilRowsContradictEachOther() throws Exception {
        var expected = new TreeMap<String, TreeSet<String>>();
        try (var store = UnmergedStore.start(folder)) {
            insertRandomHistories(store);
            for (var entry : FAULTS.entrySet()) {
                Fault fault = entry.getValue();
                switch (fault.series()) {
                    case "meter" -> meter(entry.getKey()).insertInto(store);
                    case "level" -> level(entry.getKey()).insertInto(store);
                    default ->
                        store.write("INSERT INTO ledger (topic, first_offset, next_offset, accepted, dead_letters,"
                                + " dead_letter_reasons, missing) VALUES ('" + entry.getKey()
                                + "', 5, 12, 3, 3, {'unit_unknown': 1, 'value_invalid': 2}, 1)");
                }
                expected.put(entry.getKey(), new TreeSet<>(fault.broken()));
            }
            assertEquals("", store.read(Invariants.sql()));
            for (var entry : FAULTS.entrySet()) {
                Fault fault = entry.getValue();
                String faulty = "INSERT INTO %s SELECT * REPLACE (revision + 1000 AS revision, %s)"
                        + " FROM (SELECT * FROM %s FINAL WHERE %s = '%s' AND %s)";
                store.write(faulty.formatted(
                        fault.table(),
                        fault.change(),
                        fault.table(),
                        fault.table().equals("ledger") ? "topic" : "series",
                        entry.getKey(),
                        fault.rows()));
            }
            var found = new TreeMap<String, TreeSet<String>>();
            store.read(Invariants.sql())
                    .lines()
                    .map(line -> line.split("\t", -1))
                    .forEach(row -> found.computeIfAbsent(row[2], series -> new TreeSet<>())
                            .add(row[0]));
            assertEquals(expected, found);
        }
    }

    private static void insertRandomHistories(UnmergedStore store) throws Exception {
        for (int seed = 0; seed < SEEDS; seed++) {
            var history = Histories.of(
                    seed, HistoryOptions.everything().withMaxReach(Duration.ofDays(seed % 3 == 0 ? 9_000 : 60)));
            var rows = new HistoryRows("random-" + seed, history.defaultZone());
            for (var event : history.events()) {
                if (!event.fields().containsKey(Reference.UNPARSABLE)) {
                    rows.apply(event.fields(), event.receivedMillis());
                }
            }
            rows.insertInto(store);
        }
    }

    /** So that none is added that nobody has seen break. */
    @Test
    void eachHasItsFault() {
        assertEquals(
                Pattern.compile("SELECT '([a-z_]+)'")
                        .matcher(Invariants.sql())
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.toCollection(TreeSet::new)),
                new TreeSet<>(FAULTS.keySet()));
    }

    /** A counter with a dip, a reset, a rollover, implausible jumps, an event, and a pair far apart. */
    private static HistoryRows meter(String name) {
        var rows = new HistoryRows(name, ZONE);
        rows.apply(
                Map.of(
                        "op", "series", "kind", "counter", "unit", "Wh", "modulus", 1000, "maxRate", 5000, "maxGap",
                        "PT1H"),
                T);
        long[] values = {100, 110, 109, 120, 5, 950, 20, 30, 900};
        for (int i = 0; i < values.length; i++) {
            rows.apply(Map.of("ts", T + 10L * i * MINUTE, "value", values[i]), LATER);
        }
        rows.apply(Map.of("ts", T + 40 * 60 * MINUTE, "value", 990), LATER);
        rows.apply(Map.of("op", "meter", "ts", T + 65 * MINUTE, "event", "reset"), LATER);
        return rows;
    }

    private static HistoryRows level(String name) {
        var rows = new HistoryRows(name, ZONE);
        rows.apply(Map.of("op", "series", "kind", "gauge", "unit", "Cel", "expectedInterval", "PT10M"), T);
        rows.apply(Map.of("ts", T, "value", 20), LATER);
        rows.apply(Map.of("ts", T + 10 * MINUTE, "value", 21), LATER);
        return rows;
    }
}
