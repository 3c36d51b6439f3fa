package io.joulestream.jobs.activities;

import io.joulestream.core.weather.CellWeather;
import io.joulestream.core.weather.Observation;
import io.joulestream.core.weather.Weather;
import io.joulestream.jobs.clickhouse.WeatherObservationRow;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.util.Collector;

/**
 * Keyed by owner, cell and UTC day: the rows of observations that were accepted and are not outdone by a final one.
 *
 * <p>State: the observations of the day, until nothing has come for as long as the retention.
 */
final class ObservationRows extends RevisedRows<LoggedObservation, WeatherObservationRow> {
    private static final long serialVersionUID = 1;

    private static final Weather NONE = new Weather(null, null, null, null, null, null);

    private final long retentionMillis;

    private transient ValueState<byte[]> weather;
    private transient Lease lease;

    @SuppressWarnings("NullAway.Init") // open() comes first
    ObservationRows(long retentionMillis) {
        this.retentionMillis = retentionMillis;
    }

    static String key(LoggedObservation logged) {
        return logged.owner() + "/" + PlacedActivity.place(logged.cell(), logged.tsMillis());
    }

    @Override
    public void open(OpenContext context) {
        weather = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("weather", BytePrimitiveArraySerializer.INSTANCE));
        lease = new Lease(getRuntimeContext(), retentionMillis);
    }

    @Override
    public void processElement(LoggedObservation event, Context context, Collector<WeatherObservationRow> out)
            throws Exception {
        lease.renew(context.timerService());
        byte[] bytes = weather.value();
        CellWeather known = bytes == null ? new CellWeather() : CellWeather.read(bytes);
        boolean isDelete = event.observation().length == 0;
        if (isDelete) {
            // A tombstone in any case: nobody knows here what has left the state.
            known.remove(event.owner(), event.tsMillis());
            out.collect(row(event, new Observation(event.tsMillis(), false, NONE), true));
        } else {
            Observation observation = Observation.read(event.observation());
            if (!known.put(event.owner(), observation)) {
                return;
            }
            out.collect(row(event, observation, false));
        }
        weather.update(known.toByteArray());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<WeatherObservationRow> out) throws Exception {
        if (lease.isOver(context.timerService(), timestamp)) {
            weather.clear();
        }
    }

    private WeatherObservationRow row(LoggedObservation event, Observation observation, boolean isDeleted) {
        Weather values = observation.weather();
        return new WeatherObservationRow(
                event.owner(),
                event.cell(),
                event.tsMillis(),
                values.temperature(),
                values.humidity(),
                values.pressure(),
                values.windSpeed(),
                values.windDirection(),
                values.precipitation(),
                observation.provisional(),
                nextRevision(),
                isDeleted);
    }
}
