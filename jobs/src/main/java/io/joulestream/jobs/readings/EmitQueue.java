package io.joulestream.jobs.readings;

import java.util.LinkedHashSet;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/** The busy series, whose windows wait until the interval since they were written last has passed, and the timer for it. */
final class EmitQueue {
    private final long intervalMillis;
    private final ProcessingTimeService clock;
    private final Emission emission;
    /** Longest waiting first. */
    private final LinkedHashSet<CachedSeries> waiting = new LinkedHashSet<>();

    private boolean timerSet;

    /** Writes the windows of a series and {@link #remove}s it, whichever key is the current one. */
    interface Emission {
        void emit(CachedSeries series, long nowMillis);
    }

    EmitQueue(long intervalMillis, ProcessingTimeService clock, Emission emission) {
        this.intervalMillis = intervalMillis;
        this.clock = clock;
        this.emission = emission;
    }

    void add(CachedSeries series) {
        if (waiting.add(series)) {
            setTimer();
        }
    }

    void remove(CachedSeries series) {
        waiting.remove(series);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    private void setTimer() {
        if (timerSet || waiting.isEmpty()) {
            return;
        }
        timerSet = true;
        var unused = clock.registerTimer(dueMillis(), now -> {
            timerSet = false;
            while (!waiting.isEmpty() && dueMillis() <= now) {
                emission.emit(waiting.iterator().next(), now);
            }
            setTimer();
        });
    }

    /** Of the first. */
    private long dueMillis() {
        return waiting.iterator().next().emittedMillis + intervalMillis;
    }
}
