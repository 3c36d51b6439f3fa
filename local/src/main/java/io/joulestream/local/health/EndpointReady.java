package io.joulestream.local.health;

import io.joulestream.local.finding.Check;
import io.joulestream.local.finding.Component;
import io.joulestream.local.finding.Finding;
import io.joulestream.local.rest.Json;
import io.joulestream.local.rest.RefusedException;
import io.joulestream.local.rest.Rest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether the endpoint is ready, and how many requests it could not answer since it started. */
final class EndpointReady implements Check {

    private static final Map<String, String> REMEDIES = Map.of(
            "kafka", "start the broker; JOULESTREAM_KAFKA_BOOTSTRAP of the endpoint must reach it",
            "clickhouse", "start ClickHouse, ./joulestream migrate; JOULESTREAM_CLICKHOUSE_URL must reach it",
            "readings_job", "see jobs-run: the job has to complete its first checkpoint");

    private final Rest endpoint;

    EndpointReady(Rest endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public Set<Component> needs() {
        return Set.of(Component.ENDPOINT);
    }

    @Override
    public List<Finding> findings() throws IOException {
        var findings = new ArrayList<>(judge(readiness()));
        findings.add(ServerErrors.of(endpoint.text("/metrics")).judge());
        return findings;
    }

    private Json readiness() throws IOException {
        try {
            return endpoint.get("/readyz");
        } catch (RefusedException notReady) {
            return Json.parse(notReady.body());
        }
    }

    /** @param readiness the answer of {@code /readyz} */
    static List<Finding> judge(Json readiness) {
        var findings = new ArrayList<Finding>();
        for (var part : List.of("kafka", "clickhouse", "readings_job")) {
            readiness
                    .get(part)
                    .get("reason")
                    .text()
                    .ifPresent(reason -> findings.add(Finding.problem(
                            "endpoint",
                            "is not ready: " + part + ": " + reason,
                            "load balancers send it no requests",
                            REMEDIES.getOrDefault(part, ""))));
        }
        if (findings.isEmpty()) {
            findings.add(
                    readiness.get("status").text().orElse("").equals("ready")
                            ? Finding.ok("endpoint", "ready")
                            : Finding.problem("endpoint", "does not say that it is ready", "", "is it a Joulestream?"));
        }
        return findings;
    }
}
