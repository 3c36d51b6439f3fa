package io.joulestream.local.health;

import io.joulestream.local.flink.FlinkRest;
import io.joulestream.local.rest.Json;
import java.io.IOException;
import java.util.Comparator;
import java.util.Optional;

/** The run of the readings job on a cluster: the live one, else the last. */
record ReadingsRun(FlinkRest cluster, FlinkRest.JobState job) {

    static Optional<ReadingsRun> last(FlinkRest cluster) throws IOException {
        return cluster.jobs().stream()
                .filter(job -> job.name().equals("readings"))
                .max(Comparator.comparing((FlinkRest.JobState job) -> !job.ended())
                        .thenComparingLong(FlinkRest.JobState::started))
                .map(job -> new ReadingsRun(cluster, job));
    }

    /** Empty where it has ended, too. */
    static Optional<ReadingsRun> live(FlinkRest cluster) throws IOException {
        return last(cluster).filter(run -> !run.job().ended());
    }

    Json ask(String path) throws IOException {
        return cluster.ask("/jobs/" + job.id() + path);
    }

    String id() {
        return job.id();
    }
}
