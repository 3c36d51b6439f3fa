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

/** Whether the readings job runs, once, with all its tasks, and how often it had to start again. */
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
        var live = cluster.jobs().stream()
                .filter(job -> job.name().equals("readings") && !job.ended())
                .toList();
        if (live.isEmpty()) {
            return List.of(none());
        }
        var findings = new ArrayList<Finding>();
        if (live.size() > 1) {
            findings.add(Finding.problem(
                    "job readings",
                    live.size() + " runs: "
                            + live.stream().map(FlinkRest.JobState::id).toList(),
                    "they write the same rows; the one that started later wins, and both use the group's offsets",
                    "cancel all but the one that has the newest checkpoint, on " + cluster.url()));
        }
        for (var job : live) {
            findings.add(judge(new ReadingsRun(cluster, job)));
        }
        return findings;
    }

    private Finding none() throws IOException {
        var last = ReadingsRun.last(cluster);
        var slots = cluster.slots();
        var how = last.isEmpty()
                ? "was never submitted to this JobManager, or its submission was refused"
                : "is " + last.get().job().state()
                        + cluster.lastFailure(last.get().id())
                                .map(reason -> ": " + reason)
                                .orElse("");
        return Finding.problem(
                "job readings",
                how,
                "nothing that is written becomes visible",
                slots == 0
                        ? "start a TaskManager: the cluster has no task slots"
                        : "see topic-settings and schema for what it refuses; then ./joulestream submit readings"
                                + " --from-savepoint with its last checkpoint");
    }

    private Finding judge(ReadingsRun run) throws IOException {
        var details = run.ask("");
        var now = details.get("now").number().orElse(System.currentTimeMillis());
        var since = details.get("timestamps").get("RUNNING").number().orElse(now);
        var failures = recentFailures(run.ask("/exceptions"), now);
        var failure = cluster.lastFailure(run.id());
        var why = failure.map(reason -> "; last failure: " + reason).orElse("");
        if (!run.job().state().equals("RUNNING") || !cluster.allTasksRun(run.id())) {
            return Finding.problem(
                    "job readings",
                    "is " + run.job().state() + ", not all its tasks run, " + failures + " failures in an hour" + why,
                    "nothing that is written becomes visible meanwhile",
                    cluster.slots() == 0
                            ? "start a TaskManager: the cluster has no task slots"
                            : "it restarts by itself, at most every half minute; where it does not come up, mend what the"
                                    + " failure names, see the TaskManager's log");
        }
        return judge(failures, Math.max(0, (now - since) / 1000), why);
    }

    static Finding judge(long failures, long upSeconds, String why) {
        var found = "all tasks run, for " + Amounts.seconds(upSeconds) + ", " + failures + " failures in an hour" + why;
        var finding = failures >= MANY_FAILURES
                ? Finding.warning(
                        "job readings",
                        found,
                        "after each it reads again from the last checkpoint",
                        "mend what the failure names; the TaskManager's log has it whole")
                : Finding.ok("job readings", found);
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
