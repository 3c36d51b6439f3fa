package io.joulestream.local.health;

import io.joulestream.local.finding.Check;
import io.joulestream.local.finding.Component;
import io.joulestream.local.finding.Finding;
import io.joulestream.local.finding.Severity;
import io.joulestream.local.kafka.KafkaLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * How far the clock of Kafka, Flink or ClickHouse is from this machine's.
 *
 * <p>Flink and ClickHouse say what time they have. Kafka does not, and writing a record to find out would not be
 * looking only; but a running job's commits are stamped by the broker every few seconds, in the internal topic that
 * holds them. The newest of those stamps is thus the broker's clock of a moment ago: a stamp in the future tells of a
 * clock that is ahead, an old one, while the job runs, of one that is behind.
 */
final class ClockSkew implements Check {

    private static final long SLIGHT_MILLIS = 2_000;
    private static final long WRONG_MILLIS = 60_000;
    // The job commits unchanged offsets at least that often.
    private static final long COMMITS_MILLIS = 30_000;
    private static final String COMMITS = "__consumer_offsets";

    private final RunningSystem system;
    private final Component whose;

    /** @param whose clock is compared; each alone, so that a part that is away hides nothing of the others */
    ClockSkew(RunningSystem system, Component whose) {
        this.system = system;
        this.whose = whose;
    }

    @Override
    public Set<Component> needs() {
        return Set.of(whose);
    }

    @Override
    public List<Finding> findings() throws IOException, InterruptedException {
        return List.of(
                switch (whose) {
                    case CLICKHOUSE -> clickHouse();
                    case FLINK -> {
                        var run = system.run().get();
                        yield run.isPresent()
                                ? flink(run.get())
                                : Finding.ok("clock of flink", "not told: the readings job does not run");
                    }
                    case KAFKA -> kafka(system.log(), jobRuns());
                    case ENDPOINT -> throw new IllegalStateException("the endpoint tells no time");
                });
    }

    private Finding clickHouse() throws IOException {
        var before = System.currentTimeMillis();
        var said = system.store().ask("about").get(0).getLong("now_ms");
        return judge("clickhouse", said, before, System.currentTimeMillis());
    }

    private boolean jobRuns() throws InterruptedException {
        try {
            return system.run().get().isPresent();
        } catch (IOException away) {
            return false; // then the age of a commit tells nothing
        }
    }

    private static Finding flink(JobRun run) throws IOException {
        var before = System.currentTimeMillis();
        var said = run.ask("").get("now").number();
        var after = System.currentTimeMillis();
        return said.isPresent() ? judge("flink", said.get(), before, after) : Finding.ok("clock of flink", "not told");
    }

    /** @param said by the other clock, some time between two instants of this one */
    static Finding judge(String whose, long said, long before, long after) {
        var skew = said > after ? said - after : said < before ? said - before : 0;
        return finding(whose, skew, "is " + (skew == 0 ? "the same as here" : text(skew)));
    }

    private Finding kafka(KafkaLog log, boolean jobRuns) {
        var partitions = new HashSet<TopicPartition>(log.partitions(Target.READINGS));
        var commits = commits(log);
        var stamps = new ArrayList<>(log.newest(partitions).values());
        var now = System.currentTimeMillis();
        Long commit = commits == null ? null : log.newest(Set.of(commits)).get(commits);
        if (commit != null) {
            stamps.add(commit);
        }
        var newest = stamps.stream().mapToLong(Long::longValue).max().orElse(0);
        return judgeStamps(newest, commit != null && jobRuns, now);
    }

    /** @return where the group's commits are; null where the internal topic is not shown to us */
    private @Nullable TopicPartition commits(KafkaLog log) {
        var topic = log.topics(Set.of(COMMITS)).get(COMMITS);
        if (topic == null) {
            return null;
        }
        var group = system.target().kafka().group();
        return new TopicPartition(
                COMMITS, Utils.abs(group.hashCode()) % topic.partitions().size());
    }

    /**
     * @param newest stamp of the broker; 0: none
     * @param steady whether a running job makes the broker stamp something every few seconds
     */
    static Finding judgeStamps(long newest, boolean steady, long nowMillis) {
        if (newest == 0) {
            return Finding.ok("clock of kafka", "nothing stamped by the broker to compare with");
        }
        var age = nowMillis - newest;
        if (age < 0) {
            return finding("kafka", -age, "is at least " + text(-age));
        }
        if (steady && age > COMMITS_MILLIS) {
            return finding(
                    "kafka",
                    COMMITS_MILLIS - age,
                    "stamped its newest record " + age / 1000 + " s ago though the job commits every few seconds: it is"
                            + " behind, or no checkpoint completes (see checkpoints)");
        }
        return Finding.ok(
                "clock of kafka",
                "stamped its newest record " + age + " ms ago" + (steady ? "" : ": not ahead of this one"));
    }

    private static Finding finding(String whose, long skew, String found) {
        var size = Math.abs(skew);
        var severity = size > WRONG_MILLIS ? Severity.PROBLEM : size > SLIGHT_MILLIS ? Severity.WARNING : Severity.OK;
        return Finding.judged(
                        severity,
                        "clock of " + whose,
                        found,
                        "arrival times decide which readings are from the future, and what completeThrough and lag say",
                        "NTP (chrony, systemd-timesyncd) on all machines; a step back harms no rows")
                .with("skew_ms", skew);
    }

    private static String text(long skew) {
        return Math.abs(skew) + " ms " + (skew > 0 ? "ahead of" : "behind") + " this machine's";
    }
}
