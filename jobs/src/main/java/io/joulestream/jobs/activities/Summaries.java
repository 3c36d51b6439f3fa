package io.joulestream.jobs.activities;

import io.joulestream.core.activity.Activity;
import io.joulestream.core.activity.ActivitySums;
import io.joulestream.core.activity.SummaryPeriod;
import io.joulestream.jobs.clickhouse.ActivitySummaryRow;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by tenant, type and period: what its activities come to, a row for each change.
 *
 * <p>State: the sums of every period that has an activity, some hundred bytes.
 */
final class Summaries extends RevisedRows<SummaryChange, ActivitySummaryRow> {
    private static final long serialVersionUID = 1;

    private transient ValueState<byte[]> state;

    @SuppressWarnings("NullAway.Init") // open() comes first
    Summaries() {}

    @Override
    public void open(OpenContext context) {
        state = getRuntimeContext().getState(new ValueStateDescriptor<>("sums", BytePrimitiveArraySerializer.INSTANCE));
    }

    @Override
    public void processElement(SummaryChange change, Context context, Collector<ActivitySummaryRow> out)
            throws Exception {
        byte[] bytes = state.value();
        ActivitySums sums = bytes == null ? new ActivitySums() : ActivitySums.read(bytes);
        sums.add(Activity.read(change.activity()), change.sign());
        if (sums.count() == 0) {
            state.clear();
        } else {
            state.update(sums.toByteArray());
        }
        out.collect(row(change, sums, nextRevision()));
    }

    private static ActivitySummaryRow row(SummaryChange change, ActivitySums sums, long revision) {
        Long speed = sums.speed();
        Long heartRate = sums.heartRate();
        return new ActivitySummaryRow(
                change.tenant(),
                change.type(),
                Objects.requireNonNull(SummaryPeriod.find(change.period()), change.period()),
                change.start(),
                sums.count(),
                sums.distance().high(),
                sums.distance().low(),
                sums.moving().high(),
                sums.moving().low(),
                sums.elevation().high(),
                sums.elevation().low(),
                speed != null,
                orZero(speed),
                heartRate != null,
                orZero(heartRate),
                sums.distances().bounds(),
                sums.distances().counts(),
                sums.paces().bounds(),
                sums.paces().counts(),
                revision,
                sums.count() == 0);
    }

    private static long orZero(@Nullable Long value) {
        return value == null ? 0 : value;
    }
}
