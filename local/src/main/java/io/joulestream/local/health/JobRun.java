package io.joulestream.local.health;

import io.joulestream.local.flink.FlinkRest;
import io.joulestream.local.rest.Json;
import java.io.IOException;
import java.util.Comparator;
import java.util.Optional;

/** The run of a job on a cluster: the live one, else the last. */
record JobRun(FlinkRest cluster, FlinkRest.JobState job) {

    static Optional<JobRun> last(FlinkRest cluster, String name) throws IOException {
        return cluster.jobs().stream()
                .filter(job -> job.name().equals(name))
                .max(Comparator.comparing((FlinkRest.JobState job) -> !job.ended())
                        .thenComparingLong(FlinkRest.JobState::started))
                .map(job -> new JobRun(cluster, job));
    }

    /** Empty where it has ended, too. */
    static Optional<JobRun> live(FlinkRest cluster, String name) throws IOException {
        return last(cluster, name).filter(run -> !run.job().ended());
    }

    Json ask(String path) throws IOException {
        return cluster.ask("/jobs/" + job.id() + path);
    }

    String id() {
        return job.id();
    }
}
