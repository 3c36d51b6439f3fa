package io.joulestream.local.health;

import io.joulestream.local.finding.Amounts;
import io.joulestream.local.finding.Check;
import io.joulestream.local.finding.Component;
import io.joulestream.local.finding.Finding;
import io.joulestream.local.finding.Severity;
import io.joulestream.local.kafka.Lag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How far the jobs are behind their topics. Seconds count, not records: how long the oldest record that is not
 * visible yet has been in the log. A partition's order is kept, so the worst one is what its series wait for.
 */
final class TopicLag implements Check {

    // A checkpoint every two seconds makes what was written visible; a restart takes some ten.
    private static final long SLOW_SECONDS = 30;
    private static final long STUCK_SECONDS = 300;
    private static final int WORST = 5;

    private final List<WatchedTopic> topics;

    TopicLag(List<WatchedTopic> topics) {
        this.topics = topics;
    }

    @Override
    public Set<Component> needs() {
        return Set.of(Component.KAFKA);
    }

    @Override
    public List<Finding> findings() throws IOException, InterruptedException {
        var findings = new ArrayList<Finding>();
        for (var topic : topics) {
            findings.add(judge(topic, topic.lag().get(), System.currentTimeMillis()));
        }
        return findings;
    }

    static Finding judge(WatchedTopic topic, Lag lag, long nowMillis) {
        var seconds = lag.seconds(nowMillis);
        var behind = lag.behind();
        var finding = Finding.judged(
                severity(lag, seconds),
                topic.subject(),
                behind.isEmpty()
                        ? "nothing waits in " + lag.partitions().size() + " partitions"
                        : found(lag, nowMillis),
                lag.committed()
                        ? "what waits is in no answer yet, and ?after= runs into its limit"
                        : "group " + topic.group() + " has committed nothing: no checkpoint of the " + topic.job()
                                + " job has completed",
                lag.committed()
                        ? "see lag-growth: where it does not shrink, see checkpoints and backpressure, then raise"
                                + " flink.parallelism (submit --parallelism)"
                        : "see jobs-run: the job has to run; --group and --activities-group name the jobs' groups");
        return finding.with("lag_records", lag.records())
                .with("lag_seconds", seconds)
                .with("partitions_behind", behind.size())
                .with("partitions", lag.partitions().size());
    }

    private static Severity severity(Lag lag, long seconds) {
        if (seconds > STUCK_SECONDS || (!lag.committed() && seconds > SLOW_SECONDS)) {
            return Severity.PROBLEM;
        }
        return seconds > SLOW_SECONDS ? Severity.WARNING : Severity.OK;
    }

    private static String found(Lag lag, long nowMillis) {
        var behind = lag.behind();
        return lag.records() + " records wait in " + behind.size() + " of "
                + lag.partitions().size() + " partitions, the oldest for " + Amounts.seconds(lag.seconds(nowMillis))
                + "; the worst: "
                + behind.stream()
                        .limit(WORST)
                        .map(partition -> partition.number() + " (" + partition.records() + " records, "
                                + Amounts.seconds(partition.seconds(nowMillis)) + ")")
                        .collect(Collectors.joining(", "));
    }
}
