package io.joulestream.local.health;

import io.joulestream.local.finding.Amounts;
import io.joulestream.local.finding.Check;
import io.joulestream.local.finding.Component;
import io.joulestream.local.finding.Finding;
import io.joulestream.local.kafka.KafkaLog;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Which partitions nothing arrives in. They hold nothing back, as no watermark waits for them. */
final class IdlePartitions implements Check {

    private static final long IDLE_SECONDS = 86_400;

    private final KafkaLog log;

    IdlePartitions(KafkaLog log) {
        this.log = log;
    }

    @Override
    public Set<Component> needs() {
        return Set.of(Component.KAFKA);
    }

    @Override
    public List<Finding> findings() {
        var partitions = log.partitions(Target.READINGS);
        var begins = log.offsets(partitions, OffsetSpec.earliest());
        var ends = log.offsets(partitions, OffsetSpec.latest());
        var filled = partitions.stream()
                .filter(at -> ends.getOrDefault(at, 0L) > begins.getOrDefault(at, 0L))
                .toList();
        return List.of(judge(partitions.size(), log.newest(filled), System.currentTimeMillis()));
    }

    /** @param newest when the newest record of each partition that has any was received */
    static Finding judge(int partitions, Map<TopicPartition, Long> newest, long nowMillis) {
        var empty = partitions - newest.size();
        var latest = newest.values().stream().mapToLong(Long::longValue).max();
        if (latest.isEmpty()) {
            return Finding.ok(subject(), "all " + partitions + " partitions are empty: nothing was ever written");
        }
        var idle = newest.values().stream()
                .filter(at -> (nowMillis - at) / 1000 > IDLE_SECONDS)
                .count();
        var sinceLatest = Math.max(0, (nowMillis - latest.getAsLong()) / 1000);
        var found = empty + " of " + partitions + " partitions are empty, " + idle
                + " got nothing for a day; the last record came " + Amounts.seconds(sinceLatest) + " ago";
        var finding = sinceLatest > IDLE_SECONDS
                ? Finding.warning(
                        subject(),
                        found,
                        "no producer writes",
                        "see whether the senders run: GET /metrics of the endpoint counts their requests")
                : Finding.ok(subject(), found);
        return finding.with("empty", empty).with("idle", idle).with("last_record_seconds", sinceLatest);
    }

    private static String subject() {
        return "topic " + Target.READINGS;
    }
}
