package io.joulestream.local.health;

import io.joulestream.local.finding.Check;
import io.joulestream.local.finding.Component;
import io.joulestream.local.finding.Finding;
import io.joulestream.local.rest.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Whether the weather services answer: one that refused its key is not asked again before the job starts anew. */
final class WeatherServices implements Check {

    private static final String STEP = "ask-weather";
    private static final String PROVIDER = ".provider.";
    /** Of a circuit breaker. */
    private static final long CLOSED = 0;
    /** Flink fetches its metrics anew when it is asked for some, and answers with what it had. */
    private static final Duration FETCHED = Duration.ofSeconds(1);

    private final WatchedJob activities;

    WeatherServices(WatchedJob activities) {
        this.activities = activities;
    }

    /** What the metrics of a service say. */
    record Service(long requests, long breaker, boolean stopped) {}

    @Override
    public Set<Component> needs() {
        return Set.of(Component.FLINK);
    }

    @Override
    public List<Finding> findings() throws IOException, InterruptedException {
        var run = activities.run().get();
        if (run.isPresent() && !names(run.get()).isEmpty()) {
            Thread.sleep(FETCHED.toMillis());
        }
        return WatchedJob.each(List.of(activities), (subject, live) -> judge(services(live)));
    }

    private static Map<String, Service> services(JobRun run) throws IOException {
        var names = names(run);
        return names.isEmpty()
                ? Map.of()
                : read(run.ask(metrics(run).orElseThrow() + "?get=" + String.join(",", names)));
    }

    private static List<String> names(JobRun run) throws IOException {
        var metrics = metrics(run);
        return metrics.isEmpty() ? List.of() : providers(run.ask(metrics.get()));
    }

    /** Where those of the step are that asks; empty where the job asks nobody. */
    private static Optional<String> metrics(JobRun run) throws IOException {
        return run.ask("").get("vertices").items().stream()
                .filter(vertex -> vertex.get("name").text().orElse("").contains(STEP))
                .map(vertex -> "/vertices/" + vertex.get("id").text().orElse("") + "/subtasks/metrics")
                .findFirst();
    }

    /** @param metrics of Flink's {@code /jobs/:id/vertices/:vid/subtasks/metrics} */
    private static List<String> providers(Json metrics) {
        return metrics.items().stream()
                .flatMap(metric -> metric.get("id").text().stream())
                .filter(id -> id.contains(PROVIDER))
                .toList();
    }

    /** @param metrics as above, with values: {@code ask-weather.provider.<name>.<metric>} */
    static Map<String, Service> read(Json metrics) {
        var values = new TreeMap<String, Map<String, Long>>();
        for (var metric : metrics.items()) {
            var id = metric.get("id").text().orElse("");
            var path = id.substring(id.indexOf(PROVIDER) + PROVIDER.length());
            var dot = path.lastIndexOf('.');
            if (dot > 0) {
                values.computeIfAbsent(path.substring(0, dot), any -> new TreeMap<>())
                        .put(path.substring(dot + 1), metric.get("max").number().orElse(0L));
            }
        }
        var services = new TreeMap<String, Service>();
        values.forEach((name, of) -> services.put(
                name,
                new Service(
                        of.getOrDefault("requests", 0L),
                        of.getOrDefault("breaker", CLOSED),
                        of.getOrDefault("stopped", 0L) > 0)));
        return services;
    }

    static List<Finding> judge(Map<String, Service> services) {
        if (services.isEmpty()) {
            return List.of(Finding.ok(
                    "weather services",
                    "none is asked (weather.providers): weather is what is written to /v1/weather"));
        }
        var findings = new ArrayList<Finding>();
        services.forEach((name, service) -> findings.add(judge(name, service)
                .with("requests", service.requests())
                .with("breaker", service.breaker())
                .with("stopped", service.stopped() ? 1 : 0)));
        return findings;
    }

    private static Finding judge(String name, Service service) {
        var sent = service.requests() + " requests since the job started";
        if (service.stopped()) {
            return Finding.problem(
                    name,
                    "refused the key, and is not asked any more; " + sent,
                    "activities and days whose weather it was to tell stay without",
                    "set JOULESTREAM_" + (name.equals("open-meteo") ? "OPEN_METEO" : "OPENWEATHERMAP")
                            + "_KEY where the job is started, and start it anew");
        }
        return service.breaker() == CLOSED
                ? Finding.ok(name, "answers, or was not asked yet; " + sent)
                : Finding.warning(
                        name,
                        "is down: it failed time after time and is left alone for a while; " + sent,
                        "weather comes later; nothing else waits for it",
                        "nothing, where the service is down; else see that the TaskManagers reach it");
    }
}
