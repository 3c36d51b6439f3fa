package io.joulestream.local.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.local.finding.Finding;
import io.joulestream.local.finding.Severity;
import io.joulestream.local.health.Backpressure.Step;
import io.joulestream.local.health.WeatherServices.Service;
import io.joulestream.local.rest.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of the job, given Flink's answers. */
class JobJudgementTest {
    private static final long NOW = 1_700_000_000_000L;
    private static final String JOB = "job readings";
    private static final String GOOD = """
            {"mode":"exactly_once","interval":2000,"unaligned_checkpoints":false,
             "tolerable_failed_checkpoints":2147483647}
            """;

    @ParameterizedTest
    @CsvSource({"OK, 30, 10000", "WARNING, 31, 100", "PROBLEM, 301, 100", "WARNING, 1, 10001"})
    void judgesACheckpointByAgeAndDuration(Severity severity, long age, long took) throws IOException {
        var findings = Checkpoints.judge(JOB, statistics(NOW - age * 1000, took, 0, null), NOW, NOW - 1_000_000);
        assertEquals(List.of(severity), severities(findings));
        assertEquals(age, findings.get(0).figures().get("age_seconds"));
    }

    @Test
    void measuresAJobWithoutACheckpointFromItsStart() throws IOException {
        var none = Json.parse("{\"counts\":{},\"latest\":{}}");
        assertEquals(List.of(Severity.OK), severities(Checkpoints.judge(JOB, none, NOW, NOW - 5_000)));
        assertEquals(List.of(Severity.PROBLEM), severities(Checkpoints.judge(JOB, none, NOW, NOW - 301_000)));
    }

    @ParameterizedTest
    @CsvSource({"100, WARNING", "301, OK"})
    void namesWhyTheLastCheckpointFailed(long secondsAgo, Severity severity) throws IOException {
        var statistics = statistics(NOW - 1000, 10, 7, NOW - secondsAgo * 1000);
        var failed = Checkpoints.judge(JOB, statistics, NOW, NOW).get(1);
        assertEquals(severity, failed.severity());
        assertTrue(failed.found().startsWith("7 of 19 failed, the last "), failed.found());
        assertTrue(failed.found().endsWith("Checkpoint expired before completing."), failed.found());
    }

    @Test
    void excusesCheckpointsThatWereDueBeforeTheTasksRan() throws IOException {
        var failed = Checkpoints.judge(JOB, statistics(NOW - 1000, 10, 2, null), NOW, NOW)
                .get(1);
        assertEquals(Severity.OK, failed.severity());
    }

    @ParameterizedTest
    @CsvSource({
        "'\"interval\":2000', '\"interval\":2000', ",
        "exactly_once, at_least_once, PROBLEM",
        "'\"unaligned_checkpoints\":false', '\"unaligned_checkpoints\":true', PROBLEM",
        "'\"interval\":2000', '\"interval\":60000', WARNING",
        "2147483647, 0, WARNING"
    })
    void holdsTheClustersSettingsAgainstOurs(String setting, String instead, @Nullable Severity severity)
            throws IOException {
        assertEquals(
                severity == null ? List.of() : List.of(severity),
                severities(Checkpoints.settings(JOB, Json.parse(GOOD.replace(setting, instead)))));
    }

    @Test
    void countsTheFailuresOfTheLastHour() throws IOException {
        var exceptions = Json.parse("{\"exceptionHistory\":{\"entries\":[{\"timestamp\":" + (NOW - 1)
                + "},{\"timestamp\":" + (NOW - 3_600_000) + "},{\"timestamp\":" + (NOW - 3_600_001) + "}]}}");
        assertEquals(2, JobsRun.recentFailures(exceptions, NOW));
        assertEquals(Severity.OK, JobsRun.judge(JOB, 2, 10, "").severity());
        assertEquals(Severity.WARNING, JobsRun.judge(JOB, 3, 10, "").severity());
    }

    @Test
    void extrapolatesTheGrowthOfTheState() throws IOException {
        var grown = Json.parse("{\"latest\":{\"completed\":" + checkpoint(NOW, 3L << 30) + "},\"history\":["
                + checkpoint(NOW, 3L << 30) + "," + checkpoint(NOW - 3_600_000, 1L << 30) + "]}");
        var finding = StateSize.judge(JOB, grown);
        assertEquals(48L << 30, finding.figures().get("bytes_a_day"));
        assertEquals(Severity.WARNING, finding.severity());
        var steady = Json.parse("{\"latest\":{\"completed\":" + checkpoint(NOW, 3L << 30) + "},\"history\":["
                + checkpoint(NOW - 3_600_000, 3L << 30) + "]}");
        assertEquals(Severity.OK, StateSize.judge(JOB, steady).severity());
    }

    @Test
    void namesTheStepThatTheOthersWaitFor() {
        var flowing = List.of(new Step("source", 0.5, 0.4), new Step("series", 0, 0.9));
        assertEquals(Severity.OK, Backpressure.judge(JOB, flowing).severity());
        var held =
                List.of(new Step("source", 0.9, 0.1), new Step("series", 0.7, 0.3), new Step("rollup sink", 0, 0.95));
        var finding = Backpressure.judge(JOB, held);
        assertEquals(Severity.WARNING, finding.severity());
        assertEquals("series waits 70 % of the time for what follows it; rollup sink is busy 95 %", finding.found());
    }

    @Test
    void readsWhatTheWeatherServicesMetricsSay() throws IOException {
        var services = WeatherServices.read(Json.parse("""
                [{"id":"ask-weather.provider.open-meteo.requests","min":7,"max":7,"avg":7,"sum":7},
                 {"id":"ask-weather.provider.open-meteo.breaker","max":1},
                 {"id":"ask-weather.provider.open-meteo.stopped","max":0},
                 {"id":"ask-weather.provider.openweathermap.stopped","max":1},
                 {"id":"ask-weather.provider.other.requests","max":3}]
                """));
        assertEquals(
                Map.of(
                        "open-meteo", new Service(7, 1, false),
                        "openweathermap", new Service(0, 0, true),
                        "other", new Service(3, 0, false)),
                services);
        var findings = WeatherServices.judge(services);
        assertEquals(List.of(Severity.WARNING, Severity.PROBLEM, Severity.OK), severities(findings));
        assertEquals(1, findings.get(1).figures().get("stopped"));
        assertTrue(findings.get(1).remedy().contains("JOULESTREAM_OPENWEATHERMAP_KEY"), findings.toString());
        assertEquals(List.of(Severity.OK), severities(WeatherServices.judge(Map.of())));
    }

    @Test
    void readsTheGreatestShareOfAnySubtask() throws IOException {
        var answer =
                Json.parse("{\"subtasks\":[{\"ratio\":0.1,\"busyRatio\":0.5},{\"ratio\":0.6,\"busyRatio\":\"NaN\"}]}");
        assertEquals(new Step("s", 0.6, 0.5), Step.of("s", answer));
    }

    @ParameterizedTest
    @CsvSource({"1073741824, 1, OK", "1073741823, 1, WARNING", "2147483648, 2147483649, WARNING"})
    void wantsRoomForAnotherCheckpoint(long free, long state, Severity severity) {
        assertEquals(severity, CheckpointFolder.judge("f", free, state).severity());
    }

    private static Json statistics(long completedAt, long took, int failures, @Nullable Long failedAt)
            throws IOException {
        return Json.parse("""
                {"counts":{"completed":12,"failed":%d},
                 "latest":{"completed":{"id":12,"latest_ack_timestamp":%d,"end_to_end_duration":%d},"failed":%s}}
                """.formatted(
                        failures,
                        completedAt,
                        took,
                        failedAt == null
                                ? "null"
                                : "{\"failure_timestamp\":" + failedAt
                                        + ",\"failure_message\":\"Checkpoint expired before completing.\\n at …\"}"));
    }

    private static String checkpoint(long at, long bytes) {
        return "{\"status\":\"COMPLETED\",\"is_savepoint\":false,\"trigger_timestamp\":" + at + ",\"state_size\":"
                + bytes + ",\"checkpointed_size\":1}";
    }

    private static List<Severity> severities(List<Finding> findings) {
        return findings.stream().map(Finding::severity).toList();
    }
}
