package io.joulestream.local.health;

import io.joulestream.local.finding.Check;
import io.joulestream.local.finding.Component;
import io.joulestream.local.finding.Diagnosis;
import io.joulestream.local.finding.Diagnosis.Found;
import io.joulestream.local.finding.Finding;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Looks at a whole system: first which parts answer, then all that can be checked without the others. */
public final class Examination {

    private static final Duration LIMIT = Duration.ofSeconds(45);

    private Examination() {}

    /** What {@code status} shows. */
    public static void quick(Target target, Consumer<Found> found) throws InterruptedException {
        run(target, AllChecks::quick, found);
    }

    /** What {@code doctor} shows. */
    public static void thorough(Target target, Consumer<Found> found) throws InterruptedException {
        run(target, AllChecks::thorough, found);
    }

    private static void run(Target target, Function<RunningSystem, List<Check>> list, Consumer<Found> found)
            throws InterruptedException {
        try (var system = new RunningSystem(target)) {
            var checks = list.apply(system);
            var parts = new PartsAnswer(system);
            var away = parts.away();
            for (var part : Component.values()) {
                var trouble = away.get(part);
                var finding = trouble == null
                        ? Finding.ok(part.label(), "answers at " + parts.address(part))
                        : PartsAnswer.away(part, parts.address(part), trouble, Diagnosis.leftOut(checks, part));
                found.accept(new Found(PartsAnswer.NAME, finding));
            }
            new Diagnosis(LIMIT).run(checks, away.keySet(), found);
        }
    }
}
