package io.joulestream.local.flink;

import io.joulestream.local.process.StackException;
import io.joulestream.local.process.Waiting;
import io.joulestream.local.rest.Json;
import io.joulestream.local.rest.RefusedException;
import io.joulestream.local.rest.Rest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What Joulestream asks of any Flink cluster's REST interface. Thread-safe. */
public final class FlinkRest {

    private static final Set<String> ENDED = Set.of("FAILED", "CANCELED", "FINISHED", "SUSPENDED");

    private final Rest rest;

    /** The submission runs the job's main on the cluster, so the limit is generous. */
    public FlinkRest(String url) {
        this.rest = new Rest(url, Duration.ofSeconds(60));
    }

    /** One job as the cluster lists it; {@code started} in epoch milliseconds. */
    public record JobState(String id, String name, String state, long started) {

        public boolean ended() {
            return ENDED.contains(state);
        }
    }

    /** The newest completed checkpoint; {@code at} in epoch milliseconds. */
    public record Checkpoint(long number, long at, String path) {}

    /** The cluster. */
    public String url() {
        return rest.base();
    }

    /** The answer to any GET, for what is only looked at. */
    public Json ask(String path) throws IOException {
        return rest.get(path);
    }

    /** Task slots of all TaskManagers that have registered. */
    public long slots() throws IOException {
        return rest.get("/overview").get("slots-total").number().orElse(0L);
    }

    public List<JobState> jobs() throws IOException {
        return rest.get("/jobs/overview").get("jobs").items().stream()
                .map(job -> new JobState(
                        job.get("jid").text().orElse(""),
                        job.get("name").text().orElse(""),
                        job.get("state").text().orElse(""),
                        job.get("start-time").number().orElse(0L)))
                .toList();
    }

    /** Those with all tasks running; a job that is RUNNING may still be waiting for slots. */
    public boolean allTasksRun(String job) throws IOException {
        var tasks = rest.get("/jobs/" + job).get("vertices").items();
        return !tasks.isEmpty()
                && tasks.stream().allMatch(task -> task.get("status").text().equals(Optional.of("RUNNING")));
    }

    /** Whether a job of that name has all its tasks running. */
    public boolean runs(String name) throws IOException {
        for (var job : jobs()) {
            if (job.name().equals(name) && !job.ended() && allTasksRun(job.id())) {
                return true;
            }
        }
        return false;
    }

    public Optional<Checkpoint> lastCheckpoint(String job) throws IOException {
        var completed = rest.get("/jobs/" + job + "/checkpoints").get("latest").get("completed");
        return completed
                .get("id")
                .number()
                .map(number -> new Checkpoint(
                        number,
                        completed.get("latest_ack_timestamp").number().orElse(0L),
                        completed.get("external_path").text().orElse("")));
    }

    /** Why a job last failed: its first line. */
    public Optional<String> lastFailure(String job) throws IOException {
        var history = rest.get("/jobs/" + job + "/exceptions")
                .get("exceptionHistory")
                .get("entries")
                .items();
        return history.stream()
                .findFirst()
                .flatMap(entry -> entry.get("stacktrace").text())
                .flatMap(FlinkRest::rootCause);
    }

    private static Optional<String> rootCause(String trace) {
        return trace.lines()
                .filter(line -> line.startsWith("Caused by: "))
                .reduce((first, last) -> last)
                .map(line -> line.substring("Caused by: ".length()))
                .or(() -> trace.lines().findFirst());
    }

    /**
     * Starts a job under the id given and returns when the cluster has taken it. After an {@link IOException} it may or
     * may not have; a second attempt under the same id never starts a second run.
     *
     * @param from a checkpoint or savepoint, whose files the job then owns, or empty to start anew
     */
    public void submit(Path jar, JobSpec job, String id, Optional<String> from) throws IOException {
        var uploaded = rest.upload("/jars/upload", "jarfile", jar)
                .get("filename")
                .text()
                .orElse("");
        var jarId = uploaded.substring(uploaded.lastIndexOf('/') + 1);
        try {
            Map<String, Object> request = new LinkedHashMap<>();
            request.put("entryClass", job.mainClass());
            request.put("programArgsList", job.arguments());
            request.put("parallelism", job.parallelism());
            request.put("jobId", id);
            from.ifPresent(path -> {
                request.put("savepointPath", path);
                request.put("claimMode", job.claims() ? "CLAIM" : "NO_CLAIM");
            });
            rest.post("/jars/" + jarId + "/run", request);
        } catch (RefusedException refused) {
            throw new StackException(
                    "the cluster refused it: "
                            + rootCause(refused.body().replace("\\n", "\n")).orElse(""),
                    refused);
        } finally {
            rest.delete("/jars/" + jarId);
        }
    }

    public void cancel(String job) throws IOException {
        rest.patch("/jobs/" + job + "?mode=cancel");
    }

    /** Ends a job with a savepoint and returns the savepoint's path. */
    public String stopWithSavepoint(String job, Duration limit) throws IOException {
        return savepoint("/jobs/" + job + "/stop", Map.of("drain", false), job, limit);
    }

    /** Takes a savepoint of a running job and returns its path. */
    public String savepoint(String job, Duration limit) throws IOException {
        return savepoint("/jobs/" + job + "/savepoints", Map.of("cancel-job", false), job, limit);
    }

    private String savepoint(String path, Map<String, ?> request, String job, Duration limit) throws IOException {
        var trigger = rest.post(path, request).get("request-id").text().orElse("");
        var status = "/jobs/" + job + "/savepoints/" + trigger;
        Waiting.until("a savepoint of job " + job, limit, () -> completed(rest.get(status)));
        var operation = rest.get(status).get("operation");
        return operation
                .get("location")
                .text()
                .orElseThrow(() -> new StackException("the savepoint of job " + job + " failed: "
                        + operation.get("failure-cause").get("class").text().orElse("see the JobManager's log")));
    }

    private static boolean completed(Json answer) {
        return answer.get("status").get("id").text().equals(Optional.of("COMPLETED"));
    }
}
