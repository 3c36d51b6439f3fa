package io.joulestream.core.block;

import org.jspecify.annotations.Nullable;

/** Where the bytes of one series lie: three small tables of a number to bytes. */
public interface BlockStore {

    /** What the bytes are. */
    enum Table {
        /** Closed blocks of readings, by the block's key. */
        BLOCK,
        /** Pages of the block index, by {@link BlockIndex}'s era; the root by {@link BlockIndex#ROOT}. */
        INDEX,
        /** The sums of days, by the start of their month. */
        DAYS
    }

    byte @Nullable [] get(Table table, long key);

    void put(Table table, long key, byte[] value);

    void remove(Table table, long key);
}
