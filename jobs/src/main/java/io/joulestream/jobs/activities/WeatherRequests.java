package io.joulestream.jobs.activities;

import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by cell and UTC day: wanted weather to requests, one for each however often it is wanted; again only when the answer
 * said when this may help, or after a day. A day that has not begun is asked for when it has: nobody has observed anything of it.
 *
 * <p>State: when to ask, until nobody has wanted it nor answered for as long as the retention.
 */
final class WeatherRequests extends KeyedCoProcessFunction<String, String, WeatherAnswer, String> {
    private static final long serialVersionUID = 1;

    /** From a full hour to when the services know it. */
    static final Duration KNOWN_AFTER = Duration.ofMinutes(5);
    /** An answer that is read from the log anew may have another one behind it. */
    private static final long PAUSE_MILLIS = Duration.ofSeconds(1).toMillis();
    /** It was asked for, or answered for good. */
    private static final long NEVER = Long.MAX_VALUE;
    /** What only an operator can mend, such as a refused key, is tried again by then. */
    private static final long TOMORROW_MILLIS = Duration.ofDays(1).toMillis();

    private final long retentionMillis;
    private final boolean asks;
    /** When to ask, whether somebody wants it by then or not; nothing: as soon as somebody does. */
    private transient ValueState<Long> next;

    private transient Lease lease;

    /** @param asks whether there is anybody to ask; while not, what is wanted waits for a day on which there is */
    @SuppressWarnings("NullAway.Init") // open() comes first
    WeatherRequests(long retentionMillis, boolean asks) {
        this.retentionMillis = retentionMillis;
        this.asks = asks;
    }

    @Override
    public void open(OpenContext context) {
        next = getRuntimeContext().getState(new ValueStateDescriptor<>("next", LongSerializer.INSTANCE));
        lease = new Lease(getRuntimeContext(), retentionMillis);
    }

    @Override
    public void processElement1(String place, Context context, Collector<String> out) throws Exception {
        lease.renew(context.timerService());
        if (next.value() != null) {
            return;
        }
        long known = PlacedActivity.day(place).toEpochDay() * PlacedActivity.DAY_MILLIS + KNOWN_AFTER.toMillis();
        if (context.timerService().currentProcessingTime() < known) {
            askAt(known, context.timerService());
        } else {
            ask(place, context.timerService(), out);
        }
    }

    @Override
    public void processElement2(WeatherAnswer answer, Context context, Collector<String> out) throws Exception {
        lease.renew(context.timerService());
        if (answer.againMillis() > 0) {
            long now = context.timerService().currentProcessingTime();
            askAt(Math.max(answer.againMillis(), now + PAUSE_MILLIS), context.timerService());
        } else if (answer.isFailure()) {
            askAt(context.timerService().currentProcessingTime() + TOMORROW_MILLIS, context.timerService());
        } else {
            next.update(NEVER);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<String> out) throws Exception {
        Long due = next.value();
        if (due != null && due == timestamp) {
            ask(context.getCurrentKey(), context.timerService(), out);
        }
        if (lease.isOver(context.timerService(), timestamp)) {
            next.clear();
        }
    }

    private void ask(String place, TimerService timers, Collector<String> out) throws Exception {
        if (asks) {
            next.update(NEVER);
            out.collect(place);
        } else {
            askAt(timers.currentProcessingTime() + TOMORROW_MILLIS, timers);
        }
    }

    private void askAt(long millis, TimerService timers) throws Exception {
        next.update(millis);
        timers.registerProcessingTimeTimer(millis);
    }
}
