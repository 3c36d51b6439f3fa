package io.joulestream.jobs.readings;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimerService;

/** The timers of series that are being recomputed: one of each, for its next step. */
final class RecomputeTimers {
    private final InternalTimerService<VoidNamespace> timers;
    private final KeyedStateBackend<String> keys;

    RecomputeTimers(InternalTimerService<VoidNamespace> timers, KeyedStateBackend<String> keys) {
        this.timers = timers;
        this.keys = keys;
    }

    /** The next step of the current key's series, after what waits now. */
    void set() {
        timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, timers.currentProcessingTime() + 1);
    }

    int count() throws Exception {
        return list().size();
    }

    /** Removes all timers; returns their keys. */
    List<String> take() throws Exception {
        List<Timer> taken = list();
        for (Timer timer : taken) {
            keys.setCurrentKey(timer.key);
            timers.deleteProcessingTimeTimer(VoidNamespace.INSTANCE, timer.time);
        }
        return taken.stream().map(Timer::key).toList();
    }

    private record Timer(String key, long time) {}

    private List<Timer> list() throws Exception {
        List<Timer> all = new ArrayList<>();
        timers.forEachProcessingTimeTimer((namespace, time) -> all.add(new Timer(keys.getCurrentKey(), time)));
        return all;
    }
}
