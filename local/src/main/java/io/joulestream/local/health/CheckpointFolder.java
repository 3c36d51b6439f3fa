package io.joulestream.local.health;

import io.joulestream.local.finding.Amounts;
import io.joulestream.local.finding.Check;
import io.joulestream.local.finding.Component;
import io.joulestream.local.finding.Finding;
import io.joulestream.local.flink.FlinkRest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether the folder of the checkpoints has room for more of them. One that is elsewhere is only named. */
final class CheckpointFolder implements Check {

    private static final long LEAST_BYTES = 1L << 30;

    private final Asked<Optional<JobRun>> live;

    CheckpointFolder(Asked<Optional<JobRun>> live) {
        this.live = live;
    }

    @Override
    public Set<Component> needs() {
        return Set.of(Component.FLINK);
    }

    @Override
    public List<Finding> findings() throws IOException, InterruptedException {
        var run = live.get();
        var last = run.isEmpty()
                ? Optional.<FlinkRest.Checkpoint>empty()
                : run.get().cluster().lastCheckpoint(run.get().id());
        if (last.isEmpty()) {
            return List.of(Finding.ok("checkpoints", "none to look for"));
        }
        var state = run.get()
                .ask("/checkpoints")
                .get("latest")
                .get("completed")
                .get("state_size")
                .number()
                .orElse(0L);
        var place = last.get().path();
        var folder = place.startsWith("file:") ? Path.of(URI.create(place)) : null;
        return List.of(
                folder == null || !Files.isDirectory(folder)
                        ? Finding.ok("checkpoints", "at " + place + ", which cannot be looked into from here")
                        : judge(folder.toString(), folder.toFile().getUsableSpace(), state));
    }

    static Finding judge(String folder, long freeBytes, long stateBytes) {
        var found = Amounts.bytes(freeBytes) + " free at " + folder + ", the state is " + Amounts.bytes(stateBytes);
        var finding = freeBytes < Math.max(LEAST_BYTES, stateBytes)
                ? Finding.warning(
                        "checkpoints",
                        found,
                        "the next ones may not fit: nothing becomes visible then, and a restart reads from far back",
                        "free space there, or set execution.checkpointing.dir to a larger place")
                : Finding.ok("checkpoints", found);
        return finding.with("free_bytes", freeBytes);
    }
}
