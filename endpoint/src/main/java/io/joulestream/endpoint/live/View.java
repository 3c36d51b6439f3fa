package io.joulestream.endpoint.live;

import io.joulestream.endpoint.store.Store;
import io.joulestream.endpoint.store.StoreUnavailable;
import io.joulestream.endpoint.store.Watched;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What several listeners watch together. */
final class View {
    /** A look that took long is followed by this many times as long a rest. */
    private static final int REST = 20;

    private final Watched watched;
    private final Changes changes;
    private final Store store;
    private final List<Listener> listeners = new ArrayList<>();
    private @Nullable Watermark watermark;
    private boolean troubled;
    private long restUntilNanos = System.nanoTime();

    View(Watched watched, Store store) {
        this.watched = watched;
        this.changes = new Changes(watched, store);
        this.store = store;
    }

    /** @param since what the listener knows already; null: it reads everything once it has been greeted */
    synchronized void join(Listener listener, @Nullable Map<String, Long> since) throws StoreUnavailable {
        Watermark mark = watermark();
        if (since != null) {
            var known = new Watermark(since);
            List<LiveEvent> missed = changes.since(known, mark.since());
            listener.send(greeting(mark, true));
            missed.forEach(listener::send);
            listener.countLook();
            listener.countLook();
        }
        listeners.add(listener);
    }

    private Watermark watermark() throws StoreUnavailable {
        if (watermark == null) {
            watermark = new Watermark(store.latestRevisions(watched));
        }
        return watermark;
    }

    synchronized void leave(Listener listener) {
        listeners.remove(listener);
    }

    synchronized void close() {
        listeners.forEach(Listener::close);
    }

    /** Whether it has rested from its last look. */
    synchronized boolean isDue() {
        return System.nanoTime() - restUntilNanos >= 0;
    }

    /** Looks for changes and tells them. */
    synchronized void look() {
        long begin = System.nanoTime();
        try {
            Watermark mark = watermark();
            List<LiveEvent> events = changes.since(mark, null);
            if (events.size() == 1 && events.get(0).isReload()) {
                watermark = new Watermark(store.latestRevisions(watched));
            }
            if (troubled) {
                troubled = false;
                tell(List.of(greeting(mark, true)));
            }
            greetNewcomers(mark);
            tell(events);
        } catch (StoreUnavailable e) {
            trouble(e);
        }
        long end = System.nanoTime();
        restUntilNanos = end + REST * (end - begin);
    }

    /** Not at once: by the second look, the rows of an insert that was under way at the first are there. */
    private void greetNewcomers(Watermark mark) {
        for (Listener listener : listeners) {
            if (listener.countLook() == 1) {
                listener.send(greeting(mark, false));
            }
        }
    }

    /** @param complete false: only what changes from now on is told, so read the rows now */
    private LiveEvent greeting(Watermark mark, boolean complete) {
        return LiveEvent.of(
                "hello", Watermark.text(watched.series(), mark.since()), out -> out.bool("resumed", complete));
    }

    private void trouble(StoreUnavailable e) {
        if (!troubled) {
            troubled = true;
            tell(List.of(LiveEvent.trouble(String.valueOf(e.getMessage()))));
        }
    }

    private void tell(List<LiveEvent> events) {
        for (Listener listener : listeners) {
            events.forEach(listener::send);
        }
    }
}
