package io.joulestream.core.block;

import java.util.function.LongSupplier;

/**
 * How long readings stay in the state, and how far the checkpoints of an attempt have come: one for all series of an
 * operator. Not thread-safe.
 */
public final class Retention {
    /** Nothing leaves. */
    public static final long KEEP_ALL = Long.MAX_VALUE;
    /** Never, as a time to do something. */
    public static final long NEVER = Long.MAX_VALUE;

    private final long millis;
    private final LongSupplier clock;
    private long passed;
    private long completed;

    /**
     * @param millis what is older by the clock leaves the state; {@link #KEEP_ALL} for none
     * @param restored the checkpoint that the state is from, which has completed; 0 for none
     */
    public Retention(long millis, LongSupplier clock, long restored) {
        this.millis = millis;
        this.clock = clock;
        this.passed = restored;
        this.completed = restored;
    }

    /** The barrier of a checkpoint has passed: what changes from now on is in the next one. */
    public void passed(long checkpoint) {
        passed = checkpoint;
    }

    /** The job will never go back behind its barrier by itself, and the sinks have flushed up to there. */
    public void completed(long checkpoint) {
        completed = Math.max(completed, checkpoint);
    }

    long nowMillis() {
        return clock.getAsLong();
    }

    /** What lies wholly before this instant may leave. */
    long cutoffMillis() {
        return millis == KEEP_ALL ? Long.MIN_VALUE : nowMillis() - millis;
    }

    /** When that may leave which ends at the instant. */
    long dueMillis(long endMillis) {
        return millis == KEEP_ALL ? NEVER : endMillis + millis + 1;
    }

    /** The barrier that passed last. */
    long barrier() {
        return passed;
    }

    /** Whether a checkpoint has completed that holds what was done when {@link #barrier} was this. */
    boolean isDurable(long barrier) {
        return barrier < completed;
    }
}
