package io.joulestream.jobs.activities;

import io.joulestream.core.activity.Activity;
import io.joulestream.core.activity.ActivityKey;
import io.joulestream.core.place.City;
import io.joulestream.core.weather.Position;
import io.joulestream.core.weather.Weather;
import io.joulestream.jobs.clickhouse.ActivityRow;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.util.Collector;

/**
 * Keyed by activity: its rows. An activity that was moved is told of by two places for a while; what the place that it left
 * still says is of an earlier version, and is dropped.
 *
 * <p>State: the latest version, for ever.
 */
final class ActivityRows extends RevisedRows<ActivityResult, ActivityRow> {
    private static final long serialVersionUID = 1;

    private static final Weather UNKNOWN = new Weather(null, null, null, null, null, null);

    /** What a tombstone tells. */
    private static final Activity GONE = new Activity("", 0, null, null, null, null, null, null, null);

    private transient ValueState<Long> latest;

    @SuppressWarnings("NullAway.Init") // open() comes first
    ActivityRows() {}

    @Override
    public void open(OpenContext context) {
        latest = getRuntimeContext().getState(new ValueStateDescriptor<>("version", LongSerializer.INSTANCE));
    }

    @Override
    public void processElement(ActivityResult result, Context context, Collector<ActivityRow> out) throws Exception {
        Long known = latest.value();
        if (known != null && result.version() < known) {
            return;
        }
        if (known == null || result.version() > known) {
            latest.update(result.version());
        }
        ActivityKey key = ActivityKey.parse(result.key());
        out.collect(
                result.activity().length == 0
                        ? row(key, GONE, WeatherStatus.NONE, nextRevision(), true)
                        : row(key, Activity.read(result.activity()), result.weather(), nextRevision(), false));
    }

    private static ActivityRow row(
            ActivityKey key, Activity activity, WeatherStatus status, long revision, boolean isDeleted) {
        Position position = activity.position();
        City city = position == null ? null : Places.gazetteer().nearest(position.latMicros(), position.lonMicros());
        Weather weather = status.weather() == null ? UNKNOWN : status.weather();
        return new ActivityRow(
                key.tenant(),
                key.source(),
                key.id(),
                activity.type(),
                activity.startMillis(),
                position == null ? null : Long.valueOf(position.latMicros()),
                position == null ? null : Long.valueOf(position.lonMicros()),
                activity.distance(),
                activity.moving(),
                activity.elapsed(),
                activity.elevation(),
                activity.heartRate(),
                activity.name() == null ? "" : activity.name(),
                city == null ? "" : city.name(),
                city == null ? "" : city.country(),
                city == null ? "" : city.zone().getId(),
                status.status(),
                weather.temperature(),
                weather.humidity(),
                weather.pressure(),
                weather.windSpeed(),
                weather.windDirection(),
                weather.precipitation(),
                status.fromMillis(),
                status.toMillis(),
                status.provisional(),
                revision,
                isDeleted);
    }
}
