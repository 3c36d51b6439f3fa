package io.joulestream.core.block;

import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import io.joulestream.core.fold.Fold;
import io.joulestream.core.fold.FoldState;
import io.joulestream.core.fold.Spans;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All readings of one series: an open block at the end, kept with the head, and closed blocks in the store.
 *
 * <p>A block's key is the lower bound of its stretch of time, which reaches to the next block's key; it need not be a
 * reading's time. Blocks are loaded when needed and kept until {@link #flush}. Appending costs O(1); a change costs the
 * blocks it touches.
 */
public final class Blocks {
    /** Readings of a full block, unless told otherwise; one twice as full is split. */
    public static final int BLOCK_SIZE = 128;

    private final BlockStore store;
    private final int blockSize;
    private final BlockIndex index;
    private @Nullable ReadingBlock open;
    private long openKey;
    private int closedCount;

    private final TreeMap<Long, ReadingBlock> loaded = new TreeMap<>();
    private final Set<Long> dirty = new HashSet<>();
    private final Set<Long> removed = new HashSet<>();

    /** @param blockSize readings at which a block is full */
    public Blocks(BlockStore store, int blockSize) {
        this.store = store;
        this.blockSize = blockSize;
        this.index = new BlockIndex(store);
    }

    public int blockSize() {
        return blockSize;
    }

    /** About how many bytes of heap the open block takes. */
    public long openBytes() {
        return open == null ? 0 : 16L * open.count();
    }

    /** Adds a reading later than all others; {@code last} is the fold's state before it. */
    public void append(long tsMillis, long micros, FoldState last) {
        ReadingBlock block = open;
        if (block != null && block.count() >= blockSize) {
            close(block);
            block = null;
        }
        if (block == null) {
            block = new ReadingBlock();
            block.before().set(last);
            open = block;
            openKey = tsMillis;
        }
        block.append(tsMillis, micros);
    }

    /** A walk over the readings at or after {@code tsMillis}; {@code state} becomes the fold's state before them. */
    public Walk walk(long tsMillis, Fold fold, FoldState state) {
        state.clear();
        Walk walk = new Walk();
        if (open != null) {
            walk.key = keyFor(tsMillis);
            walk.block = block(walk.key);
            state.set(walk.block.before());
            Spans ignored = new Spans();
            int found = walk.block.find(tsMillis);
            int first = found >= 0 ? found : -found - 1;
            for (int i = 0; i < first; i++) {
                fold.advance(state, walk.block.tsMillis(i), walk.block.micros(i), ignored);
            }
            walk.index = first - 1;
        }
        return walk;
    }

    /** The value of the reading at the time. */
    public @Nullable Long find(long tsMillis) {
        if (open == null) {
            return null;
        }
        ReadingBlock block = block(keyFor(tsMillis));
        int found = block.find(tsMillis);
        return found >= 0 ? block.micros(found) : null;
    }

    /** Puts a reading in, or gives the one at this time another value. */
    public void put(long tsMillis, long micros, Fold fold) {
        long key = keyFor(tsMillis);
        if (tsMillis < key) {
            rekey(key, tsMillis);
            key = tsMillis;
        }
        ReadingBlock block = block(key);
        int found = block.find(tsMillis);
        if (found >= 0) {
            block.setMicros(found, micros);
        } else {
            block.insert(-found - 1, tsMillis, micros);
        }
        touch(key);
        if (block.count() > 2 * blockSize) {
            split(key, block, fold);
        }
    }

    /** Removes the reading at this time, which exists. */
    public void remove(long tsMillis) {
        long key = keyFor(tsMillis);
        ReadingBlock block = block(key);
        block.remove(block.find(tsMillis));
        touch(key);
        if (block.count() == 0) {
            drop(key);
        }
    }

    /** The time of the last reading; call only where there is one. */
    public long lastTsMillis() {
        ReadingBlock block = Objects.requireNonNull(open, "no reading");
        return block.tsMillis(block.count() - 1);
    }

    /** Sets the state before the first reading of the block with this key. */
    public void setBefore(long key, FoldState state) {
        ReadingBlock block = block(key);
        if (!block.before().sameAs(state)) {
            block.before().set(state);
            touch(key);
        }
    }

    /** Writes what changed in closed blocks to the store and lets go of them. */
    public void flush() {
        if (loaded.isEmpty() && removed.isEmpty()) {
            return;
        }
        for (long key : removed) {
            store.remove(BlockStore.Table.BLOCK, key);
        }
        ByteSink out = new ByteSink(1024);
        for (long key : dirty) {
            out.clear();
            Objects.requireNonNull(loaded.get(key), "a changed block is loaded").write(out);
            store.put(BlockStore.Table.BLOCK, key, out.toByteArray());
        }
        removed.clear();
        dirty.clear();
        loaded.clear();
        index.flush();
    }

    /** Removes every block from the store. */
    public void clear() {
        for (Long key = index.higher(Long.MIN_VALUE); key != null; key = index.higher(key)) {
            removed.add(key);
        }
        for (long key : removed) {
            index.remove(key);
        }
        dirty.clear();
        open = null;
        closedCount = 0;
        flush();
    }

    /** The part that is kept in the head: the open block. */
    public void write(ByteSink out) {
        out.writeUnsigned(closedCount);
        out.writeByte(open == null ? 0 : 1);
        if (open != null) {
            out.writeSigned(openKey);
            open.write(out);
        }
    }

    public static Blocks read(ByteSource in, BlockStore store, int blockSize) {
        Blocks blocks = new Blocks(store, blockSize);
        blocks.closedCount = in.readInt();
        if (in.readByte() == 1) {
            blocks.openKey = in.readSigned();
            blocks.open = ReadingBlock.read(in);
        }
        return blocks;
    }

    /** The key of the block whose stretch holds the time: the first block's for a time before all. */
    public long keyFor(long tsMillis) {
        if (closedCount == 0 || tsMillis >= openKey) {
            return openKey;
        }
        Long key = index.floor(tsMillis);
        return key != null ? key : Objects.requireNonNull(index.higher(tsMillis), "there are closed blocks");
    }

    private ReadingBlock block(long key) {
        if (open != null && key == openKey) {
            return open;
        }
        ReadingBlock block = loaded.get(key);
        if (block == null) {
            byte[] bytes = store.get(BlockStore.Table.BLOCK, key);
            block = ReadingBlock.read(new ByteSource(Objects.requireNonNull(bytes, "a block that the index names")));
            loaded.put(key, block);
        }
        return block;
    }

    private void touch(long key) {
        if (open == null || key != openKey) {
            dirty.add(key);
        }
    }

    private void close(ReadingBlock block) {
        addClosed(openKey, block);
        open = null;
    }

    private void addClosed(long key, ReadingBlock block) {
        loaded.put(key, block);
        dirty.add(key);
        removed.remove(key);
        index.add(key);
        closedCount++;
    }

    private void removeClosed(long key) {
        loaded.remove(key);
        dirty.remove(key);
        removed.add(key);
        index.remove(key);
        closedCount--;
    }

    private void rekey(long key, long newKey) {
        ReadingBlock block = block(key);
        if (block == open) {
            openKey = newKey;
        } else {
            removeClosed(key);
            addClosed(newKey, block);
        }
    }

    private void split(long key, ReadingBlock block, Fold fold) {
        boolean wasOpen = block == open;
        ReadingBlock right = block.splitAt(block.count() / 2);
        FoldState state = right.before();
        state.set(block.before());
        Spans ignored = new Spans();
        for (int i = 0; i < block.count(); i++) {
            fold.advance(state, block.tsMillis(i), block.micros(i), ignored);
        }
        if (wasOpen) {
            open = right;
            openKey = right.tsMillis(0);
            addClosed(key, block);
        } else {
            addClosed(right.tsMillis(0), right);
        }
    }

    private void drop(long key) {
        if (open == null || key != openKey) {
            removeClosed(key);
            return;
        }
        open = null;
        if (closedCount > 0) {
            long lastKey = Objects.requireNonNull(index.floor(Long.MAX_VALUE), "there are closed blocks");
            ReadingBlock last = block(lastKey);
            removeClosed(lastKey);
            open = last;
            openKey = lastKey;
        }
    }

    /** A walk forward over the readings; ends its use when the readings change. */
    public final class Walk {
        private @Nullable ReadingBlock block;
        private long key;
        private int index;

        /** Moves to the next reading; false after the last. */
        public boolean next() {
            ReadingBlock current = block;
            if (current == null) {
                return false;
            }
            index++;
            if (index < current.count()) {
                return true;
            }
            Long following = keyAfter(key);
            if (following == null) {
                block = null;
                return false;
            }
            key = following;
            block = block(following);
            index = 0;
            return true;
        }

        public long tsMillis() {
            return current().tsMillis(index);
        }

        public long micros() {
            return current().micros(index);
        }

        /** Whether this reading is the first of its block, whose state before then depends on the reading before. */
        public boolean startsBlock() {
            return index == 0;
        }

        public long blockKey() {
            return key;
        }

        private ReadingBlock current() {
            return Objects.requireNonNull(block, "the walk stands on a reading");
        }

        private @Nullable Long keyAfter(long passed) {
            if (passed == openKey) {
                return null;
            }
            Long following = Blocks.this.index.higher(passed);
            return following != null ? following : Long.valueOf(openKey);
        }
    }
}
