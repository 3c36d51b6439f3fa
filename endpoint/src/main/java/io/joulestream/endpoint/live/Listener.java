package io.joulestream.endpoint.live;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One connection's events, waiting to be written. A client that does not keep up is let go: it can resume. */
public final class Listener {
    private static final int MAX_WAITING = 256;

    private final BlockingQueue<LiveEvent> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
    private volatile boolean open = true;
    private int looks;

    Listener() {}

    void send(LiveEvent event) {
        if (!waiting.offer(event)) {
            close();
        }
    }

    void close() {
        open = false;
        waiting.clear();
        wake();
    }

    private void wake() {
        // Where there is no room, there is something to wake for.
        boolean ignored = waiting.offer(LiveEvent.HEARTBEAT);
    }

    public boolean isOpen() {
        return open;
    }

    /** The next event, or a heartbeat where there is none for this long. */
    public LiveEvent next(Duration patience) throws InterruptedException {
        LiveEvent event = waiting.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        return event == null ? LiveEvent.HEARTBEAT : event;
    }

    /** How many looks at the store it has lived through, this one not counted. */
    int countLook() {
        return looks++;
    }
}
