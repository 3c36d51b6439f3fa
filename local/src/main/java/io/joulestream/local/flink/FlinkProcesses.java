package io.joulestream.local.flink;

import io.joulestream.local.process.Announcer;
import io.joulestream.local.process.KeptChild;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The running processes of a cluster.
 *
 * <p>Whenever the JobManager dies the TaskManager is ended before the next JobManager starts: it would otherwise run
 * the old job on until its heartbeats time out, beside the new one.
 */
public final class FlinkProcesses {

    private final KeptChild jobManager;
    private final KeptChild taskManager;

    private FlinkProcesses(KeptChild jobManager, KeptChild taskManager) {
        this.jobManager = jobManager;
        this.taskManager = taskManager;
    }

    public static FlinkProcesses start(FlinkCluster cluster, Announcer announcer) throws IOException {
        var folder = cluster.folder();
        KeptChild.endLeftover(folder, FlinkCluster.TASK_MANAGER, announcer);
        KeptChild.endLeftover(folder, FlinkCluster.JOB_MANAGER, announcer);
        cluster.clearTemporaryFiles();
        var tasks = new AtomicReference<@Nullable KeptChild>();
        var jobManager = KeptChild.start(cluster.jobManager(), folder, announcer, () -> {
            var running = tasks.get();
            if (running != null) {
                running.kill();
            }
        });
        var taskManager = KeptChild.start(cluster.taskManager(), folder, announcer, () -> {});
        tasks.set(taskManager);
        return new FlinkProcesses(jobManager, taskManager);
    }

    public KeptChild jobManager() {
        return jobManager;
    }

    public KeptChild taskManager() {
        return taskManager;
    }

    /** Ends both for good. Their jobs resume from the last checkpoint at the next start. */
    public void stop(Duration limit) {
        taskManager.askToStop();
        jobManager.askToStop();
        taskManager.stop(limit);
        jobManager.stop(limit);
    }
}
