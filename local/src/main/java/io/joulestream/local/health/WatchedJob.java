package io.joulestream.local.health;

import io.joulestream.local.finding.Finding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A job, and its live run, if there is one.
 *
 * @param name as it runs under
 */
record WatchedJob(String name, Asked<Optional<JobRun>> run) {

    /** What there is to say of a run; findings are about {@code subject}. */
    interface Look {
        List<Finding> at(String subject, JobRun run) throws IOException;
    }

    /** The findings about each job that runs. */
    static List<Finding> each(List<WatchedJob> jobs, Look look) throws IOException, InterruptedException {
        var findings = new ArrayList<Finding>();
        for (var job : jobs) {
            var subject = subject(job.name());
            var run = job.run().get();
            findings.addAll(
                    run.isEmpty()
                            ? List.of(Finding.ok(subject, "does not run: see jobs-run"))
                            : look.at(subject, run.get()));
        }
        return findings;
    }

    static String subject(String name) {
        return "job " + name;
    }
}
