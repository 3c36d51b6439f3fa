package io.joulestream.local.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.input.Reason;
import io.joulestream.local.clickhouse.DeclaredTable;
import io.joulestream.local.finding.Severity;
import io.joulestream.local.health.Schema.Actual;
import io.joulestream.local.health.TableParts.Table;
import io.joulestream.local.kafka.Lag;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of the store and of the endpoint, given what they answered. */
class StoreJudgementTest {
    private static final long NOW = 1_700_000_000_000L;

    @ParameterizedTest
    @CsvSource({"299, 299, OK", "300, 300, WARNING", "1000, 1000, PROBLEM", "3000, 20, WARNING"})
    void judgesPartsByWhereInsertsAreSlowed(long parts, long most, Severity severity) {
        assertEquals(
                severity,
                TableParts.judge(new Table("rollup", parts, most, "2024", 1, 1, 1000, 3000))
                        .severity());
    }

    @ParameterizedTest
    @CsvSource({"2000000, 900000, WARNING", "2000000, 1100000, OK", "1000, 1, OK", "0, 0, OK"})
    void warnsOfManySupersededRowsOnly(long rows, long latest, Severity severity) {
        assertEquals(severity, UnmergedRows.judge("rollup", rows, latest).severity());
    }

    @ParameterizedTest
    @CsvSource({"24.8.1.1, OK", "24.7.9.9, PROBLEM", "25.1.1, OK", "23.12.1, PROBLEM", "26.7.2.1, OK", "none, PROBLEM"})
    void wantsClickHouse24_8(String version, Severity severity) {
        assertEquals(severity, StoreVersion.judge(version, false, true).get(0).severity());
    }

    @Test
    void warnsOfInsertsThatAreAcknowledgedTooEarly() {
        assertEquals(2, StoreVersion.judge("26.7", true, false).size());
        assertEquals(1, StoreVersion.judge("26.7", true, true).size());
    }

    /** First, next, applied, overtaken, letters, letters by reason, held, gaps; what was committed. */
    @ParameterizedTest
    @CsvSource({
        "5, 15, 6, 1, 2, 2, 1, 0, 15, OK",
        "5, 15, 6, 0, 2, 2, 0, 2, 15, OK",
        "5, 15, 6, 1, 2, 2, 1, 0, 14, OK",
        "5, 15, 6, 1, 2, 2, 1, 0, 16, PROBLEM",
        "5, 15, 6, 1, 2, 2, 0, 0, 15, PROBLEM",
        "5, 15, 7, 1, 2, 2, 1, 0, 15, PROBLEM",
        "5, 15, 6, 1, 2, 1, 1, 0, 15, PROBLEM",
        "5, 15, 8, 1, 2, 2, -1, 0, 15, PROBLEM",
        "5, 15, 8, 1, 2, 2, 0, -1, 15, PROBLEM"
    })
    void wantsTheLedgerToAddUpToWhatWasRead(
            long first,
            long next,
            long applied,
            long overtaken,
            long letters,
            long byReason,
            long held,
            long gaps,
            long committed,
            Severity severity) {
        var row = new Ledger.Row(3, first, next, applied, overtaken, letters, byReason, held, gaps);
        var lag = new Lag(List.of(
                new Lag.Partition(3, 0, committed, 20, null),
                new Lag.Partition(4, 0, 7L, 7, null),
                new Lag.Partition(5, 0, null, 0, null)));
        var findings = Ledger.judge(List.of(row), lag);
        assertEquals(1, findings.size(), findings.toString());
        assertEquals(severity, findings.get(0).severity(), findings.toString());
        assertEquals(severity == Severity.OK, findings.get(0).remedy().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"1073741823, 2000000000, PROBLEM", "1073741824, 10737418241, WARNING", "1073741824, 10737418240, OK"})
    void wantsRoomForMerges(long free, long total, Severity severity) {
        assertEquals(severity, StoreDisk.judge("default", free, total).severity());
    }

    @Test
    void readsTheDeclaredTables() throws IOException {
        var rollup = DeclaredTable.all().stream()
                .filter(table -> table.name().equals("rollup"))
                .findFirst()
                .orElseThrow();
        assertEquals("ReplacingMergeTree(revision, is_deleted)", rollup.engine());
        assertEquals("tenant, series, period, start", rollup.sortingKey());
        assertEquals("toYear(start)", rollup.partitionKey());
        assertEquals("tenant", rollup.columns().get(0));
        assertEquals(22, rollup.columns().size());
        assertEquals(
                Set.of(
                        "activity_latest",
                        "activity_summary_latest",
                        "consumption_degree_day",
                        "degree_day_latest",
                        "weather_observation_latest",
                        "reading_latest",
                        "rollup_latest",
                        "series_latest",
                        "ledger_latest",
                        "liveness_latest",
                        "completeness_latest",
                        "distribution_latest",
                        "month_end_latest",
                        "meter_event_latest",
                        "counter_evidence_latest",
                        "reading_local",
                        "dead_letter_latest",
                        "batch_latest",
                        "batch_rejection_latest",
                        "batch_replaced_latest",
                        "batch_series_latest"),
                DeclaredTable.all().stream()
                        .filter(DeclaredTable::isView)
                        .map(DeclaredTable::name)
                        .collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @CsvSource({
        "'ReplacingMergeTree(r, d) PARTITION BY a', 'a, b', a, 'x,y', ",
        "'ReplicatedReplacingMergeTree(''/p'', ''r'', r, d)', 'a, b', a, 'x,y', ",
        "'ReplacingMergeTree(r, d)', 'a, `b`', a, 'x,y,z', ",
        "'MergeTree', 'a, b', a, 'x,y', engine is MergeTree",
        "'ReplacingMergeTree(r, d)', 'a', a, 'x,y', ORDER BY is a",
        "'ReplacingMergeTree(r, d)', 'a, b', '', 'x,y', PARTITION BY is none",
        "'ReplacingMergeTree(r, d)', 'a, b', a, 'x', lacks the columns [y]"
    })
    void tellsAnotherTableThanTheDeclaredOne(
            String engine, String order, String partition, String columns, @Nullable String found) {
        var declared = new DeclaredTable("t", "ReplacingMergeTree(r, d)", "a, b", "a", List.of("x", "y"));
        var actual = new Actual(engine, order, partition, Arrays.asList(columns.split(",")));
        var findings = Schema.judge(declared, Map.of("t", actual));
        assertEquals(found == null ? 0 : 1, findings.size(), findings.toString());
        assertTrue(found == null || findings.get(0).found().startsWith(found), findings.toString());
    }

    @Test
    void missesATableOrView() {
        var view = new DeclaredTable("v", "", "", "", List.of());
        assertEquals("view v", Schema.judge(view, Map.of()).get(0).subject());
    }

    @Test
    void hasARemedyForEachReasonOfDeadLettersAndNoOther() throws IOException {
        var expected = new TreeSet<String>();
        for (var reason : Reason.values()) {
            expected.add(reason.code() + ".means");
            expected.add(reason.code() + ".do");
        }
        assertEquals(expected, new TreeSet<>(DeadLetterReasons.remedies().stringPropertyNames()));
    }

    @Test
    void saysWhichSeriesAreSilentAndSinceWhen() {
        var stale = List.of(
                new StaleSeries.Stale("default/a", 900_000, NOW - 3_600_000),
                new StaleSeries.Stale("default/b", 60_000, 0));
        var finding = StaleSeries.judge(9, 5, 2, stale, NOW);
        assertEquals(Severity.WARNING, finding.severity());
        assertTrue(
                finding.found()
                        .endsWith("default/a (every 15 min, the last 60 min ago), default/b (every 60 s, never read)"),
                finding.found());
        assertEquals(Severity.OK, StaleSeries.judge(9, 5, 0, List.of(), NOW).severity());
    }

    @Test
    void tellsAFailedMutationFromASlowOne() {
        assertEquals(Severity.WARNING, Merges.mutation("t", "DELETE", 3, "").severity());
        assertEquals(
                Severity.PROBLEM,
                Merges.mutation("t", "DELETE", 3, "no space\nat").severity());
    }

    @ParameterizedTest
    @CsvSource({"0, 100, OK", "1, 100, OK", "2, 100, WARNING"})
    void countsServerErrorsButThoseOfReadyz(long errors, long requests, Severity severity) {
        var text = """
                joulestream_http_request_seconds_count{method="GET",route="/v1/series",status="200"} %d
                joulestream_http_request_seconds_count{method="GET",route="/readyz",status="503"} 5
                joulestream_http_request_seconds_count{method="POST",route="/v1/readings",status="503"} %d
                joulestream_http_request_seconds_bucket{method="POST",route="/v1/readings",status="503",le="1"} 7
                """.formatted(requests - errors - 5, errors);
        var counted = ServerErrors.of(text);
        assertEquals(new ServerErrors(requests, Map.of("POST /v1/readings 503", errors)), counted);
        assertEquals(severity, counted.judge().severity());
    }

    @ParameterizedTest
    @CsvSource({"2025a, 2025a, OK", "2025a, 2024b, WARNING", "2025a, '', OK"})
    void comparesTheVersionsOfJobAndEndpoint(String endpoint, String job, Severity severity) {
        assertEquals(severity, Versions.tzdata(endpoint, job).severity());
        assertEquals(severity, Versions.version(endpoint, job).severity());
    }

    @Test
    void judgesTheMachine() {
        assertEquals(Severity.PROBLEM, Machine.disk("d", (512L << 20) - 1).severity());
        assertEquals(Severity.WARNING, Machine.disk("d", (2L << 30) - 1).severity());
        assertEquals(Severity.OK, Machine.disk("d", 2L << 30).severity());
        assertEquals(Severity.WARNING, Machine.memory((256L << 20) - 1).severity());
        assertEquals(Severity.WARNING, Machine.files("kafka", 1024).severity());
        assertEquals(Severity.OK, Machine.files("kafka", 8192).severity());
    }
}
