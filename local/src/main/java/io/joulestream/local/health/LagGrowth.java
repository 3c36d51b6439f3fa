package io.joulestream.local.health;

import io.joulestream.local.finding.Amounts;
import io.joulestream.local.finding.Check;
import io.joulestream.local.finding.Component;
import io.joulestream.local.finding.Finding;
import io.joulestream.local.kafka.KafkaLog;
import io.joulestream.local.kafka.Lag;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Whether the job gains on what arrives: the lag at two moments, far enough apart for commits in between. */
final class LagGrowth implements Check {

    // Below this a checkpoint is what is waited for, and the next one clears it.
    private static final long LITTLE = 10_000;
    private static final long RECENT_SECONDS = 15;

    private final KafkaLog log;
    private final String group;
    private final Duration between;

    LagGrowth(KafkaLog log, String group, Duration between) {
        this.log = log;
        this.group = group;
        this.between = between;
    }

    /** The lag at one moment. */
    record Sample(long read, long written, long records, long seconds) {

        static Sample of(Lag lag, long nowMillis) {
            return new Sample(
                    lag.partitions().stream().mapToLong(Lag.Partition::next).sum(),
                    lag.partitions().stream().mapToLong(Lag.Partition::end).sum(),
                    lag.records(),
                    lag.seconds(nowMillis));
        }

        boolean small() {
            return records < LITTLE && seconds < RECENT_SECONDS;
        }
    }

    @Override
    public Set<Component> needs() {
        return Set.of(Component.KAFKA);
    }

    @Override
    public List<Finding> findings() throws InterruptedException {
        var first = sample();
        if (first.small()) {
            return List.of(Finding.ok(subject(), "it keeps up"));
        }
        Thread.sleep(between.toMillis());
        return List.of(judge(first, sample(), between));
    }

    private Sample sample() {
        return Sample.of(Lag.of(log, Target.READINGS, group), System.currentTimeMillis());
    }

    static Finding judge(Sample first, Sample then, Duration between) {
        var seconds = Math.max(1, between.toSeconds());
        var readPerSecond = (then.read() - first.read()) / seconds;
        var writtenPerSecond = (then.written() - first.written()) / seconds;
        var rates = readPerSecond + " records/s are read, " + writtenPerSecond + " records/s arrive";
        var gain = readPerSecond - writtenPerSecond;
        if (then.small()) {
            return figures(Finding.ok(subject(), rates + ": it has caught up"), readPerSecond, writtenPerSecond);
        }
        if (gain > 0) {
            var left = "caught up in " + Amounts.seconds(then.records() / gain) + " at this pace";
            return figures(Finding.ok(subject(), rates + ": " + left), readPerSecond, writtenPerSecond);
        }
        var finding = readPerSecond == 0
                ? Finding.problem(
                        subject(),
                        "in " + between.toSeconds() + " s nothing was read, and " + then.records() + " records wait",
                        "the job stands: no checkpoint completes, or it does not run",
                        "see jobs-run and checkpoints")
                : Finding.warning(
                        subject(),
                        rates + ": " + then.records() + " records wait and become more",
                        "answers get older as long as this lasts",
                        "raise flink.parallelism (submit --parallelism) up to the number of partitions; see"
                                + " backpressure for what is slow");
        return figures(finding, readPerSecond, writtenPerSecond);
    }

    private static Finding figures(Finding finding, long readPerSecond, long writtenPerSecond) {
        return finding.with("read_per_second", readPerSecond).with("written_per_second", writtenPerSecond);
    }

    private static String subject() {
        return "topic " + Target.READINGS;
    }
}
