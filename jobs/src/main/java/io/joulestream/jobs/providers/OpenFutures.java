package io.joulestream.jobs.providers;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Promises that are not kept yet, so that closing can break them. Thread-safe. */
final class OpenFutures<T> {
    private final Map<Long, CompletableFuture<T>> open = new ConcurrentHashMap<>();
    private final AtomicLong next = new AtomicLong();

    /** A new one, held until it is done. */
    @SuppressWarnings("FutureReturnValueIgnored") // only forgets
    CompletableFuture<T> create() {
        CompletableFuture<T> future = new CompletableFuture<>();
        Long id = next.incrementAndGet();
        open.put(id, future);
        future.whenComplete((done, thrown) -> open.remove(id));
        return future;
    }

    void forEach(Consumer<CompletableFuture<T>> action) {
        open.values().forEach(action);
    }
}
