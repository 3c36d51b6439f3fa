package io.joulestream.jobs.activities;

import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by cell and UTC day: wanted weather to requests, one for each however often it is wanted; again only when the answer
 * said that this may help.
 *
 * <p>State: that it was asked for, and when to ask again; for as long as the retention.
 */
final class WeatherRequests extends KeyedCoProcessFunction<String, String, WeatherAnswer, String> {
    private static final long serialVersionUID = 1;

    private final long retentionMillis;
    /** When it was asked for. */
    private transient ValueState<Long> asked;
    /** When it is to be asked for again. */
    private transient ValueState<Long> again;

    @SuppressWarnings("NullAway.Init") // open() comes first
    WeatherRequests(long retentionMillis) {
        this.retentionMillis = retentionMillis;
    }

    @Override
    public void open(OpenContext context) {
        asked = getRuntimeContext().getState(forgotten("asked"));
        again = getRuntimeContext().getState(forgotten("again"));
    }

    private ValueStateDescriptor<Long> forgotten(String name) {
        var descriptor = new ValueStateDescriptor<>(name, LongSerializer.INSTANCE);
        descriptor.enableTimeToLive(
                StateTtlConfig.newBuilder(Duration.ofMillis(retentionMillis)).build());
        return descriptor;
    }

    @Override
    public void processElement1(String place, Context context, Collector<String> out) throws Exception {
        if (asked.value() == null) {
            asked.update(context.timerService().currentProcessingTime());
            out.collect(place);
        }
    }

    @Override
    public void processElement2(WeatherAnswer answer, Context context, Collector<String> out) throws Exception {
        if (answer.againMillis() > 0) {
            asked.update(context.timerService().currentProcessingTime());
            again.update(answer.againMillis());
            context.timerService().registerProcessingTimeTimer(answer.againMillis());
        } else if (answer.isFailure()) {
            // Nobody knows when it will help, such as with a refused key: whoever wants it next asks anew.
            asked.clear();
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<String> out) throws Exception {
        Long due = again.value();
        if (due != null && due == timestamp) {
            again.clear();
            asked.update(timestamp);
            out.collect(context.getCurrentKey());
        }
    }
}
