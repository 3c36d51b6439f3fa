package io.joulestream.endpoint;

import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.store.Store;
import io.joulestream.endpoint.store.StoreUnavailable;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks for definitions while the asker asks for the rest: each takes about as long as the other. */
final class Definitions {
    private final Store store;
    private final ExecutorService threads;

    /** @param atOnce more wait */
    Definitions(Store store, int atOnce) {
        this.store = store;
        this.threads = Executors.newFixedThreadPool(atOnce, Definitions::daemon);
    }

    Future<Optional<Store.Defined>> ask(SeriesKey key) {
        return threads.submit(() -> store.definition(key));
    }

    static Optional<Store.Defined> get(Future<Optional<Store.Defined>> asked, SeriesKey key)
            throws StoreUnavailable, InterruptedException {
        try {
            return asked.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof StoreUnavailable unavailable) {
                throw unavailable;
            }
            throw new IllegalStateException("the definition of '" + key.series() + "' is not readable", failed);
        }
    }

    static Thread daemon(Runnable task) {
        var thread = new Thread(task, "store");
        thread.setDaemon(true);
        return thread;
    }
}
