package io.joulestream.core.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BlockIndexTest {

    @Test
    void findsItsKeysAsASortedSetWould() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            MemoryBlockStore store = new MemoryBlockStore();
            BlockIndex index = new BlockIndex(store);
            TreeSet<Long> expected = new TreeSet<>();
            for (int i = 0; i < 300; i++) {
                long key = random.nextLong(-200, 200) * (1L << 28) + random.nextLong(3);
                if (random.nextInt(3) != 0) {
                    index.add(key);
                    expected.add(key);
                } else if (expected.remove(key)) {
                    index.remove(key);
                }
                if (random.nextInt(20) == 0) {
                    index.flush();
                }
                assertEquals(expected.floor(key), index.floor(key));
                assertEquals(expected.higher(key), index.higher(key));
            }
            for (long key : expected) {
                index.remove(key);
            }
            index.flush();
            assertEquals(0, store.size(BlockStore.Table.INDEX), "an empty index leaves nothing behind");
        }
    }

    @Test
    void readsOnlyThePagesThatAreAskedFor() {
        MemoryBlockStore store = new MemoryBlockStore();
        BlockIndex index = new BlockIndex(store);
        for (int era = 0; era < 100; era++) {
            index.add((long) era << 31);
        }
        index.flush();
        assertEquals(101, store.size(BlockStore.Table.INDEX));
        int before = store.reads();
        assertEquals(50L << 31, index.floor((50L << 31) + 5));
        assertTrue(store.reads() - before <= 2, "the root and one page");
    }
}
