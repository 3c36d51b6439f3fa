package io.joulestream.jobs.kafka;

import io.joulestream.core.input.Rejection;
import io.joulestream.core.series.SeriesKey;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Keys by their bytes, so that a series that has been seen costs neither an object nor a check. Holds at most the given
 * number of keys: at one more it forgets all and begins anew. Not thread-safe.
 */
final class KeyTable {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;
    private static final int SMALLEST = 1 << 10;

    /** One checked key, the same object for as long as the table remembers it. */
    static final class Entry {
        final byte[] bytes;
        final SeriesKey series;
        /** {@code tenant/series}, its hash already known. */
        final String text;

        private final int hash;

        private Entry(byte[] bytes, int hash, SeriesKey series) {
            this.bytes = bytes;
            this.hash = hash;
            this.series = series;
            this.text = series.toString();
        }
    }

    private final int most;
    private @Nullable Entry[] slots = new Entry[SMALLEST];
    private int size;

    KeyTable(int most) {
        this.most = most;
    }

    /** The caller must not change the bytes afterwards. */
    Entry find(byte[] key) throws Rejection {
        int hash = hash(key);
        int mask = slots.length - 1;
        for (int i = hash & mask; ; i = (i + 1) & mask) {
            Entry entry = slots[i];
            if (entry == null) {
                return add(key, hash);
            }
            if (entry.hash == hash && Arrays.equals(entry.bytes, key)) {
                return entry;
            }
        }
    }

    int size() {
        return size;
    }

    private Entry add(byte[] key, int hash) throws Rejection {
        var entry = new Entry(key, hash, SeriesKey.parse(new String(key, StandardCharsets.UTF_8)));
        if (size == most) {
            slots = new Entry[SMALLEST];
            size = 0;
        } else if (2 * size >= slots.length) {
            @Nullable Entry[] old = slots;
            slots = new Entry[2 * old.length];
            for (Entry moved : old) {
                if (moved != null) {
                    put(moved);
                }
            }
        }
        put(entry);
        size++;
        return entry;
    }

    private void put(Entry entry) {
        int mask = slots.length - 1;
        int i = entry.hash & mask;
        while (slots[i] != null) {
            i = (i + 1) & mask;
        }
        slots[i] = entry;
    }

    private static int hash(byte[] key) {
        long hash = key.length;
        int i = 0;
        for (; i + Long.BYTES <= key.length; i += Long.BYTES) {
            hash = (hash ^ (long) LONG.get(key, i)) * MIX;
            hash ^= hash >>> 32;
        }
        for (; i < key.length; i++) {
            hash = (hash ^ key[i]) * MIX;
        }
        return (int) (hash ^ (hash >>> 29));
    }
}
