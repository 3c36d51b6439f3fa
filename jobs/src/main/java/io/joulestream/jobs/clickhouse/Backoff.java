package io.joulestream.jobs.clickhouse;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Waits between tries: a random time up to a bound that doubles ("full jitter", so that the subtasks of a job do not come
 * back all at once).
 */
record Backoff(Duration first, Duration longest) {
    static final Backoff DEFAULT = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(15));

    /** @param failures in a row so far, at least 1 */
    void pause(int failures) throws InterruptedException {
        Thread.sleep(ThreadLocalRandom.current().nextLong(boundMillis(failures) + 1));
    }

    long boundMillis(int failures) {
        int doublings = Math.min(failures - 1, 30);
        return Math.min(longest.toMillis(), first.toMillis() << doublings);
    }
}
