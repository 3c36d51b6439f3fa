package io.joulestream.jobs.activities;

import io.joulestream.core.activity.Activity;
import io.joulestream.core.weather.Position;
import java.time.ZoneId;
import java.util.Arrays;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by activity: what it is now, and so what a change of it leaves behind. Sends it to the weather of its place and day,
 * and one without a place, or that is no more, straight to its row.
 *
 * <p>State: the activity, some hundred bytes, for as long as it is not deleted; then its version.
 */
final class ActivityHistory extends KeyedProcessFunction<String, LoggedActivity, ActivityResult> {
    private static final long serialVersionUID = 1;

    static final OutputTag<PlacedActivity> PLACED = new OutputTag<>("placed-activities") {};

    static final OutputTag<SummaryChange> SUMMARIES = new OutputTag<>("summary-changes") {};

    private static final byte[] NONE = {};

    private final ZoneId defaultZone;
    private transient ValueState<byte[]> known;
    private transient ValueState<Long> versions;
    /** By whose clock it was counted: with another list of cities the place may have another. */
    private transient ValueState<String> zones;

    /** @param defaultZone of activities without a place */
    @SuppressWarnings("NullAway.Init") // open() comes first
    ActivityHistory(ZoneId defaultZone) {
        this.defaultZone = defaultZone;
    }

    @Override
    public void open(OpenContext context) {
        known = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("activity", BytePrimitiveArraySerializer.INSTANCE));
        versions = getRuntimeContext().getState(new ValueStateDescriptor<>("version", LongSerializer.INSTANCE));
        zones = getRuntimeContext().getState(new ValueStateDescriptor<>("zone", StringSerializer.INSTANCE));
    }

    @Override
    public void processElement(LoggedActivity event, Context context, Collector<ActivityResult> out) throws Exception {
        byte[] before = known.value();
        byte[] after = event.activity();
        if (Arrays.equals(before == null ? NONE : before, after)) {
            return;
        }
        Long last = versions.value();
        long version = last == null ? 1 : last + 1;
        versions.update(version);
        count(event.key(), before, after, context);
        String left = before == null ? null : place(before);
        if (after.length == 0) {
            known.clear();
        } else {
            known.update(after);
        }
        String entered = after.length == 0 ? null : place(after);
        if (left != null && !left.equals(entered)) {
            context.output(PLACED, new PlacedActivity(left, event.key(), version, NONE));
        }
        if (entered != null) {
            context.output(PLACED, new PlacedActivity(entered, event.key(), version, after));
        } else {
            out.collect(new ActivityResult(event.key(), version, after, WeatherStatus.NO_LOCATION));
        }
    }

    private void count(String key, byte @Nullable [] before, byte[] after, Context context) throws Exception {
        String tenant = key.substring(0, key.indexOf('/'));
        if (before != null) {
            SummaryChange.of(tenant, before, ZoneId.of(zones.value()), -1)
                    .forEach(change -> context.output(SUMMARIES, change));
        }
        if (after.length == 0) {
            zones.clear();
            return;
        }
        Position position = Activity.read(after).position();
        ZoneId zone = position == null
                ? defaultZone
                : Places.gazetteer()
                        .nearest(position.latMicros(), position.lonMicros())
                        .zone();
        zones.update(zone.getId());
        SummaryChange.of(tenant, after, zone, 1).forEach(change -> context.output(SUMMARIES, change));
    }

    private static @Nullable String place(byte[] bytes) {
        Activity activity = Activity.read(bytes);
        Position position = activity.position();
        return position == null ? null : PlacedActivity.place(position.cell(), activity.startMillis());
    }
}
