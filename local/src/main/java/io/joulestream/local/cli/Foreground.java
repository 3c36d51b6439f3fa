package io.joulestream.local.cli;

import io.joulestream.local.config.Home;
import io.joulestream.local.config.LocalConfig;
import io.joulestream.local.console.Console;
import io.joulestream.local.stack.LocalStack;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** A system that runs as long as its command does: started by it, and stopped whole at Ctrl-C, also while it starts. */
final class Foreground {

    private static final Duration READY = Duration.ofMinutes(3);
    private static final Duration START_ENDS = Duration.ofSeconds(20);

    private final Console console;
    private final String command;
    private final CleanUp cleanUp;
    private final long started = System.nanoTime();
    private final Thread starter = Thread.currentThread();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch settled = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable LocalStack stack;

    /** What is left to do when nothing runs any more. */
    @FunctionalInterface
    interface CleanUp {
        void run() throws IOException;
    }

    /** @param command its name, for what is said */
    Foreground(Console console, String command, CleanUp cleanUp) {
        this.console = console;
        this.command = command;
        this.cleanUp = cleanUp;
    }

    /** Starts it and says where its parts are; see {@link LocalStack#start}. */
    LocalStack start(Home home, LocalConfig config) throws IOException {
        // Logging starts itself when it is first used; interrupted by a stop meanwhile, it would print its own failure.
        var unused = LoggerFactory.getLogger(Foreground.class);
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        console.say(command, "starting in " + config.data());
        var running = started(home, config);
        var addresses = running.addresses();
        console.say("kafka", addresses.kafkaBootstrap());
        console.say("clickhouse", addresses.clickHouseUrl());
        console.say("flink", addresses.flinkUrl());
        console.say("endpoint", addresses.endpointUrl());
        running.awaitReady(READY);
        console.say("ready", addresses.endpointUrl() + " after " + seconds() + " s; Ctrl-C stops");
        return running;
    }

    private LocalStack started(Home home, LocalConfig config) throws IOException {
        try {
            var running = LocalStack.start(home, config, console);
            stack = running;
            return running;
        } catch (IOException | RuntimeException failed) {
            settled.countDown();
            endIfStopping();
            throw failed;
        } finally {
            settled.countDown();
        }
    }

    /** Since the command began. */
    long seconds() {
        return Duration.ofNanos(System.nanoTime() - started).toSeconds();
    }

    /** Open as soon as it is to stop. */
    CountDownLatch stopping() {
        return stopping;
    }

    /**
     * Where it is to stop, this does not return: the process ends when it has stopped, and whatever failed meanwhile failed
     * for that reason and is not to be told.
     */
    void endIfStopping() {
        while (stopping.getCount() == 0) {
            var unused = Thread.interrupted(); // an interrupted thread would not be parked
            LockSupport.park(this);
        }
    }

    /** Not to be interrupted: it is the stop that interrupts what is still starting. */
    void awaitStopped() {
        while (true) {
            try {
                stopped.await();
                return;
            } catch (InterruptedException stillStopping) {
                // Waits on: nothing else runs in this thread.
            }
        }
    }

    /** Runs while the JVM shuts down, at Ctrl-C or because the command failed. */
    private void stop() {
        stopping.countDown();
        console.clearStatus();
        try {
            var starting = settled.getCount() > 0;
            if (starting) {
                console.say(command, "stopping while it starts");
                starter.interrupt();
                settled.await(START_ENDS.toSeconds(), TimeUnit.SECONDS);
            }
            var running = stack;
            if (running != null) {
                console.say(command, "stopping");
                running.close();
            }
            cleanUp.run();
            if (running != null || starting) {
                console.say(command, "stopped");
            }
        } catch (IOException | InterruptedException failed) {
            console.say(command, "did not stop cleanly: " + failed.getMessage());
        } finally {
            stopped.countDown();
        }
    }
}
