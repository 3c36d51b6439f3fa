package io.joulestream.jobs.activities;

import io.joulestream.jobs.kafka.DeadLetter;
import io.joulestream.jobs.kafka.LogRecord;
import io.joulestream.jobs.kafka.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;

/** The decoders of both topics: they know nothing of what came before. */
final class Decoding {
    /** What a record comes to. */
    record Decoded(
            List<LoggedActivity> activities,
            List<LoggedObservation> observations,
            List<WeatherAnswer> answers,
            List<DeadLetter> refused) {}

    private final OneInputStreamOperatorTestHarness<LogRecord, LoggedActivity> activities;
    private final OneInputStreamOperatorTestHarness<LogRecord, LoggedObservation> weather;

    Decoding() throws Exception {
        activities = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new ActivityDecoder()));
        activities.open();
        weather = new OneInputStreamOperatorTestHarness<>(new ProcessOperator<>(new WeatherDecoder()));
        weather.open();
    }

    Decoded of(LogRecord record) throws Exception {
        (record.topic().equals(Topics.WEATHER) ? weather : activities).processElement(record, 0);
        List<DeadLetter> refused = new ArrayList<>(Subtasks.take(activities, ActivityDecoder.DEAD_LETTERS));
        refused.addAll(Subtasks.take(weather, WeatherDecoder.DEAD_LETTERS));
        return new Decoded(
                Subtasks.take(activities),
                Subtasks.take(weather),
                Subtasks.take(weather, WeatherDecoder.ANSWERS),
                refused);
    }

    void close() throws Exception {
        activities.close();
        weather.close();
    }
}
