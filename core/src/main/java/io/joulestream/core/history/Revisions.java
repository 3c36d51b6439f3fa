package io.joulestream.core.history;

/**
 * The revision clock of one attempt of the job (SEMANTICS 20).
 *
 * <p>An attempt's epoch is the wall clock at its start in milliseconds, or a later one where a checkpoint or the number of
 * the attempt says so; so each attempt's revisions are greater than those of the attempts before it, whose uncheckpointed
 * rows it replaces.
 */
public final class Revisions {
    /** Revisions a series may take in a millisecond before it would overtake a later attempt's epoch. */
    private static final int EPOCH_BITS = 20;

    private final long least;

    public Revisions(long epoch) {
        this.least = epoch << EPOCH_BITS;
    }

    /** The epoch of an attempt that starts at {@code wallMillis} from a checkpoint with this epoch, 0 for none. */
    public static long epoch(long wallMillis, long checkpointedEpoch) {
        return Math.max(wallMillis, checkpointedEpoch + 1);
    }

    public long after(long previous) {
        return Math.max(previous + 1, least);
    }
}
