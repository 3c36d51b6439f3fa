package io.joulestream.local.health;

import io.joulestream.local.finding.Check;
import io.joulestream.local.finding.Component;
import io.joulestream.local.finding.Finding;
import io.joulestream.local.kafka.KafkaLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Settings of the topics that would lose or reorder records, or that the job refuses to run on. */
final class TopicSettings implements Check {

    static final Set<String> NAMES = Set.of("readings", "activities", "weather", "dead-letters", "liveness", "series");

    private static final Set<String> REQUIRED = Set.of("readings", "dead-letters");
    // What the job asks for besides the record: see Topics.require of the jobs.
    private static final long LETTER_HEADERS = 16 << 10;

    private final KafkaLog log;
    private final String bootstrap;

    TopicSettings(KafkaLog log, String bootstrap) {
        this.log = log;
        this.bootstrap = bootstrap;
    }

    @Override
    public Set<Component> needs() {
        return Set.of(Component.KAFKA);
    }

    @Override
    public List<Finding> findings() {
        var topics = log.topics(NAMES);
        var findings = new ArrayList<Finding>();
        for (var missing : NAMES.stream()
                .filter(name -> !topics.containsKey(name))
                .sorted()
                .toList()) {
            findings.add(missing(missing));
        }
        var settings = new TreeMap<String, Map<String, String>>();
        topics.forEach((name, description) -> {
            settings.put(name, log.settings(name));
            var copies = description.partitions().stream()
                    .mapToInt(partition -> partition.replicas().size())
                    .min()
                    .orElse(1);
            findings.addAll(new OneTopic(name, settings.getOrDefault(name, Map.of()), copies).judge());
        });
        if (settings.containsKey("readings") && settings.containsKey("dead-letters")) {
            findings.addAll(letters(
                    settings.getOrDefault("readings", Map.of()), settings.getOrDefault("dead-letters", Map.of())));
        }
        return findings.isEmpty()
                ? List.of(Finding.ok("kafka", "the settings of " + topics.size() + " topics lose and reorder nothing"))
                : findings;
    }

    private Finding missing(String name) {
        var create = "./joulestream topics --bootstrap " + bootstrap;
        return REQUIRED.contains(name)
                ? Finding.problem(
                        "topic " + name, "does not exist", "the readings job refuses to start without it", create)
                : Finding.warning("topic " + name, "does not exist", "what writes to it fails", create);
    }

    static List<Finding> letters(Map<String, String> readings, Map<String, String> letters) {
        var record = number(readings, "max.message.bytes");
        var letter = number(letters, "max.message.bytes");
        return letter >= record + LETTER_HEADERS
                ? List.of()
                : List.of(Finding.problem(
                        "topic dead-letters",
                        "max.message.bytes=" + letter + ", that of readings is " + record,
                        "a record that cannot be used does not fit with its headers: the job refuses to start",
                        OneTopic.alter("dead-letters", "max.message.bytes=" + (record + LETTER_HEADERS))));
    }

    private static long number(Map<String, String> settings, String name) {
        return Long.parseLong(settings.getOrDefault(name, "0"));
    }

    /** @param copies of the partition that has fewest */
    record OneTopic(String name, Map<String, String> settings, int copies) {

        List<Finding> judge() {
            var findings = new ArrayList<Finding>();
            var compacted = name.equals("series");
            require(
                    findings,
                    "cleanup.policy",
                    compacted ? "compact" : "delete",
                    compacted
                            ? "old definitions are never dropped, or all are with time"
                            : "compaction keeps only the last record of a series: all its earlier readings are lost");
            require(
                    findings,
                    "message.timestamp.type",
                    "LogAppendTime",
                    "retention and the rule against readings from the future go by what producers claim");
            if (!compacted) {
                unlimited(findings, "retention.ms");
                unlimited(findings, "retention.bytes");
            }
            unclean(findings);
            inSync(findings);
            return findings;
        }

        private void require(List<Finding> findings, String setting, String wanted, String why) {
            var actual = settings.getOrDefault(setting, "");
            if (!actual.equals(wanted)) {
                findings.add(
                        name.equals("readings")
                                ? Finding.problem(
                                        "topic " + name,
                                        setting + "=" + actual,
                                        why + "; the job refuses to start",
                                        alter(name, setting + "=" + wanted))
                                : Finding.warning(
                                        "topic " + name,
                                        setting + "=" + actual,
                                        why,
                                        alter(name, setting + "=" + wanted)));
            }
        }

        private void unlimited(List<Finding> findings, String setting) {
            var actual = settings.getOrDefault(setting, "-1");
            if (!actual.equals("-1")) {
                findings.add(Finding.warning(
                        "topic " + name,
                        setting + "=" + actual + days(setting, actual),
                        "records go by age or size, read or not: a job that was down longer loses them, and a rebuild"
                                + " needs ClickHouse's copy",
                        alter(name, setting + "=-1")));
            }
        }

        private static String days(String setting, String value) {
            return setting.endsWith(".ms") ? " (" + Long.parseLong(value) / 86_400_000 + " days)" : "";
        }

        private void unclean(List<Finding> findings) {
            if (settings.getOrDefault("unclean.leader.election.enable", "false").equals("true")) {
                findings.add(Finding.problem(
                        "topic " + name,
                        "unclean.leader.election.enable=true",
                        "a replica that is behind may become leader: acknowledged records vanish",
                        alter(name, "unclean.leader.election.enable=false")));
            }
        }

        private void inSync(List<Finding> findings) {
            var least = Long.parseLong(settings.getOrDefault("min.insync.replicas", "1"));
            if (copies > 1 && least < 2) {
                findings.add(Finding.warning(
                        "topic " + name,
                        "min.insync.replicas=" + least + " with " + copies + " replicas",
                        "acks=all is then an acknowledgement by one broker, which may be lost",
                        alter(name, "min.insync.replicas=2")));
            } else if (copies > 1 && least >= copies) {
                findings.add(Finding.warning(
                        "topic " + name,
                        "min.insync.replicas=" + least + " with " + copies + " replicas",
                        "one broker down stops all writes",
                        alter(name, "min.insync.replicas=" + (copies - 1))));
            }
        }

        static String alter(String topic, String setting) {
            return "kafka-configs.sh --alter --entity-type topics --entity-name " + topic + " --add-config " + setting;
        }
    }
}
