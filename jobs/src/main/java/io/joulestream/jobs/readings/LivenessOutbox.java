package io.joulestream.jobs.readings;

import io.joulestream.jobs.clickhouse.LivenessRow;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * What is to be said of series, said only once the checkpoint that holds it has completed: an attempt that fails before takes
 * it back untold, and decides anew from what has happened meanwhile. What was said after the last checkpoint is said again
 * after a restore, word for word.
 */
final class LivenessOutbox {
    private static final long RESTORED = Long.MIN_VALUE;

    private final ListState<LivenessRow> state;
    private final List<LivenessRow> decided = new ArrayList<>();
    /** By the checkpoint that holds them first. */
    private final NavigableMap<Long, List<LivenessRow>> held = new TreeMap<>();

    LivenessOutbox(OperatorStateStore store) throws Exception {
        state = store.getListState(new ListStateDescriptor<>("liveness-outbox", TypeInformation.of(LivenessRow.class)));
        List<LivenessRow> restored = new ArrayList<>();
        state.get().forEach(restored::add);
        if (!restored.isEmpty()) {
            held.put(RESTORED, restored);
        }
    }

    void add(LivenessRow row) {
        decided.add(row);
    }

    void snapshot(long checkpoint) throws Exception {
        if (!decided.isEmpty()) {
            held.put(checkpoint, List.copyOf(decided));
            decided.clear();
        }
        List<LivenessRow> all = new ArrayList<>();
        held.values().forEach(all::addAll);
        state.update(all);
    }

    /** Says what this checkpoint and earlier ones hold. */
    void completed(long checkpoint, Consumer<LivenessRow> output) {
        NavigableMap<Long, List<LivenessRow>> said = held.headMap(checkpoint, true);
        said.values().forEach(rows -> rows.forEach(output));
        said.clear();
    }

    /** Says everything: there will be no other moment. */
    void finish(Consumer<LivenessRow> output) {
        completed(Long.MAX_VALUE, output);
        decided.forEach(output);
        decided.clear();
    }
}
