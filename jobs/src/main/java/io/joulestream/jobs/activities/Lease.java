package io.joulestream.jobs.activities;

import java.time.Duration;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.streaming.api.TimerService;

/**
 * How long the state of a key is kept: until nothing has come for as long as the retention, by the wall clock.
 *
 * <p>Every key looks at least once a week whether it is over. So a redefined retention, also one that was off, holds for all
 * there is within a week, and for what something comes to at once.
 *
 * <p>State: when something last came, and when to look; with one timer. The function that uses it keeps its own state, and
 * clears it when {@link #isOver} says so.
 */
final class Lease {
    static final long LONGEST_LOOK_MILLIS = Duration.ofDays(7).toMillis();

    private final long retentionMillis;
    private final ValueState<Long> touched;
    private final ValueState<Long> looks;

    Lease(RuntimeContext runtime, long retentionMillis) {
        this.retentionMillis = retentionMillis;
        touched = runtime.getState(new ValueStateDescriptor<>("touched", LongSerializer.INSTANCE));
        looks = runtime.getState(new ValueStateDescriptor<>("looks", LongSerializer.INSTANCE));
    }

    /** Something has come for the current key. */
    void renew(TimerService timers) throws Exception {
        long now = timers.currentProcessingTime();
        touched.update(now);
        Long look = looks.value();
        long latest = now + Math.min(retentionMillis, LONGEST_LOOK_MILLIS);
        if (look == null || look > latest) {
            lookAt(latest, timers);
        }
    }

    /** Of a timer of the current key, be it this lease's or not: whether all the state of the key is to go now. */
    boolean isOver(TimerService timers, long timestamp) throws Exception {
        Long look = looks.value();
        Long last = touched.value();
        if (look == null || last == null || look != timestamp) {
            return false;
        }
        long now = timers.currentProcessingTime();
        long due = last + retentionMillis;
        if (due > now) {
            lookAt(Math.min(due, now + LONGEST_LOOK_MILLIS), timers);
            return false;
        }
        touched.clear();
        looks.clear();
        return true;
    }

    /** The timer before it stays: another one of the key may be at the same time. It is of no effect. */
    private void lookAt(long millis, TimerService timers) throws Exception {
        looks.update(millis);
        timers.registerProcessingTimeTimer(millis);
    }
}
