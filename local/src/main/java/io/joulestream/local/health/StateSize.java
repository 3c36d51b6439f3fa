package io.joulestream.local.health;

import io.joulestream.local.finding.Amounts;
import io.joulestream.local.finding.Check;
import io.joulestream.local.finding.Component;
import io.joulestream.local.finding.Finding;
import io.joulestream.local.rest.Json;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** How big a job's state is, and how fast it grows: that of the readings holds each, in some 7 bytes. */
final class StateSize implements Check {

    private static final long MUCH_A_DAY = 10L << 30;
    private static final long LEAST_SPAN_MILLIS = 10_000;

    private final List<WatchedJob> jobs;

    StateSize(List<WatchedJob> jobs) {
        this.jobs = jobs;
    }

    @Override
    public Set<Component> needs() {
        return Set.of(Component.FLINK);
    }

    @Override
    public List<Finding> findings() throws IOException, InterruptedException {
        return WatchedJob.each(jobs, (subject, run) -> List.of(judge(subject, run.ask("/checkpoints"))));
    }

    static Finding judge(String subject, Json statistics) {
        var completed = statistics.get("latest").get("completed");
        if (completed.get("state_size").number().isEmpty()) {
            return Finding.ok(subject, "no checkpoint has completed yet");
        }
        var size = number(completed, "state_size");
        var added = number(completed, "checkpointed_size");
        var aDay = growthADay(statistics, completed);
        var found = Amounts.bytes(size) + " of state, " + Amounts.bytes(added)
                + " of them new in the last checkpoint; it grows by " + Amounts.bytes(aDay) + " a day at this pace";
        var finding = aDay > MUCH_A_DAY
                ? Finding.warning(
                        subject,
                        found,
                        "state, checkpoints and restore times grow with the readings ever sent",
                        "expected during an import; else see that senders do not invent series, and give the checkpoint"
                                + " folder and the TaskManagers' disks room")
                : Finding.ok(subject, found);
        return finding.with("state_bytes", size).with("checkpoint_bytes", added).with("bytes_a_day", aDay);
    }

    /** From the oldest completed checkpoint that Flink remembers to the newest. */
    private static long growthADay(Json statistics, Json newest) {
        var oldest = statistics.get("history").items().stream()
                .filter(each -> each.get("status").text().orElse("").equals("COMPLETED"))
                .filter(each -> !each.get("is_savepoint").text().orElse("").equals("true"))
                .reduce((first, last) -> last);
        if (oldest.isEmpty()) {
            return 0;
        }
        var millis = number(newest, "trigger_timestamp") - number(oldest.get(), "trigger_timestamp");
        if (millis < LEAST_SPAN_MILLIS) {
            return 0;
        }
        var grown = number(newest, "state_size") - number(oldest.get(), "state_size");
        return Math.max(0, Math.round((double) grown / millis * 86_400_000));
    }

    private static long number(Json json, String name) {
        return json.get(name).number().orElse(0L);
    }
}
