package io.joulestream.local.finding;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Runs checks, a few at a time, each within a time limit, and gives their findings in the checks' order. */
public final class Diagnosis {

    private static final int AT_ONCE = 4;

    private final Duration limit;

    /** @param limit for each check */
    public Diagnosis(Duration limit) {
        this.limit = limit;
    }

    /** A finding and the check that found it. */
    public record Found(String check, Finding finding) {}

    /**
     * Gives each check's findings as soon as those before it are given.
     *
     * @param away components that do not answer: checks that need one are left out
     */
    public void run(List<Check> checks, Set<Component> away, Consumer<Found> found) throws InterruptedException {
        var pool = Executors.newFixedThreadPool(AT_ONCE, task -> {
            var thread = new Thread(task, "check");
            // One that hangs does not keep the process.
            thread.setDaemon(true);
            return thread;
        });
        try {
            var running = new ArrayList<Running>();
            for (var check : checks) {
                if (Collections.disjoint(check.needs(), away)) {
                    running.add(new Running(check, pool.submit(check::findings)));
                }
            }
            for (var each : running) {
                for (var finding : each.findings(limit)) {
                    found.accept(new Found(each.check.name(), finding));
                }
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** The names of the checks that are left out. */
    public static List<String> leftOut(List<Check> checks, Component away) {
        return checks.stream()
                .filter(check -> check.needs().contains(away))
                .map(Check::name)
                .toList();
    }

    private record Running(Check check, Future<List<Finding>> answer) {

        List<Finding> findings(Duration limit) throws InterruptedException {
            try {
                return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException failed) {
                var cause = failed.getCause() == null ? failed : failed.getCause();
                return List.of(unknown("cannot be checked: " + said(cause)));
            } catch (TimeoutException late) {
                answer.cancel(true);
                return List.of(unknown("no answer within " + limit.toSeconds() + " s"));
            }
        }

        private Finding unknown(String what) {
            return Finding.problem(
                    check.name(), what, "what cannot be seen may be wrong", "mend what the message names, ask again");
        }

        private static String said(Throwable cause) {
            var message = cause.getMessage();
            return message == null || message.isBlank()
                    ? cause.getClass().getSimpleName()
                    : message.lines().findFirst().orElse("");
        }
    }
}
