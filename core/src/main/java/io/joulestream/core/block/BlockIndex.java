package io.joulestream.core.block;

import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a series' closed blocks, in order: a root page that lists eras, and a page of keys for each era that has
 * any. Pages are read when first needed and written by {@link #flush}.
 *
 * <p>Cost: one page for the root, one for each era touched; a page holds what 2^31 ms, about 25 days, can hold.
 */
final class BlockIndex {
    /** The key of the root page: no era has this number. */
    static final long ROOT = Long.MIN_VALUE;

    private static final int ERA_BITS = 31;

    private final BlockStore store;
    private @Nullable NavigableSet<Long> eras;
    private final Map<Long, NavigableSet<Long>> pages = new HashMap<>();
    private final Set<Long> dirty = new HashSet<>();

    BlockIndex(BlockStore store) {
        this.store = store;
    }

    /** The greatest key at or before {@code key}. */
    @Nullable
    Long floor(long key) {
        for (Long era = eras().floor(key >> ERA_BITS); era != null; era = eras().lower(era)) {
            Long found = page(era).floor(key);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** The least key after {@code key}. */
    @Nullable
    Long higher(long key) {
        for (Long era = eras().ceiling(key >> ERA_BITS); era != null; era = eras().higher(era)) {
            Long found = page(era).higher(key);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    void add(long key) {
        long era = key >> ERA_BITS;
        if (eras().add(era)) {
            dirty.add(ROOT);
        }
        page(era).add(key);
        dirty.add(era);
    }

    void remove(long key) {
        long era = key >> ERA_BITS;
        NavigableSet<Long> page = page(era);
        page.remove(key);
        dirty.add(era);
        if (page.isEmpty()) {
            eras().remove(era);
            dirty.add(ROOT);
        }
    }

    void flush() {
        for (long changed : dirty) {
            NavigableSet<Long> keys = changed == ROOT ? eras() : page(changed);
            if (keys.isEmpty()) {
                store.remove(BlockStore.Table.INDEX, changed);
            } else {
                store.put(BlockStore.Table.INDEX, changed, write(keys));
            }
        }
        dirty.clear();
        pages.clear();
        eras = null;
    }

    private NavigableSet<Long> eras() {
        NavigableSet<Long> known = eras;
        if (known == null) {
            known = load(ROOT);
            eras = known;
        }
        return known;
    }

    private NavigableSet<Long> page(long era) {
        return pages.computeIfAbsent(era, this::load);
    }

    private NavigableSet<Long> load(long pageKey) {
        NavigableSet<Long> keys = new TreeSet<>();
        byte[] bytes = store.get(BlockStore.Table.INDEX, pageKey);
        if (bytes != null) {
            ByteSource in = new ByteSource(bytes);
            long key = 0;
            while (in.hasMore()) {
                key += in.readSigned();
                keys.add(key);
            }
        }
        return keys;
    }

    private static byte[] write(NavigableSet<Long> keys) {
        ByteSink out = new ByteSink(keys.size() * 5);
        long previous = 0;
        for (long key : keys) {
            out.writeSigned(key - previous);
            previous = key;
        }
        return out.toByteArray();
    }
}
