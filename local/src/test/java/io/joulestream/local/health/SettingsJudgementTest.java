package io.joulestream.local.health;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.local.finding.Finding;
import io.joulestream.local.finding.Severity;
import io.joulestream.local.health.TopicSettings.OneTopic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of settings, given their values. */
class SettingsJudgementTest {
    private static final Map<String, String> GOOD = Map.of(
            "cleanup.policy", "delete",
            "message.timestamp.type", "LogAppendTime",
            "retention.ms", "-1",
            "retention.bytes", "-1",
            "min.insync.replicas", "2");

    @ParameterizedTest
    @CsvSource({
        "readings, 3, retention.ms, -1, OK, ''",
        "readings, 3, retention.ms, 604800000, WARNING, retention.ms=604800000 (7 days)",
        "readings, 3, retention.bytes, 1000, WARNING, retention.bytes=1000",
        "readings, 3, cleanup.policy, compact, PROBLEM, cleanup.policy=compact",
        "readings, 3, 'cleanup.policy', 'compact,delete', PROBLEM, 'cleanup.policy=compact,delete'",
        "weather, 3, cleanup.policy, compact, WARNING, cleanup.policy=compact",
        "readings, 3, message.timestamp.type, CreateTime, PROBLEM, message.timestamp.type=CreateTime",
        "readings, 3, unclean.leader.election.enable, true, PROBLEM, unclean.leader.election.enable=true",
        "readings, 3, min.insync.replicas, 1, WARNING, min.insync.replicas=1 with 3 replicas",
        "readings, 3, min.insync.replicas, 3, WARNING, min.insync.replicas=3 with 3 replicas",
        "readings, 1, min.insync.replicas, 1, OK, ''"
    })
    void namesEachSettingThatLosesOrReorders(
            String topic, int copies, String setting, String value, Severity severity, String found) {
        var findings = new OneTopic(topic, with(setting, value), copies).judge();
        assertEquals(severity == Severity.OK ? 0 : 1, findings.size(), findings.toString());
        for (var finding : findings) {
            assertEquals(severity, finding.severity());
            assertEquals(found, finding.found());
        }
    }

    @Test
    void givesTheCommandThatMendsIt() {
        assertEquals(
                "kafka-configs.sh --alter --entity-type topics --entity-name readings --add-config retention.ms=-1",
                new OneTopic("readings", with("retention.ms", "1"), 1)
                        .judge()
                        .get(0)
                        .remedy());
    }

    @Test
    void wantsTheTopicOfDefinitionsCompacted() {
        assertEquals(List.of(), new OneTopic("series", with("cleanup.policy", "compact"), 1).judge());
        assertEquals(1, new OneTopic("series", GOOD, 1).judge().size());
    }

    @ParameterizedTest
    @CsvSource({"1000, 17384, 0", "1000, 17383, 1"})
    void wantsRoomForARecordAndItsHeadersInADeadLetter(String record, String letter, int findings) {
        assertEquals(
                findings,
                TopicSettings.letters(Map.of("max.message.bytes", record), Map.of("max.message.bytes", letter))
                        .size());
    }

    @ParameterizedTest
    @CsvSource({
        "unclean.leader.election.enable, true, 1, PROBLEM",
        "offsets.retention.minutes, 10079, 1, WARNING",
        "offsets.retention.minutes, 10080, 1, ",
        "auto.create.topics.enable, true, 1, WARNING",
        "offsets.topic.replication.factor, 1, 3, WARNING",
        "offsets.topic.replication.factor, 1, 1, "
    })
    void judgesTheBrokersSettings(String setting, String value, int brokers, @Nullable Severity severity) {
        var findings = BrokerSettings.judge("broker 1", Map.of(setting, value), brokers);
        assertEquals(
                severity == null ? List.of() : List.of(severity),
                findings.stream().map(Finding::severity).toList());
    }

    @Test
    void seesPartitionsWithoutALeaderOrACopy() {
        var one = new Node(1, "a", 1);
        var two = new Node(2, "b", 1);
        var whole = topic(new TopicPartitionInfo(0, one, List.of(one, two), List.of(one, two)));
        assertEquals(List.of(), Replicas.judge(whole, 2));
        var leaderless = topic(new TopicPartitionInfo(0, null, List.of(one, two), List.of()));
        assertEquals(
                List.of(Severity.PROBLEM, Severity.WARNING),
                Replicas.judge(leaderless, 2).stream().map(Finding::severity).toList());
        var single = topic(new TopicPartitionInfo(0, one, List.of(one), List.of(one)));
        assertEquals("one copy on 2 brokers", Replicas.judge(single, 2).get(0).found());
        assertEquals(List.of(), Replicas.judge(single, 1));
    }

    private static TopicDescription topic(TopicPartitionInfo partition) {
        return new TopicDescription("readings", false, List.of(partition));
    }

    private static Map<String, String> with(String setting, String value) {
        var settings = new HashMap<>(GOOD);
        settings.put(setting, value);
        return settings;
    }
}
