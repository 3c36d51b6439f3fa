package io.joulestream.endpoint.live;

import io.joulestream.endpoint.store.Store;
import io.joulestream.endpoint.store.StoreUnavailable;
import io.joulestream.endpoint.store.Watched;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who listens to what. One thread looks at every view that has listeners, one query each, one view after the other; while
 * nobody listens, nothing is asked. Safe for many threads.
 */
public final class LiveFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);

    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final Store store;
    private final int maxListeners;
    private final Map<Watched, Shared> views = new HashMap<>();
    private final ScheduledExecutorService looks =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "live"));
    private int listeners;
    private boolean closed;

    /** A view and how many listen to it or are about to. */
    private static final class Shared {
        private final View view;
        private int listeners;

        Shared(View view) {
            this.view = view;
        }
    }

    public LiveFeed(Store store, Duration cadence, int maxListeners) {
        this.store = store;
        this.maxListeners = maxListeners;
        var unused = looks.scheduleWithFixedDelay(
                () -> look(View::isDue), cadence.toMillis(), cadence.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The revisions that the id of an event says were known, of the series in its request's order by name; null: it is none. */
    public static @Nullable Map<String, Long> position(List<String> series, String eventId) {
        return Watermark.parse(series, eventId);
    }

    /**
     * Begins to listen; {@link #leave} ends it.
     *
     * @param since the revisions of the series that the listener knows; null: none
     * @return null where too many listen
     */
    public @Nullable Listener listen(Watched watched, @Nullable Map<String, Long> since) throws StoreUnavailable {
        var listener = new Listener();
        View view;
        synchronized (this) {
            if (closed || listeners == maxListeners) {
                return null;
            }
            listeners++;
            Shared shared = views.computeIfAbsent(watched, key -> new Shared(new View(key, store)));
            shared.listeners++;
            view = shared.view;
        }
        try {
            view.join(listener, since);
            return listener;
        } catch (StoreUnavailable | RuntimeException e) {
            leave(watched, listener);
            throw e;
        }
    }

    public void leave(Watched watched, Listener listener) {
        Shared shared;
        synchronized (this) {
            listeners--;
            shared = views.get(watched);
            if (shared == null) {
                throw new IllegalStateException("left twice");
            }
            if (--shared.listeners == 0) {
                views.remove(watched);
            }
            notifyAll();
        }
        // Not within the lock: a look at this view may take its time.
        shared.view.leave(listener);
    }

    /** Looks at everything that is listened to; the feed does so by itself, at its cadence. */
    public void look() {
        look(view -> true);
    }

    private void look(Predicate<View> due) {
        for (View view : views()) {
            try {
                if (due.test(view)) {
                    view.look();
                }
            } catch (RuntimeException e) {
                LOG.error("cannot tell what changed", e);
            }
        }
    }

    private synchronized List<View> views() {
        return views.values().stream().map(shared -> shared.view).toList();
    }

    /** Lets all listeners go, and gives them a moment to say so to their clients. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        looks.shutdownNow();
        views().forEach(View::close);
        try {
            awaitAllLeft();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void awaitAllLeft() throws InterruptedException {
        long deadline = System.nanoTime() + FAREWELL.toNanos();
        long left = FAREWELL.toMillis();
        while (listeners > 0 && left > 0) {
            wait(left);
            left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        }
    }
}
