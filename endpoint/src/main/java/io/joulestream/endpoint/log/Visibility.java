package io.joulestream.endpoint.log;

import java.time.Duration;

/** How much of the log the readings job has made visible in the store. Safe for many threads. */
public interface Visibility extends AutoCloseable {

    /**
     * Waits until everything up to the token is visible.
     *
     * @return false where it was not within the time
     */
    boolean await(Token token, Duration atMost) throws InterruptedException;

    /** What is known now; never waits. */
    Progress progress();

    @Override
    void close();
}
