package io.joulestream.local.flink;

import io.joulestream.local.process.StackException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The jobs in the shaded jar, by the names they give themselves. */
public final class Jobs {

    private static final Map<String, String> MAINS = Map.of(
            "readings", "io.joulestream.jobs.readings.ReadingsJob",
            "activities", "io.joulestream.jobs.activities.ActivitiesJob");

    private Jobs() {}

    /** A job that owns the checkpoint it starts from. */
    public static JobSpec named(String name, List<String> arguments, int parallelism) {
        var main = MAINS.get(name);
        if (main == null) {
            throw new StackException("there is no job " + name + "; there are " + new TreeSet<>(MAINS.keySet()));
        }
        return new JobSpec(name, main, arguments, parallelism, true);
    }
}
