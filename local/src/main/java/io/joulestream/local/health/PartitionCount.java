package io.joulestream.local.health;

import io.joulestream.local.finding.Check;
import io.joulestream.local.finding.Component;
import io.joulestream.local.finding.Finding;
import io.joulestream.local.kafka.KafkaLog;
import io.joulestream.local.kafka.Lag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/**
 * Whether a series has always gone to one partition. Kafka does not record that partitions were added; the keys of the
 * log's first and last records do, as a key's hash and the number of partitions say where it belongs.
 */
final class PartitionCount implements Check {

    private static final int SAMPLED = 20;

    private final KafkaLog log;
    private final Asked<Lag> lag;
    private final int configured;

    PartitionCount(KafkaLog log, Asked<Lag> lag, int configured) {
        this.log = log;
        this.lag = lag;
        this.configured = configured;
    }

    /** Where a record was found, and its key's hash. */
    record Sample(int partition, int hash) {

        static Sample of(int partition, byte[] key) {
            return new Sample(partition, Utils.toPositive(Utils.murmur2(key)));
        }

        boolean fits(int partitions) {
            return hash % partitions == partition;
        }
    }

    @Override
    public Set<Component> needs() {
        return Set.of(Component.KAFKA);
    }

    @Override
    public List<Finding> findings() throws IOException, InterruptedException {
        var findings = new ArrayList<Finding>();
        log.topics(Set.of("readings", "activities", "weather"))
                .forEach((name, topic) ->
                        findings.addAll(configured(name, topic.partitions().size(), configured)));
        var partitions = log.partitions(Target.READINGS);
        findings.addAll(unread(lag.get()));
        findings.addAll(judge(partitions.size(), samples(partitions)));
        return findings.stream().anyMatch(finding -> !finding.well())
                ? findings.stream().filter(finding -> !finding.well()).toList()
                : findings;
    }

    private List<Sample> samples(List<TopicPartition> partitions) {
        var begins = log.offsets(partitions, OffsetSpec.earliest());
        var ends = log.offsets(partitions, OffsetSpec.latest());
        var first = new HashMap<TopicPartition, Long>();
        var last = new HashMap<TopicPartition, Long>();
        ends.forEach((at, end) -> {
            var begin = begins.getOrDefault(at, 0L);
            if (end > begin) {
                first.put(at, begin);
                last.put(at, Math.max(begin, end - SAMPLED));
            }
        });
        var records = new ArrayList<>(log.records(first, SAMPLED));
        records.addAll(log.records(last, SAMPLED));
        return records.stream()
                .filter(record -> record.key() != null)
                .map(record -> Sample.of(record.partition(), record.key()))
                .toList();
    }

    static List<Finding> configured(String topic, int partitions, int configured) {
        return partitions == configured
                ? List.of()
                : List.of(Finding.warning(
                        "topic " + topic,
                        partitions + " partitions, configured are " + configured,
                        "whoever makes the topic anew by the configuration splits its series' order",
                        "kafka.partitions: " + partitions + " in joulestream.yaml; never add partitions to the topic"));
    }

    /** The job never looks for new partitions, so one without a commit beside others with one is not read. */
    static List<Finding> unread(Lag lag) {
        var unread = lag.partitions().stream()
                .filter(partition -> partition.committed() == null && partition.records() > 0)
                .map(Lag.Partition::number)
                .toList();
        return unread.isEmpty() || !lag.committed()
                ? List.of()
                : List.of(Finding.problem(
                        "topic " + Target.READINGS,
                        "nobody reads the partitions " + unread + ", which hold records",
                        "they were added after the job's first start; what is in them is in no window",
                        "see the runbook, partition-count: copy them, in order, to a topic with the old number"));
    }

    static List<Finding> judge(int partitions, List<Sample> samples) {
        var subject = "topic " + Target.READINGS;
        var astray = samples.stream().filter(sample -> !sample.fits(partitions)).toList();
        if (astray.isEmpty()) {
            return List.of(Finding.ok(
                    subject,
                    partitions + " partitions; all of " + samples.size()
                            + " sampled records are where their keys belong"));
        }
        var former = former(partitions, astray);
        var found = astray.size() + " of " + samples.size() + " sampled records are not where " + partitions
                + " partitions would put their keys";
        return List.of(
                former.isPresent()
                        ? Finding.problem(
                                subject,
                                found + ", but where " + former.getAsInt() + " would",
                                "partitions were added: the older records of a series are in another partition than the"
                                        + " newer ones, so a rebuild from the log may apply them in the wrong order",
                                "see the runbook, partition-count; never rebuild from this log, but from ClickHouse")
                        : Finding.warning(
                                subject,
                                found,
                                "producers place keys differently: a series that two of them write has no one order",
                                "the same partitioner everywhere: murmur2, Java's default (librdkafka:"
                                        + " partitioner=murmur2_random)"));
    }

    /** The greatest smaller number of partitions that explains all of them. */
    private static OptionalInt former(int partitions, List<Sample> astray) {
        return IntStream.iterate(partitions - 1, count -> count > 0, count -> count - 1)
                .filter(count -> astray.stream().allMatch(sample -> sample.fits(count)))
                .findFirst();
    }
}
