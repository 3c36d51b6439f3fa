package io.joulestream.local.stack;

import io.joulestream.local.process.Announcer;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Says, once each time, that the data folder's disk is nearly full and that it has space again. The parts need no telling:
 * what they cannot write they try again.
 */
final class DiskWatch implements AutoCloseable {
    private static final long LEAST_BYTES = 256L << 20;
    private static final long EVERY_SECONDS = 5;

    private final String place;
    private final LongSupplier usableBytes;
    private final Announcer announcer;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "disk-watch");
        thread.setDaemon(true);
        return thread;
    });
    private boolean low;

    /** @param place as it is named to the user */
    DiskWatch(String place, LongSupplier usableBytes, Announcer announcer) {
        this.place = place;
        this.usableBytes = usableBytes;
        this.announcer = announcer;
    }

    DiskWatch start() {
        var unused = clock.scheduleWithFixedDelay(this::look, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
        return this;
    }

    void look() {
        var usable = usableBytes.getAsLong();
        if (usable < LEAST_BYTES && !low) {
            low = true;
            announcer.say(
                    "disk",
                    "only " + (usable >> 20) + " MB left at " + place
                            + ": free some; what cannot be written meanwhile is tried again");
        } else if (usable >= LEAST_BYTES && low) {
            low = false;
            announcer.say("disk", "has space again at " + place);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
