package io.joulestream.local.stack;

import io.joulestream.local.flink.FlinkRest;
import io.joulestream.local.kafka.Lag;
import io.joulestream.local.process.StackException;
import io.joulestream.local.rest.Rest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;

/** Asks every part of a system how it is; a part that does not answer is a line, not a failure. */
public final class Status {

    private static final Duration OLD_CHECKPOINT = Duration.ofSeconds(30);
    private static final long MUCH = 100_000;
    private static final String GROUP = "joulestream-readings";

    private final Addresses addresses;

    public Status(Addresses addresses) {
        this.addresses = addresses;
    }

    /** One finding; {@code remedy} is empty where all is well. */
    public record Line(String part, String finding, Optional<String> remedy) {

        static Line well(String part, String finding) {
            return new Line(part, finding, Optional.empty());
        }

        static Line bad(String part, String finding, String remedy) {
            return new Line(part, finding, Optional.of(remedy));
        }

        public boolean well() {
            return remedy.isEmpty();
        }

        @Override
        public String toString() {
            return "%-12s %s%s"
                    .formatted(part, finding, remedy.map(text -> "  -> " + text).orElse(""));
        }
    }

    public List<Line> lines() {
        var lines = new ArrayList<Line>();
        jobs(lines);
        log(lines);
        endpoint(lines);
        return lines;
    }

    private void jobs(List<Line> lines) {
        var cluster = new FlinkRest(addresses.flinkUrl());
        try {
            var jobs = cluster.jobs().stream().filter(job -> !job.ended()).toList();
            if (jobs.isEmpty()) {
                lines.add(Line.bad(
                        "jobs", "none runs", "./joulestream up submits them; else ./joulestream submit readings"));
            }
            for (var job : jobs) {
                lines.add(state(cluster, job));
                lines.add(checkpoint(cluster, job));
            }
        } catch (IOException unreachable) {
            lines.add(Line.bad("flink", "does not answer at " + addresses.flinkUrl(), "is ./joulestream up running?"));
        }
    }

    private static Line state(FlinkRest cluster, FlinkRest.JobState job) throws IOException {
        if (job.state().equals("RUNNING") && cluster.allTasksRun(job.id())) {
            return Line.well(job.name(), "all tasks run");
        }
        var why = cluster.lastFailure(job.id())
                .map(reason -> ", last failure: " + reason)
                .orElse("");
        return Line.bad(
                job.name(),
                "is " + job.state() + ", not all tasks run" + why,
                "it restarts by itself; if this stays so, see log/task-manager.log");
    }

    private static Line checkpoint(FlinkRest cluster, FlinkRest.JobState job) throws IOException {
        var last = cluster.lastCheckpoint(job.id());
        if (last.isEmpty()) {
            return Line.bad(
                    job.name(),
                    "has completed no checkpoint",
                    "nothing it read is visible yet: wait, then look at " + cluster.url());
        }
        var age = Duration.ofMillis(
                Math.max(0, System.currentTimeMillis() - last.get().at()));
        var finding = "checkpoint " + last.get().number() + " completed " + age.toSeconds() + " s ago";
        return age.compareTo(OLD_CHECKPOINT) <= 0
                ? Line.well(job.name(), finding)
                : Line.bad(job.name(), finding, "does the store answer? A checkpoint waits for it");
    }

    private void log(List<Line> lines) {
        try {
            var lag = Lag.of(addresses.kafkaBootstrap(), "readings", GROUP);
            var finding = lag.total() + " records wait in " + lag.behind().size() + " of " + lag.partitions()
                    + " partitions of readings" + (lag.behind().isEmpty() ? "" : ": " + lag.behind());
            lines.add(
                    lag.total() <= MUCH
                            ? Line.well("kafka", finding)
                            : Line.bad("kafka", finding, "if it does not shrink, raise flink.parallelism"));
            lines.add(
                    lag.deadLetters() == 0
                            ? Line.well("dead letters", "none")
                            : Line.bad(
                                    "dead letters",
                                    lag.deadLetters() + " records",
                                    "see " + addresses.endpointUrl() + "/v1/dead-letters for the reasons"));
        } catch (StackException | KafkaException unreachable) {
            lines.add(Line.bad(
                    "kafka", "does not answer at " + addresses.kafkaBootstrap(), "is ./joulestream up running?"));
        }
    }

    private void endpoint(List<Line> lines) {
        var status = new Rest(addresses.endpointUrl(), Duration.ofSeconds(5)).status("/readyz");
        lines.add(
                status == 200
                        ? Line.well("endpoint", "ready at " + addresses.endpointUrl())
                        : Line.bad(
                                "endpoint",
                                status == 0 ? "does not answer at " + addresses.endpointUrl() : "is not ready",
                                status == 0
                                        ? "is ./joulestream up running?"
                                        : "GET /readyz says which part it misses"));
    }
}
