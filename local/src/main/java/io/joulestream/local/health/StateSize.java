package io.joulestream.local.health;

import io.joulestream.local.finding.Amounts;
import io.joulestream.local.finding.Check;
import io.joulestream.local.finding.Component;
import io.joulestream.local.finding.Finding;
import io.joulestream.local.rest.Json;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How big the job's state is, and how fast it grows: it holds every reading, in some 7 bytes each. */
final class StateSize implements Check {

    private static final long MUCH_A_DAY = 10L << 30;
    private static final long LEAST_SPAN_MILLIS = 10_000;

    private final Asked<Optional<ReadingsRun>> live;

    StateSize(Asked<Optional<ReadingsRun>> live) {
        this.live = live;
    }

    @Override
    public Set<Component> needs() {
        return Set.of(Component.FLINK);
    }

    @Override
    public List<Finding> findings() throws IOException, InterruptedException {
        var run = live.get();
        return List.of(
                run.isEmpty()
                        ? Finding.ok("job readings", "does not run: see jobs-run")
                        : judge(run.get().ask("/checkpoints")));
    }

    static Finding judge(Json statistics) {
        var completed = statistics.get("latest").get("completed");
        if (completed.get("state_size").number().isEmpty()) {
            return Finding.ok("job readings", "no checkpoint has completed yet");
        }
        var size = number(completed, "state_size");
        var added = number(completed, "checkpointed_size");
        var aDay = growthADay(statistics, completed);
        var found = Amounts.bytes(size) + " of state, " + Amounts.bytes(added)
                + " of them new in the last checkpoint; it grows by " + Amounts.bytes(aDay) + " a day at this pace";
        var finding = aDay > MUCH_A_DAY
                ? Finding.warning(
                        "job readings",
                        found,
                        "state, checkpoints and restore times grow with the readings ever sent",
                        "expected during an import; else see that senders do not invent series, and give the checkpoint"
                                + " folder and the TaskManagers' disks room")
                : Finding.ok("job readings", found);
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
