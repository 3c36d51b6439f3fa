package io.joulestream.core.block;

import org.jspecify.annotations.Nullable;

/** Where the bytes of one series lie: small tables of a number to bytes. */
public interface BlockStore {

    /** What the bytes are. */
    enum Table {
        /** Closed blocks of readings, by the block's key. */
        BLOCK,
        /** Pages of the block index, by {@link BlockIndex}'s era; the root by {@link BlockIndex#ROOT}. */
        INDEX,
        /** The sums of days, a page a local month: by twice the month's start, plus the generation of the days. */
        DAYS,
        /** Which copy in the {@link Archive} a block is that has left the state, by its key. */
        ARCHIVED_BLOCK,
        /** The same of pages of days. */
        ARCHIVED_DAYS,
        /** What is to be done about the archive, by {@link Departures}. */
        DEPARTURE
    }

    byte @Nullable [] get(Table table, long key);

    void put(Table table, long key, byte[] value);

    void remove(Table table, long key);
}
