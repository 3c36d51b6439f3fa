package io.joulestream.core.block;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checkpointed state as plain maps; copied for a checkpoint. */
public final class MemoryBlockStore implements StateTables {
    private final Map<Table, Map<Long, byte[]>> tables = new EnumMap<>(Table.class);
    private int reads;

    public MemoryBlockStore() {
        for (Table table : Table.values()) {
            tables.put(table, new HashMap<>());
        }
    }

    public MemoryBlockStore copy() {
        MemoryBlockStore copy = new MemoryBlockStore();
        tables.forEach((table, rows) -> copy.rows(table).putAll(rows));
        return copy;
    }

    /** How often anything was read. */
    public int reads() {
        return reads;
    }

    public int size(Table table) {
        return rows(table).size();
    }

    @Override
    public byte @Nullable [] get(Table table, long key) {
        reads++;
        return rows(table).get(key);
    }

    @Override
    public void put(Table table, long key, byte[] value) {
        rows(table).put(key, value);
    }

    @Override
    public void remove(Table table, long key) {
        rows(table).remove(key);
    }

    @Override
    public List<Long> keys(Table table) {
        return new ArrayList<>(rows(table).keySet());
    }

    private Map<Long, byte[]> rows(Table table) {
        return Objects.requireNonNull(tables.get(table));
    }
}
