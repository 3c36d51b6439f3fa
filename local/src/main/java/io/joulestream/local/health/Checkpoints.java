package io.joulestream.local.health;

import io.joulestream.local.finding.Amounts;
import io.joulestream.local.finding.Check;
import io.joulestream.local.finding.Component;
import io.joulestream.local.finding.Finding;
import io.joulestream.local.rest.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** How old the last checkpoint is, how long it took, how many failed and why. They decide when a write is visible. */
final class Checkpoints implements Check {

    private static final long OLD_SECONDS = 30;
    private static final long STUCK_SECONDS = 300;
    private static final long LONG_MILLIS = 10_000;

    private final List<WatchedJob> jobs;

    Checkpoints(List<WatchedJob> jobs) {
        this.jobs = jobs;
    }

    @Override
    public Set<Component> needs() {
        return Set.of(Component.FLINK);
    }

    @Override
    public List<Finding> findings() throws IOException, InterruptedException {
        return WatchedJob.each(jobs, Checkpoints::look);
    }

    private static List<Finding> look(String subject, JobRun run) throws IOException {
        var now = run.ask("").get("now").number().orElse(System.currentTimeMillis());
        var findings = new ArrayList<>(
                judge(subject, run.ask("/checkpoints"), now, run.job().started()));
        findings.addAll(settings(subject, run.ask("/checkpoints/config")));
        return findings;
    }

    /**
     * @param statistics of Flink's {@code /jobs/:id/checkpoints}
     * @param nowMillis by the clock of the JobManager, as the times in the statistics are
     */
    static List<Finding> judge(String subject, Json statistics, long nowMillis, long startedMillis) {
        var completed = statistics.get("latest").get("completed");
        var failed = statistics.get("latest").get("failed");
        var counts = statistics.get("counts");
        var failures = number(counts, "failed");
        var done = number(counts, "completed");
        var at = completed.get("latest_ack_timestamp").number();
        var age = Math.max(0, (nowMillis - at.orElse(startedMillis)) / 1000);
        var took = number(completed, "end_to_end_duration");
        var found = at.isEmpty()
                ? "none has completed in the " + Amounts.seconds(age) + " since the job started"
                : "checkpoint " + number(completed, "id") + " completed " + Amounts.seconds(age) + " ago and took "
                        + took + " ms";
        var findings = new ArrayList<Finding>();
        var main = age > OLD_SECONDS ? old(subject, age, found) : slow(subject, took, found);
        findings.add(main.with("age_seconds", age)
                .with("duration_ms", took)
                .with("completed", done)
                .with("failed", failures));
        if (failures > 0) {
            findings.add(failures(subject, failures, done, failed, at.orElse(0L), nowMillis));
        }
        return findings;
    }

    private static Finding old(String subject, long age, String found) {
        var why = "what was written since is not visible, and a restart reads it again";
        var remedy = "see store-answers and backpressure: a checkpoint waits until the store took every row";
        return age > STUCK_SECONDS
                ? Finding.problem(subject, found, why, remedy)
                : Finding.warning(subject, found, why, remedy);
    }

    private static Finding slow(String subject, long took, String found) {
        return took > LONG_MILLIS
                ? Finding.warning(
                        subject,
                        found,
                        "every write waits that long until it is visible",
                        "see backpressure, table-parts and state-size for what is slow")
                : Finding.ok(subject, found);
    }

    /** Those that were due before all tasks ran count as failed, too, and leave no reason. */
    private static Finding failures(
            String subject, long failures, long done, Json failed, long completedMillis, long nowMillis) {
        var of = failures + " of " + (failures + done) + " failed";
        var at = failed.get("failure_timestamp").number();
        if (at.isEmpty()) {
            return Finding.ok(subject, of + ", while the job started");
        }
        var since = Math.max(0, (nowMillis - at.get()) / 1000);
        var found = of + ", the last " + Amounts.seconds(since) + " ago: " + reason(failed);
        if (at.get() < completedMillis && since > STUCK_SECONDS) {
            return Finding.ok(subject, found);
        }
        return Finding.warning(
                subject,
                found,
                "nothing is lost, but nothing becomes visible until one completes",
                "mend what the reason names; \"expired\" or \"declined\" mean that the store or the checkpoint folder is"
                        + " slow or away");
    }

    private static String reason(Json failed) {
        return failed.get("failure_message")
                .text()
                .flatMap(message -> message.lines().findFirst())
                .orElse("no reason given");
    }

    /** @param config of Flink's {@code /jobs/:id/checkpoints/config} */
    static List<Finding> settings(String subject, Json config) {
        var findings = new ArrayList<Finding>();
        expect(
                findings,
                subject,
                config,
                "unaligned_checkpoints",
                "false",
                "?after= promises that what a checkpoint covers is in the store; only aligned ones keep that",
                "execution.checkpointing.unaligned.enabled: false");
        expect(
                findings,
                subject,
                config,
                "mode",
                "exactly_once",
                "with at_least_once the state counts readings twice after a crash",
                "execution.checkpointing.mode: EXACTLY_ONCE");
        var interval = number(config, "interval");
        if (interval <= 0 || interval > OLD_SECONDS * 1000) {
            findings.add(Finding.warning(
                    subject,
                    "checkpoint interval " + interval + " ms",
                    "a write is visible only after the next checkpoint",
                    "execution.checkpointing.interval: 2 s, see flink-conf/config.yaml"));
        }
        var tolerated = number(config, "tolerable_failed_checkpoints");
        if (tolerated < 1000) {
            findings.add(Finding.warning(
                    subject,
                    tolerated + " failed checkpoints are tolerated",
                    "a store that is away for a moment restarts the job, again and again",
                    "execution.checkpointing.tolerable-failed-checkpoints: 2147483647"));
        }
        return findings;
    }

    private static void expect(
            List<Finding> findings,
            String subject,
            Json config,
            String name,
            String wanted,
            String why,
            String setting) {
        var actual = config.get(name).text().orElse(wanted);
        if (!actual.equalsIgnoreCase(wanted)) {
            findings.add(Finding.problem(subject, name + " is " + actual, why, setting));
        }
    }

    private static long number(Json json, String name) {
        return json.get(name).number().orElse(0L);
    }
}
