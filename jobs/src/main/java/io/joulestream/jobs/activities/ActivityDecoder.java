package io.joulestream.jobs.activities;

import io.joulestream.core.activity.Activity;
import io.joulestream.core.activity.ActivityEvent;
import io.joulestream.core.activity.ActivityKey;
import io.joulestream.core.input.Rejection;
import io.joulestream.jobs.kafka.DeadLetter;
import io.joulestream.jobs.kafka.FlatJson;
import io.joulestream.jobs.kafka.LogRecord;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Records of topic {@code activities} to events; what cannot be used leaves to the side. */
final class ActivityDecoder extends ProcessFunction<LogRecord, LoggedActivity> {
    private static final long serialVersionUID = 1;

    static final OutputTag<DeadLetter> DEAD_LETTERS = new OutputTag<>("dead-letters") {};

    private static final byte[] DELETED = {};

    private transient FlatJson json;

    @SuppressWarnings("NullAway.Init") // open() comes first
    ActivityDecoder() {}

    @Override
    public void open(OpenContext context) {
        json = new FlatJson();
    }

    @Override
    public void processElement(LogRecord record, Context context, Collector<LoggedActivity> out) {
        try {
            ActivityKey key = ActivityKey.parse(record.requireKeyAndValue());
            Activity activity = ActivityEvent.of(json.read(record.value()), record.receivedMillis())
                    .activity();
            out.collect(new LoggedActivity(key.toString(), activity == null ? DELETED : activity.toByteArray()));
        } catch (Rejection e) {
            context.output(DEAD_LETTERS, record.deadLetter(e));
        }
    }
}
