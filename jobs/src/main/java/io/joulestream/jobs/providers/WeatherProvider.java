package io.joulestream.jobs.providers;

import java.util.concurrent.CompletableFuture;

/** Somebody to ask for weather. Thread-safe. */
interface WeatherProvider extends AutoCloseable {

    /**
     * Never blocks. The future always completes, within a bound and never exceptionally; what is chained to it runs on a
     * thread of the provider, which must not be blocked.
     */
    CompletableFuture<Answer> ask(CellDay wanted);

    /** Any time, from any thread. */
    ProviderState state();

    /** What is being asked ends at once, as unavailable. */
    @Override
    void close();
}
