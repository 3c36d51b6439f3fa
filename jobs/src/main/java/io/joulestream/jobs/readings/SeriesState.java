package io.joulestream.jobs.readings;

import io.joulestream.core.block.StateTables;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The keyed state of one series, all of it bytes in formats of our own that start with their version: the head, closed
 * blocks, index pages and day sums, and the batches that wait for a recomputation. Every method is about the current key.
 *
 * <p>Bound: some seven bytes for each reading within {@code state.retention}, and the numbers of the copies of what is older
 * (a block of 128 readings, a month). Deleting the series clears all but a head of a few bytes, which keeps the revision.
 */
final class SeriesState implements StateTables {
    static final ValueStateDescriptor<byte[]> HEAD =
            new ValueStateDescriptor<>("head", BytePrimitiveArraySerializer.INSTANCE);

    private final ValueState<byte[]> head;
    private final ListState<byte[]> held;
    private final Map<Table, MapState<Long, byte[]>> tables = new EnumMap<>(Table.class);

    SeriesState(KeyedStateStore store) {
        head = store.getState(HEAD);
        held = store.getListState(new ListStateDescriptor<>("held", BytePrimitiveArraySerializer.INSTANCE));
        tables.put(Table.BLOCK, table(store, "blocks"));
        tables.put(Table.INDEX, table(store, "index"));
        tables.put(Table.DAYS, table(store, "days"));
        tables.put(Table.ARCHIVED_BLOCK, table(store, "archived-blocks"));
        tables.put(Table.ARCHIVED_DAYS, table(store, "archived-days"));
        tables.put(Table.DEPARTURE, table(store, "departures"));
    }

    private static MapState<Long, byte[]> table(KeyedStateStore store, String name) {
        return store.getMapState(
                new MapStateDescriptor<>(name, LongSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE));
    }

    byte @Nullable [] head() throws Exception {
        return head.value();
    }

    void setHead(byte[] bytes) throws Exception {
        head.update(bytes);
    }

    ListState<byte[]> held() {
        return held;
    }

    @Override
    public byte @Nullable [] get(Table table, long key) {
        try {
            return rows(table).get(key);
        } catch (Exception e) {
            throw new IllegalStateException("cannot read " + table + " " + key, e);
        }
    }

    @Override
    public void put(Table table, long key, byte[] value) {
        try {
            rows(table).put(key, value);
        } catch (Exception e) {
            throw new IllegalStateException("cannot write " + table + " " + key, e);
        }
    }

    @Override
    public void remove(Table table, long key) {
        try {
            rows(table).remove(key);
        } catch (Exception e) {
            throw new IllegalStateException("cannot remove " + table + " " + key, e);
        }
    }

    @Override
    public List<Long> keys(Table table) {
        try {
            List<Long> keys = new ArrayList<>();
            rows(table).keys().forEach(keys::add);
            return keys;
        } catch (Exception e) {
            throw new IllegalStateException("cannot read the keys of " + table, e);
        }
    }

    private MapState<Long, byte[]> rows(Table table) {
        return Objects.requireNonNull(tables.get(table), "every table has its state");
    }
}
