package io.joulestream.jobs.activities;

import io.joulestream.core.input.Rejection;
import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.core.weather.Position;
import io.joulestream.jobs.kafka.DeadLetter;
import io.joulestream.jobs.kafka.FlatJson;
import io.joulestream.jobs.kafka.LogRecord;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Records of topic {@code series} to where each series is; what cannot be used leaves to the side. */
final class SeriesDecoder extends ProcessFunction<LogRecord, SeriesPlace> {
    private static final long serialVersionUID = 1;

    static final OutputTag<DeadLetter> DEAD_LETTERS = new OutputTag<>("dead-letters") {};

    private transient FlatJson json;

    @SuppressWarnings("NullAway.Init") // open() comes first
    SeriesDecoder() {}

    @Override
    public void open(OpenContext context) {
        json = new FlatJson();
    }

    @Override
    public void processElement(LogRecord record, Context context, Collector<SeriesPlace> out) {
        try {
            out.collect(read(record));
        } catch (Rejection e) {
            context.output(DEAD_LETTERS, record.deadLetter(e));
        }
    }

    private SeriesPlace read(LogRecord record) throws Rejection {
        String key = SeriesKey.parse(new String(record.key(), StandardCharsets.UTF_8))
                .toString();
        if (record.value().length == 0) {
            return new SeriesPlace(key, record.revision(), "", "");
        }
        // The readings job has filled in every default.
        SeriesDefinition definition = SeriesDefinition.of(json.read(record.value()), ZoneOffset.UTC);
        Position position = definition.position();
        return position == null
                ? new SeriesPlace(key, record.revision(), "", "")
                : new SeriesPlace(
                        key,
                        record.revision(),
                        position.cell().toString(),
                        definition.zone().getId());
    }
}
