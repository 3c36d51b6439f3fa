package io.joulestream.local.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.local.finding.Finding;
import io.joulestream.local.finding.Severity;
import io.joulestream.local.health.LagGrowth.Sample;
import io.joulestream.local.kafka.Lag;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of the log, given what was seen. */
class LogJudgementTest {
    private static final long NOW = 1_700_000_000_000L;
    private static final String GROUP = "group";

    @ParameterizedTest
    @CsvSource({"OK, 30, 5", "WARNING, 31, 5", "WARNING, 300, 5", "PROBLEM, 301, 5", "OK, 30, ", "PROBLEM, 31, "})
    void judgesLagByItsSecondsAndByWhetherAnythingWasEverCommitted(
            Severity severity, long seconds, @Nullable Long committed) {
        var lag = new Lag(List.of(partition(3, 0, committed, 12, NOW - seconds * 1000)));
        assertEquals(severity, TopicLag.judge(topic(lag), lag, NOW).severity());
    }

    @Test
    void listsThePartitionsThatWaitLongestFirst() {
        var lag = new Lag(List.of(
                partition(0, 0, 9L, 10, NOW - 5_000),
                partition(1, 0, 10L, 10, null),
                partition(2, 0, 4L, 10, NOW - 60_000)));
        var finding = TopicLag.judge(topic(lag), lag, NOW);
        assertEquals(
                "7 records wait in 2 of 3 partitions, the oldest for 60 s; the worst: 2 (6 records, 60 s), 0 (1 records, 5 s)",
                finding.found());
        assertEquals(
                Map.of("lag_records", 7L, "lag_seconds", 60L, "partitions_behind", 2, "partitions", 3),
                finding.figures());
    }

    @ParameterizedTest
    @CsvSource({
        "OK, 1000, 800, it has caught up, 500",
        "OK, 1000, 800, caught up in 500 s at this pace, 100000",
        "WARNING, 800, 1000, wait and become more, 100000",
        "WARNING, 800, 800, wait and become more, 100000",
        "PROBLEM, 0, 0, nothing was read, 100000"
    })
    void judgesGrowthByTwoSamples(Severity severity, long read, long written, String says, long left) {
        var finding = LagGrowth.judge(
                new Sample(0, 0, 20_000, 60),
                new Sample(read * 10, written * 10, left, left == 500 ? 1 : 60),
                Duration.ofSeconds(10));
        assertEquals(severity, finding.severity());
        assertTrue(finding.found().contains(says.replace("500 s", "8 min")), finding.found());
    }

    @ParameterizedTest
    @CsvSource({"OK, 5, 5, 9", "PROBLEM, 4, 5, 9", "PROBLEM, 10, 0, 9", "OK, , 5, 9"})
    void findsRecordsThatWentBeforeTheyWereRead(Severity severity, @Nullable Long committed, long begin, long end) {
        var findings = LostRecords.judge("topic readings", new Lag(List.of(partition(0, begin, committed, end, null))));
        assertEquals(List.of(severity), findings.stream().map(Finding::severity).toList());
    }

    @Test
    void seesThatPartitionsWereAdded() {
        var keys = IntStream.range(0, 40)
                .mapToObj(i -> ("default/meter" + i).getBytes(StandardCharsets.UTF_8))
                .toList();
        var by48 = keys.stream()
                .map(key -> PartitionCount.Sample.of(place(key, 48), key))
                .toList();
        assertEquals(Severity.OK, only(PartitionCount.judge(48, by48)).severity());
        var added = only(PartitionCount.judge(50, by48));
        assertEquals(Severity.PROBLEM, added.severity());
        assertTrue(added.found().endsWith("but where 48 would"), added.found());
        var elsewhere = keys.stream()
                .map(key -> PartitionCount.Sample.of((place(key, 48) + 1) % 48, key))
                .toList();
        assertEquals(Severity.WARNING, only(PartitionCount.judge(48, elsewhere)).severity());
    }

    @Test
    void seesPartitionsThatNobodyReads() {
        var added = partition(1, 0, null, 3, NOW);
        assertEquals(
                Severity.PROBLEM,
                only(PartitionCount.unread(new Lag(List.of(partition(0, 0, 2L, 2, null), added))))
                        .severity());
        assertEquals(List.of(), PartitionCount.unread(new Lag(List.of(added))), "the job has not started");
    }

    @Test
    void warnsWhenNothingArrivesAnywhereForADay() {
        var at = new TopicPartition("readings", 0);
        assertEquals(Severity.OK, IdlePartitions.judge(4, Map.of(), NOW).severity());
        assertEquals(
                Severity.OK,
                IdlePartitions.judge(4, Map.of(at, NOW - 86_400_000), NOW).severity());
        assertEquals(
                Severity.WARNING,
                IdlePartitions.judge(4, Map.of(at, NOW - 86_401_000), NOW).severity());
    }

    @ParameterizedTest
    @CsvSource({
        "OK, -2000, true",
        "WARNING, -2001, true",
        "PROBLEM, -60001, false",
        "OK, 30000, true",
        "WARNING, 33000, true",
        "PROBLEM, 91000, true",
        "OK, 91000, false"
    })
    void tellsTheBrokersClockByItsStamps(Severity severity, long ageMillis, boolean steady) {
        assertEquals(
                severity, ClockSkew.judgeStamps(NOW - ageMillis, steady, NOW).severity());
    }

    @ParameterizedTest
    @CsvSource({"0, 0, OK", "-1500, 0, OK", "2000, 2000, OK", "-3501, -2001, WARNING", "60001, 60001, PROBLEM"})
    void comparesAClockWithTheTimeBeforeAndAfterTheQuestion(long said, long skew, Severity severity) {
        var finding = ClockSkew.judge("x", NOW + said, NOW - 1500, NOW);
        assertEquals(severity, finding.severity());
        assertEquals(Map.of("skew_ms", skew), finding.figures());
    }

    private static Lag.Partition partition(
            int number, long begin, @Nullable Long committed, long end, @Nullable Long waitingSince) {
        return new Lag.Partition(number, begin, committed, end, waitingSince);
    }

    private static int place(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }

    private static Finding only(List<Finding> findings) {
        assertEquals(1, findings.size(), findings.toString());
        return findings.get(0);
    }

    private static WatchedTopic topic(Lag lag) {
        return new WatchedTopic("readings", "readings", GROUP, new Asked<>(() -> lag));
    }
}
