package io.joulestream.core.block;

/**
 * Where old blocks and pages lie when they have left the state: unchanging copies, each with a number of its own. The state
 * names the copy that it goes on from, so whatever an attempt that was lost wrote here is never read.
 *
 * <p>Durable as the sinks are: what is written or released before the barrier of a checkpoint is done when it completes.
 */
public interface Archive {

    /** What leaves the state. */
    enum Kind {
        /** A block of readings. */
        READINGS(1, BlockStore.Table.BLOCK, BlockStore.Table.ARCHIVED_BLOCK),
        /** A page of the sums of a month's days. */
        DAYS(2, BlockStore.Table.DAYS, BlockStore.Table.ARCHIVED_DAYS);

        private final int code;
        private final BlockStore.Table here;
        private final BlockStore.Table gone;

        Kind(int code, BlockStore.Table here, BlockStore.Table gone) {
            this.code = code;
            this.here = here;
            this.gone = gone;
        }

        /** In the bytes of the state. */
        int code() {
            return code;
        }

        static Kind of(int code) {
            return switch (code) {
                case 1 -> READINGS;
                case 2 -> DAYS;
                default -> throw new IllegalStateException("kind " + code);
            };
        }

        /** What is in state. */
        BlockStore.Table here() {
            return here;
        }

        /** The numbers of the copies of what has left. */
        BlockStore.Table gone() {
            return gone;
        }

        /** No reading of what has this key is earlier. */
        long earliestMillis(long key) {
            return this == READINGS ? key : Math.floorDiv(key, 2);
        }
    }

    /**
     * Writes a copy; one that nobody {@link #keep}s is of an attempt that was lost.
     *
     * @param copy its number: no other copy ever has it
     */
    void write(Kind kind, long key, long copy, byte[] bytes);

    /** The copy stands for what has left from now on; may be said again. */
    void keep(Kind kind, long key, long copy);

    /** No checkpoint that the job recovers from by itself names the copy any more: it may go after a while. */
    void release(Kind kind, long key, long copy);

    /** @throws IllegalStateException where there is no such copy, saying what to do */
    byte[] read(Kind kind, long key, long copy);
}
