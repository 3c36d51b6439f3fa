package io.joulestream.local;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Lives that go on at the same time, each in a thread of its own, and stop between two steps. */
final class Load implements AutoCloseable {
    private static final int BETWEEN_MILLIS = 200;

    private final List<Runnable> lives;
    private final ExecutorService threads;
    private List<Future<?>> running = List.of();
    private volatile boolean going;

    /** @param lives a step of each */
    Load(List<Runnable> lives) {
        this.lives = lives;
        this.threads = Executors.newFixedThreadPool(lives.size());
    }

    void go() {
        going = true;
        running = lives.stream()
                .<Future<?>>map(life -> threads.submit(() -> live(life)))
                .toList();
    }

    private void live(Runnable life) {
        try {
            while (going) {
                life.run();
                TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when everything that was sent is acknowledged; fails where a life did. */
    void pause() throws InterruptedException {
        going = false;
        for (var life : running) {
            try {
                life.get();
            } catch (ExecutionException e) {
                throw new AssertionError(e.getCause());
            }
        }
    }

    @Override
    public void close() {
        going = false;
        threads.shutdownNow();
    }
}
