package io.joulestream.local.health;

import io.joulestream.local.finding.Check;
import io.joulestream.local.finding.Component;
import io.joulestream.local.finding.Finding;
import io.joulestream.local.kafka.KafkaLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Settings of the brokers that hold for topics made later, and for the job's committed offsets. */
final class BrokerSettings implements Check {

    private static final long WEEK_MINUTES = 7 * 24 * 60;

    private final KafkaLog log;

    BrokerSettings(KafkaLog log) {
        this.log = log;
    }

    @Override
    public Set<Component> needs() {
        return Set.of(Component.KAFKA);
    }

    @Override
    public List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        var brokers = log.brokers();
        for (var broker : brokers) {
            findings.addAll(judge("broker " + broker.idString(), log.settings(broker), brokers.size()));
        }
        return findings.isEmpty()
                ? List.of(Finding.ok("kafka", "the settings of " + brokers.size() + " brokers keep everything"))
                : findings;
    }

    static List<Finding> judge(String broker, Map<String, String> settings, int brokers) {
        var findings = new ArrayList<Finding>();
        if (settings.getOrDefault("unclean.leader.election.enable", "false").equals("true")) {
            findings.add(Finding.problem(
                    broker,
                    "unclean.leader.election.enable=true",
                    "a replica that is behind may become leader: acknowledged records vanish",
                    alter("unclean.leader.election.enable=false")));
        }
        var retention = number(settings, "offsets.retention.minutes", WEEK_MINUTES);
        if (retention < WEEK_MINUTES) {
            findings.add(Finding.warning(
                    broker,
                    "offsets.retention.minutes=" + retention + " (" + retention / 60 + " h)",
                    "when the job is down for longer, how far it was is forgotten: lag and ?after= are wrong until it"
                            + " commits again (the job itself goes by its checkpoint)",
                    "offsets.retention.minutes=10080 or more in server.properties"));
        }
        if (settings.getOrDefault("auto.create.topics.enable", "false").equals("true")) {
            findings.add(Finding.warning(
                    broker,
                    "auto.create.topics.enable=true",
                    "a producer that comes first makes a topic with the wrong partitions, retention and timestamps",
                    "auto.create.topics.enable=false in server.properties; ./joulestream topics makes them"));
        }
        if (brokers > 1 && number(settings, "offsets.topic.replication.factor", 3) == 1) {
            findings.add(Finding.warning(
                    broker,
                    "offsets.topic.replication.factor=1 on " + brokers + " brokers",
                    "with that broker all committed offsets are away",
                    "kafka-reassign-partitions.sh for __consumer_offsets, to 3"));
        }
        return findings;
    }

    private static long number(Map<String, String> settings, String name, long otherwise) {
        return Long.parseLong(settings.getOrDefault(name, String.valueOf(otherwise)));
    }

    private static String alter(String setting) {
        return "kafka-configs.sh --alter --entity-type brokers --entity-default --add-config " + setting;
    }
}
