package io.joulestream.jobs.activities;

import io.joulestream.core.input.Fields;
import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.core.weather.CellWeather;
import io.joulestream.core.weather.GridCell;
import io.joulestream.core.weather.Observation;
import io.joulestream.core.weather.WeatherEvent;
import io.joulestream.jobs.kafka.DeadLetter;
import io.joulestream.jobs.kafka.FlatJson;
import io.joulestream.jobs.kafka.LogRecord;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Records of topic {@code weather} to events; what cannot be used leaves to the side. */
final class WeatherDecoder extends ProcessFunction<LogRecord, LoggedObservation> {
    private static final long serialVersionUID = 1;

    static final OutputTag<DeadLetter> DEAD_LETTERS = new OutputTag<>("dead-letters") {};

    static final OutputTag<WeatherAnswer> ANSWERS = new OutputTag<>("weather-answers") {};

    /** Both, on the way to their places: an answer behind the observations that came before it. */
    static final OutputTag<PlacedWeather> PLACED = new OutputTag<>("placed-weather") {};

    private static final byte[] DELETED = {};

    private transient FlatJson json;

    @SuppressWarnings("NullAway.Init") // open() comes first
    WeatherDecoder() {}

    @Override
    public void open(OpenContext context) {
        json = new FlatJson();
    }

    @Override
    public void processElement(LogRecord record, Context context, Collector<LoggedObservation> out) {
        try {
            String key = record.requireKeyAndValue();
            int slash = key.indexOf('/');
            if (slash < 0) {
                throw new Rejection(Reason.KEY_INVALID, "record key " + Fields.shown(key) + " is not tenant/cell");
            }
            String owner = key.substring(0, slash);
            GridCell cell = GridCell.parse(key.substring(slash + 1));
            if (!owner.equals(CellWeather.SHARED)) {
                SeriesKey.of(owner, "any");
            }
            Map<String, ?> fields = json.read(record.value());
            if (WeatherAnswer.OP.equals(fields.get("op"))) {
                WeatherAnswer answer = WeatherAnswer.of(owner, cell, fields);
                context.output(ANSWERS, answer);
                PlacedWeather.of(answer).forEach(each -> context.output(PLACED, each));
                return;
            }
            WeatherEvent event = WeatherEvent.of(fields, record.receivedMillis());
            if (!event.cell().equals(cell)) {
                throw new Rejection(
                        Reason.OBSERVATION_INVALID,
                        "lat and lon are in cell " + event.cell() + ", the record's key says " + cell);
            }
            Observation observation = event.observation();
            LoggedObservation logged = new LoggedObservation(
                    owner,
                    cell.toString(),
                    event.tsMillis(),
                    observation == null ? DELETED : observation.toByteArray());
            out.collect(logged);
            PlacedWeather.of(logged).forEach(each -> context.output(PLACED, each));
        } catch (Rejection e) {
            context.output(DEAD_LETTERS, record.deadLetter(e));
        }
    }
}
