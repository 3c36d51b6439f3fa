package io.joulestream.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps one child running: whenever it ends it is started again, after 1, 2, 4 … and at most 30 s.
 *
 * <p>One process at a time: the next starts only when the one before is gone. A child that ran for a minute is well
 * again, and the wait starts anew. While the disk is full nothing is started: a broker that recovers its log without space
 * to write may throw away what it cannot read. Thread-safe.
 */
public final class KeptChild {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final int AS_IF_KILLED = 137;
    private static final long LEAST_BYTES = 128L << 20;
    private static final Duration WELL = Duration.ofMinutes(1);

    private final ChildCommand command;
    private final DataFolder folder;
    private final Announcer announcer;
    private final Runnable afterDeath;
    private final PidFile pidFile;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile Process process;
    private final AtomicInteger deaths = new AtomicInteger();

    private KeptChild(ChildCommand command, DataFolder folder, Announcer announcer, Runnable afterDeath)
            throws IOException {
        this.command = command;
        this.folder = folder;
        this.announcer = announcer;
        this.afterDeath = afterDeath;
        this.pidFile = new PidFile(folder, command.name());
        if (pidFile.endLeftover()) {
            announcer.say(command.name(), "ended a process that an earlier run left behind");
        }
        this.process = launch();
    }

    /**
     * Ends what an earlier parent left of it, then starts it.
     *
     * @param afterDeath run after each unwanted end and before the next start
     */
    public static KeptChild start(ChildCommand command, DataFolder folder, Announcer announcer, Runnable afterDeath)
            throws IOException {
        var child = new KeptChild(command, folder, announcer, afterDeath);
        var keeper = new Thread(child::keep, "keeper-" + command.name());
        keeper.setDaemon(true);
        keeper.start();
        return child;
    }

    /** Ends what an earlier parent left of a part, before anything asks whether its ports are free. */
    public static void endLeftover(DataFolder folder, String part, Announcer announcer) throws IOException {
        if (new PidFile(folder, part).endLeftover()) {
            announcer.say(part, "ended a process that an earlier run left behind");
        }
    }

    public String name() {
        return command.name();
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** The last line of its output: mostly why it ended. */
    public String lastWords() {
        var output = folder.log(name() + ".out");
        try {
            var lines = Files.readAllLines(output, StandardCharsets.UTF_8);
            for (var i = lines.size() - 1; i >= 0; i--) {
                if (!lines.get(i).isBlank() && !lines.get(i).startsWith("\t")) {
                    return lines.get(i);
                }
            }
        } catch (IOException unreadable) {
            // Then there is nothing to quote.
        }
        return "see " + output;
    }

    /** How often it has ended unasked. */
    public int deaths() {
        return deaths.get();
    }

    /** Ends the present process as kill -9 does and waits for its end; the keeper starts the next. */
    public void kill() {
        kill(process);
    }

    /** Starts it no more when it ends; at Ctrl-C a terminal asks every process of ours to end. */
    public void letEnd() {
        stopping.countDown();
    }

    /** Asks the process to end, for good; returns at once. */
    public void askToStop() {
        synchronized (stopping) {
            stopping.countDown();
            process.destroy();
        }
    }

    /** Ends it for good: gracefully within the limit, forcibly after. */
    public void stop(Duration limit) {
        askToStop();
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                announcer.say(name(), "did not stop within " + limit.toSeconds() + " s: ended");
            }
            kill(process);
            pidFile.delete();
        } catch (InterruptedException interrupted) {
            kill(process);
            Thread.currentThread().interrupt();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void kill(Process process) {
        process.destroyForcibly();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private void keep() {
        var wait = Duration.ofSeconds(1);
        try {
            var started = System.nanoTime();
            while (true) {
                var code = process.waitFor();
                if (stopping.getCount() == 0) {
                    return;
                }
                deaths.incrementAndGet();
                if (System.nanoTime() - started > WELL.toNanos()) {
                    wait = Duration.ofSeconds(1);
                }
                announcer.say(
                        name(),
                        "ended with code " + code + ": starting it again in " + wait.toSeconds() + " s"
                                + (code == AS_IF_KILLED ? "" : " (" + lastWords() + ")"));
                afterDeath.run();
                if (stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
                wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
                if (!spaceComes()) {
                    return;
                }
                started = System.nanoTime();
                relaunch();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until there is space for a start; false where the child is to stop meanwhile. */
    private boolean spaceComes() throws InterruptedException {
        var said = false;
        while (folder.usableBytes() < LEAST_BYTES) {
            if (!said) {
                announcer.say(name(), "is not started until its disk has " + (LEAST_BYTES >> 20) + " MB of space");
                said = true;
            }
            if (stopping.await(1, TimeUnit.SECONDS)) {
                return false;
            }
        }
        return true;
    }

    /** A launch that fails (no memory, full disk) counts as a child that ended at once. */
    private void relaunch() {
        synchronized (stopping) {
            if (stopping.getCount() == 0) {
                return;
            }
            try {
                process = launch();
            } catch (IOException failed) {
                announcer.say(name(), "could not be started: " + failed.getMessage());
            }
        }
    }

    private Process launch() throws IOException {
        var launched = command.start(folder);
        pidFile.write(launched);
        return launched;
    }
}
