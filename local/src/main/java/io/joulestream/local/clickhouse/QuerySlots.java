package io.joulestream.local.clickhouse;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** So many queries run at once, so many wait their turn, and the rest are turned away at once. */
final class QuerySlots {
    private static final int PATIENCE_SECONDS = 60;

    private final Semaphore running;
    private final Semaphore present;
    private final int runningAtOnce;

    QuerySlots(int runningAtOnce, int waiting) {
        this.runningAtOnce = runningAtOnce;
        running = new Semaphore(runningAtOnce, true);
        present = new Semaphore(runningAtOnce + waiting);
    }

    void enter() throws QueryException {
        if (!present.tryAcquire()) {
            throw QueryException.busy("too many queries are waiting: try again later");
        }
        try {
            if (running.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        present.release();
        throw QueryException.busy("no turn within " + PATIENCE_SECONDS + " seconds: try again later");
    }

    void leave() {
        running.release();
        present.release();
    }

    /** Whether all running queries ended in time; from then on none can start. */
    boolean closeWithin(long millis) throws InterruptedException {
        return running.tryAcquire(runningAtOnce, millis, TimeUnit.MILLISECONDS);
    }
}
