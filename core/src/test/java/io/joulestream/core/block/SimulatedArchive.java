package io.joulestream.core.block;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The archive behind a sink: copies are there, and released ones gone, once flushed; of a lost attempt as many as came to be.
 * Stricter than the real one, which keeps released copies for a while.
 */
public final class SimulatedArchive implements Archive {
    private record Copy(Kind kind, long key, long number) {}

    private final Map<Copy, byte[]> copies = new HashMap<>();
    private final Set<Copy> kept = new HashSet<>();
    private final Queue<Runnable> sink = new ArrayDeque<>();
    private int reads;

    @Override
    public void write(Kind kind, long key, long copy, byte[] bytes) {
        sink.add(() -> {
            if (copies.put(new Copy(kind, key, copy), bytes) != null) {
                throw new AssertionError("copy " + copy + " of " + kind + " " + key + " written twice");
            }
        });
    }

    @Override
    public void keep(Kind kind, long key, long copy) {
        sink.add(() -> kept.add(new Copy(kind, key, copy)));
    }

    @Override
    public void release(Kind kind, long key, long copy) {
        sink.add(() -> copies.remove(new Copy(kind, key, copy)));
    }

    @Override
    public byte[] read(Kind kind, long key, long copy) {
        reads++;
        byte[] bytes = copies.get(new Copy(kind, key, copy));
        if (bytes == null) {
            throw new IllegalStateException("no copy " + copy + " of " + kind + " " + key);
        }
        return bytes;
    }

    /** As before each barrier. */
    public void flush() {
        flush(sink.size());
    }

    /** Some of what was sent comes to be, the rest never does. */
    public void crash(SplittableRandom random) {
        flush(random.nextInt(sink.size() + 1));
        sink.clear();
    }

    /** How often a copy was read. */
    public int reads() {
        return reads;
    }

    /** Takes away what nobody kept. */
    public void expire() {
        copies.keySet().retainAll(kept);
    }

    public int size() {
        return copies.size();
    }

    private void flush(int most) {
        for (int i = 0; i < most; i++) {
            sink.remove().run();
        }
    }
}
