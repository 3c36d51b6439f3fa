package io.joulestream.local.health;

import io.joulestream.local.finding.Check;
import io.joulestream.local.finding.Component;
import io.joulestream.local.finding.Finding;
import io.joulestream.local.rest.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which step of a job the others wait for. */
final class Backpressure implements Check {

    private static final double HIGH = 0.5;
    private static final double BUSY = 0.8;

    private final List<WatchedJob> jobs;

    Backpressure(List<WatchedJob> jobs) {
        this.jobs = jobs;
    }

    /** The greatest shares of time of any subtask of a step. */
    record Step(String name, double waiting, double busy) {

        /** @param answer of Flink's {@code /jobs/:id/vertices/:vid/backpressure} */
        static Step of(String name, Json answer) {
            return new Step(name, greatest(answer, "ratio"), greatest(answer, "busyRatio"));
        }

        private static double greatest(Json answer, String ratio) {
            return answer.get("subtasks").items().stream()
                    .flatMap(subtask -> subtask.get(ratio).text().stream())
                    .mapToDouble(Step::share)
                    .max()
                    .orElse(0);
        }

        /** Flink says NaN for what it does not know. */
        private static double share(String text) {
            var value = Double.parseDouble(text);
            return Double.isNaN(value) ? 0 : value;
        }
    }

    @Override
    public Set<Component> needs() {
        return Set.of(Component.FLINK);
    }

    @Override
    public List<Finding> findings() throws IOException, InterruptedException {
        return WatchedJob.each(jobs, Backpressure::look);
    }

    private static List<Finding> look(String subject, JobRun run) throws IOException {
        var steps = new ArrayList<Step>();
        for (var vertex : run.ask("").get("vertices").items()) {
            var answer = run.ask("/vertices/" + vertex.get("id").text().orElse("") + "/backpressure");
            steps.add(Step.of(vertex.get("name").text().orElse("").replace(" -> ", "→"), answer));
        }
        return List.of(judge(subject, steps));
    }

    /** @param steps in the order of the flow */
    static Finding judge(String subject, List<Step> steps) {
        var waiting = steps.stream().filter(step -> step.waiting() > HIGH).reduce((first, last) -> last);
        if (waiting.isEmpty()) {
            return Finding.ok(
                    subject,
                    "no step waits for the next one; the busiest works "
                            + percent(
                                    steps.stream().mapToDouble(Step::busy).max().orElse(0)) + " of the time");
        }
        var culprit = steps.subList(steps.indexOf(waiting.get()) + 1, steps.size()).stream()
                .filter(step -> step.busy() > BUSY)
                .findFirst();
        return Finding.warning(
                subject,
                shortened(waiting.get().name()) + " waits "
                        + percent(waiting.get().waiting()) + " of the time for what follows it" + busy(culprit),
                "barriers queue behind records, so checkpoints take longer and answers get older",
                "a sink: see table-parts and store-disk; the series operator: raise flink.parallelism, give"
                        + " taskmanager.memory.managed.size more");
    }

    private static String busy(Optional<Step> culprit) {
        return culprit.map(step -> "; " + shortened(step.name()) + " is busy " + percent(step.busy()))
                .orElse("");
    }

    private static String shortened(String name) {
        return name.length() <= 60 ? name : name.substring(0, 60) + "…";
    }

    private static String percent(double share) {
        return Math.round(share * 100) + " %";
    }
}
