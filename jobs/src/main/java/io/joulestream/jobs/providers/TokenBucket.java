package io.joulestream.jobs.providers;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Requests that may be sent: as many as the rate's burst, refilled evenly. Requests that belong together are taken at once or
 * not at all, and may be more than a burst: then they wait until there would have been enough. Thread-safe; never blocks.
 */
final class TokenBucket {
    private final long intervalNanos;
    private final long burstNanos;
    private final LongSupplier nanoTime;
    private final long origin;
    /** When the bucket is full, in nanoseconds since the origin: what is taken moves it on. */
    private long fullAt;
    /** The last turn that was given to somebody who was refused, likewise. */
    private long lastTurn;

    /** @param nanoTime as System's: a clock may be set back, and then nobody would be let through */
    TokenBucket(Rate rate, LongSupplier nanoTime) {
        this.intervalNanos = rate.intervalNanos();
        this.burstNanos = Math.multiplyExact(intervalNanos, rate.burst());
        this.nanoTime = nanoTime;
        this.origin = nanoTime.getAsLong();
    }

    /** How long to wait until the requests may be sent; null, and nothing is taken, where that is longer than patience. */
    synchronized @Nullable Duration take(int requests, Duration patience) {
        long wait = waitNanos(requests);
        if (wait > patience.toNanos()) {
            return null;
        }
        fullAt = Math.max(fullAt, now()) + requests * intervalNanos;
        return Duration.ofNanos(wait);
    }

    /** How long {@link #take} would say to wait, with patience. */
    synchronized Duration waitFor(int requests) {
        return Duration.ofNanos(waitNanos(requests));
    }

    /**
     * How long somebody who was refused should wait to come again. No two have the same turn: they would all come at once, and
     * all but one be refused again.
     */
    synchronized Duration turn(int requests) {
        long now = now();
        lastTurn = Math.max(now + waitNanos(requests), lastTurn + requests * intervalNanos);
        return Duration.ofNanos(lastTurn - now);
    }

    /** Requests that were taken and not sent. */
    synchronized void giveBack(int requests) {
        fullAt -= requests * intervalNanos;
    }

    private long waitNanos(int requests) {
        long now = now();
        return Math.max(0, Math.max(fullAt, now) + requests * intervalNanos - burstNanos - now);
    }

    private long now() {
        return nanoTime.getAsLong() - origin;
    }
}
