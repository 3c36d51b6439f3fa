package io.joulestream.local.health;

import io.joulestream.local.finding.Check;
import io.joulestream.local.finding.Component;
import io.joulestream.local.finding.Finding;
import io.joulestream.local.kafka.KafkaLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.admin.TopicDescription;

/** Whether every partition has a leader, and as many copies as brokers allow. */
final class Replicas implements Check {

    private final KafkaLog log;

    Replicas(KafkaLog log) {
        this.log = log;
    }

    @Override
    public Set<Component> needs() {
        return Set.of(Component.KAFKA);
    }

    @Override
    public List<Finding> findings() {
        var brokers = log.brokers().size();
        var topics = log.topics(TopicSettings.NAMES).values();
        var findings = new ArrayList<Finding>();
        for (var topic : topics) {
            findings.addAll(judge(topic, brokers));
        }
        return findings.isEmpty()
                ? List.of(
                        Finding.ok("kafka", topics.size() + " topics, every partition led, on " + brokers + " brokers"))
                : findings;
    }

    static List<Finding> judge(TopicDescription topic, int brokers) {
        var findings = new ArrayList<Finding>();
        var subject = "topic " + topic.name();
        var leaderless = topic.partitions().stream()
                .filter(partition -> partition.leader() == null)
                .map(partition -> partition.partition())
                .toList();
        if (!leaderless.isEmpty()) {
            findings.add(
                    Finding.problem(
                            subject,
                            "partitions without a leader: " + leaderless,
                            "they take and give no records",
                            "start the brokers that hold them; never unclean.leader.election.enable=true, which drops records"));
        }
        var lagging = topic.partitions().stream()
                .filter(partition ->
                        partition.isr().size() < partition.replicas().size())
                .count();
        if (lagging > 0) {
            findings.add(Finding.warning(
                    subject,
                    lagging + " partitions have replicas that are out of sync",
                    "one more broker lost may lose what was acknowledged, or stop writes",
                    "bring the missing broker back; kafka-topics.sh --describe --under-replicated-partitions"));
        }
        var copies = topic.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
        if (brokers > 1 && copies == 1) {
            findings.add(Finding.warning(
                    subject,
                    "one copy on " + brokers + " brokers",
                    "losing that broker's disk loses readings that were acknowledged",
                    "kafka-reassign-partitions.sh to replication factor 3, then min.insync.replicas=2"));
        }
        return findings;
    }
}
