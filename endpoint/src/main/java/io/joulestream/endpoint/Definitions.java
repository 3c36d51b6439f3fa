package io.joulestream.endpoint;

import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.log.Visibility;
import io.joulestream.endpoint.store.Store;
import io.joulestream.endpoint.store.StoreUnavailable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks for definitions while the asker asks for the rest, for each takes about as long as the other; but not again while
 * the job commits nothing new.
 */
final class Definitions {
    private static final int MOST_KEPT = 10_000;

    private final Store store;
    private final Visibility visibility;
    private final ExecutorService threads;
    /** The one asked for last is the last. */
    private final Map<SeriesKey, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

    /** @param committed what was committed before it was asked for */
    private record Kept(List<Long> committed, Optional<Store.Defined> defined) {}

    /** @param atOnce more wait */
    Definitions(Store store, Visibility visibility, int atOnce) {
        this.store = store;
        this.visibility = visibility;
        this.threads = Executors.newFixedThreadPool(atOnce, Definitions::daemon);
    }

    Future<Optional<Store.Defined>> ask(SeriesKey key) {
        List<Long> committed = visibility.progress().committed();
        synchronized (kept) {
            Kept known = kept.get(key);
            if (known != null && known.committed.equals(committed)) {
                return CompletableFuture.completedFuture(known.defined);
            }
        }
        return threads.submit(() -> {
            Optional<Store.Defined> defined = store.definition(key);
            if (!committed.isEmpty()) {
                keep(key, new Kept(committed, defined));
            }
            return defined;
        });
    }

    /** The definition in force; a problem where the series is not known. */
    SeriesDefinition require(SeriesKey key) throws StoreUnavailable, InterruptedException {
        return require(ask(key), key);
    }

    static SeriesDefinition require(Future<Optional<Store.Defined>> asked, SeriesKey key)
            throws StoreUnavailable, InterruptedException {
        return get(asked, key).map(Store.Defined::definition).orElseThrow(() -> Problem.unknownSeries(key.series()));
    }

    private void keep(SeriesKey key, Kept fresh) {
        synchronized (kept) {
            kept.put(key, fresh);
            if (kept.size() > MOST_KEPT) {
                kept.remove(kept.keySet().iterator().next());
            }
        }
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
