package io.joulestream.local.health;

import io.joulestream.local.finding.Amounts;
import io.joulestream.local.finding.Check;
import io.joulestream.local.finding.Component;
import io.joulestream.local.finding.Finding;
import io.joulestream.local.flink.FlinkRest;
import io.joulestream.local.rest.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whether each job runs, once, with all its tasks, and how often it had to start again. */
final class JobsRun implements Check {

    private static final long HOUR_MILLIS = 3_600_000;
    private static final long MANY_FAILURES = 3;

    private final FlinkRest cluster;

    JobsRun(FlinkRest cluster) {
        this.cluster = cluster;
    }

    @Override
    public Set<Component> needs() {
        return Set.of(Component.FLINK);
    }

    @Override
    public List<Finding> findings() throws IOException {
        var findings = new ArrayList<Finding>();
        for (var name : Target.JOBS) {
            var live = cluster.jobs().stream()
                    .filter(job -> job.name().equals(name) && !job.ended())
                    .toList();
            if (live.isEmpty()) {
                findings.add(none(name));
            }
            if (live.size() > 1) {
                findings.add(Finding.problem(
                        WatchedJob.subject(name),
                        live.size() + " runs: "
                                + live.stream().map(FlinkRest.JobState::id).toList(),
                        "they write the same rows; the one that started later wins, and both use the group's offsets",
                        "cancel all but the one that has the newest checkpoint, on " + cluster.url()));
            }
            for (var job : live) {
                findings.add(judge(new JobRun(cluster, job)));
            }
        }
        return findings;
    }

    private Finding none(String name) throws IOException {
        var last = JobRun.last(cluster, name);
        if (last.isEmpty() && !name.equals(Target.READINGS)) {
            return Finding.ok(
                    WatchedJob.subject(name),
                    "was never submitted to this JobManager: what is written to it waits in its topics");
        }
        var slots = cluster.slots();
        var how = last.isEmpty()
                ? "was never submitted to this JobManager, or its submission was refused"
                : "is " + last.get().job().state()
                        + cluster.lastFailure(last.get().id())
                                .map(reason -> ": " + reason)
                                .orElse("");
        return Finding.problem(
                WatchedJob.subject(name),
                how,
                "nothing that is written becomes visible",
                slots == 0
                        ? "start a TaskManager: the cluster has no task slots"
                        : "see topic-settings and schema for what it refuses; then ./joulestream submit " + name
                                + " --from-savepoint with its last checkpoint");
    }

    private Finding judge(JobRun run) throws IOException {
        var details = run.ask("");
        var now = details.get("now").number().orElse(System.currentTimeMillis());
        var since = details.get("timestamps").get("RUNNING").number().orElse(now);
        var failures = recentFailures(run.ask("/exceptions"), now);
        var failure = cluster.lastFailure(run.id());
        var why = failure.map(reason -> "; last failure: " + reason).orElse("");
        if (!run.job().state().equals("RUNNING") || !cluster.allTasksRun(run.id())) {
            return Finding.problem(
                    WatchedJob.subject(run.job().name()),
                    "is " + run.job().state() + ", not all its tasks run, " + failures + " failures in an hour" + why,
                    "nothing that is written becomes visible meanwhile",
                    cluster.slots() == 0
                            ? "start a TaskManager: the cluster has no task slots"
                            : "it restarts by itself, at most every half minute; where it does not come up, mend what the"
                                    + " failure names, see the TaskManager's log");
        }
        return judge(WatchedJob.subject(run.job().name()), failures, Math.max(0, (now - since) / 1000), why);
    }

    static Finding judge(String subject, long failures, long upSeconds, String why) {
        var found = "all tasks run, for " + Amounts.seconds(upSeconds) + ", " + failures + " failures in an hour" + why;
        var finding = failures >= MANY_FAILURES
                ? Finding.warning(
                        subject,
                        found,
                        "after each it reads again from the last checkpoint",
                        "mend what the failure names; the TaskManager's log has it whole")
                : Finding.ok(subject, found);
        return finding.with("failures", failures).with("up_seconds", upSeconds);
    }

    /** @param exceptions of Flink's {@code /jobs/:id/exceptions}, which remembers some */
    static long recentFailures(Json exceptions, long nowMillis) {
        return exceptions.get("exceptionHistory").get("entries").items().stream()
                .flatMap(entry -> entry.get("timestamp").number().stream())
                .filter(at -> nowMillis - at <= HOUR_MILLIS)
                .count();
    }
}
