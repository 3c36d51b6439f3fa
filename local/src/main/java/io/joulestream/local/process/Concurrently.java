package io.joulestream.local.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs several things side by side. */
public final class Concurrently {

    private Concurrently() {}

    /** One thing to do. */
    @FunctionalInterface
    public interface Task {
        void run() throws IOException;
    }

    /** Returns when all are done. The first failure, in the order given, interrupts the others and is thrown. */
    public static void run(Task... tasks) throws IOException {
        var executor = Executors.newFixedThreadPool(tasks.length);
        try {
            var futures = new ArrayList<Future<?>>();
            for (var task : tasks) {
                futures.add(executor.submit(() -> {
                    task.run();
                    return null;
                }));
            }
            for (var future : futures) {
                future.get();
            }
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof StackException known) {
                throw known;
            }
            throw new IOException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted", interrupted);
        } finally {
            executor.shutdownNow();
        }
    }
}
