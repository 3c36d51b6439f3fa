package io.joulestream.local.health;

import io.joulestream.local.finding.Check;
import io.joulestream.local.finding.Component;
import io.joulestream.local.finding.Finding;
import io.joulestream.local.rest.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether endpoint, job and this command line are of one build, and follow the same time-zone rules. */
final class Versions implements Check {

    private final RunningSystem system;

    Versions(RunningSystem system) {
        this.system = system;
    }

    @Override
    public Set<Component> needs() {
        return Set.of(Component.ENDPOINT, Component.FLINK);
    }

    @Override
    public List<Finding> findings() throws IOException, InterruptedException {
        var endpoint = system.endpoint().get("/version");
        var run = system.run().get();
        var job = run.isEmpty()
                ? new Json(Map.of())
                : run.get().ask("/config").get("execution-config").get("user-config");
        var findings = new ArrayList<Finding>();
        findings.add(tzdata(text(endpoint, "tzdata"), text(job, "joulestream.tzdata")));
        findings.add(version(text(endpoint, "version"), text(job, "joulestream.version")));
        return findings;
    }

    /** @param job empty: not told, as a job from before it was told */
    static Finding tzdata(String endpoint, String job) {
        var found = "endpoint " + endpoint + ", readings job " + (job.isEmpty() ? "not told" : job);
        return job.isEmpty() || endpoint.equals(job)
                ? Finding.ok("tzdata", found)
                : Finding.warning(
                        "tzdata",
                        found,
                        "where a zone's rules changed between them, a range asked for and the windows answered differ",
                        "the same Java everywhere; series of changed zones are recomputed when the job starts");
    }

    static Finding version(String endpoint, String job) {
        var found = "endpoint " + endpoint + ", readings job " + (job.isEmpty() ? "not told" : job);
        return job.isEmpty() || endpoint.equals(job)
                ? Finding.ok("versions", found)
                : Finding.warning(
                        "versions",
                        found,
                        "rows and queries of two releases may not fit",
                        "stop the job with a savepoint and submit the newer jar; then the endpoint of the same release");
    }

    private static String text(Json json, String field) {
        return json.get(field).text().orElse("");
    }
}
