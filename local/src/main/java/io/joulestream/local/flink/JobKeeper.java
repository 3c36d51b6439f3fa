package io.joulestream.local.flink;

import io.joulestream.local.process.Announcer;
import io.joulestream.local.process.StackException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one job running: submits it, from its newest completed checkpoint, whenever the cluster does not list it or
 * lists it as failed.
 *
 * <p>After the JobManager was killed the new one lists nothing, and the old run's tasks are gone with the old
 * TaskManager (whoever restarts the JobManager sees to that), so this is the recovery. A run that somebody cancelled or
 * that finished stays so until the next JobManager.
 */
public final class JobKeeper {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final FlinkRest cluster;
    private final Path jar;
    private final JobSpec job;
    private final Lineage lineage;
    private final Announcer announcer;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private Duration wait = BETWEEN_LOOKS;
    private String saidLast = "";
    // A run whose submission got no answer: it is tried again under the same id, which the cluster takes once.
    private @Nullable String undecided;

    public JobKeeper(FlinkRest cluster, Path jar, JobSpec job, Lineage lineage, Announcer announcer) {
        this.cluster = cluster;
        this.jar = jar;
        this.job = job;
        this.lineage = lineage;
        this.announcer = announcer;
    }

    /** The job's name. */
    public String job() {
        return job.name();
    }

    /** Looks every second in a thread of its own, until stopped. */
    public void start() {
        var thread = new Thread(this::keep, "keeper-" + job.name());
        thread.setDaemon(true);
        thread.start();
    }

    /** Stops looking; the job goes on. */
    public void stop() {
        stopping.countDown();
    }

    private void keep() {
        try {
            do {
                look();
            } while (!stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            if (cluster.slots() == 0) {
                return; // No TaskManager yet.
            }
            var last = cluster.jobs().stream()
                    .filter(listed -> listed.name().equals(job.name()))
                    .max(Comparator.comparingLong(FlinkRest.JobState::started));
            if (last.isEmpty()) {
                submit();
            } else if (last.get().state().equals("FAILED")) {
                say("failed: " + cluster.lastFailure(last.get().id()).orElse("see log/job-manager.log"));
                wait = longer();
                submit();
            } else {
                wait = BETWEEN_LOOKS;
                if (last.get().ended()) {
                    say("is " + last.get().state() + ": ./joulestream submit " + job.name() + " starts it");
                }
            }
        } catch (StackException failed) {
            say(String.valueOf(failed.getMessage()));
        } catch (IOException unreachable) {
            // The JobManager is being started; its own keeper says so.
        }
    }

    private void submit() throws IOException {
        var from = lineage.newest();
        var run = undecided;
        if (run == null) {
            run = UUID.randomUUID().toString().replace("-", "");
            lineage.begin(run, from);
        }
        undecided = run;
        try {
            cluster.submit(jar, job, run, from);
            say(from.map(path -> "resumed from " + path).orElse("started anew"));
            undecided = null;
        } catch (StackException refused) {
            undecided = null;
            wait = longer();
            throw refused;
        }
    }

    private Duration longer() {
        var doubled = wait.multipliedBy(2);
        return doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
    }

    /** The same line again and again says nothing. */
    private void say(String line) {
        if (!line.equals(saidLast)) {
            saidLast = line;
            announcer.say(job.name(), line);
        }
    }
}
