package io.joulestream.jobs.activities;

import io.joulestream.jobs.clickhouse.ActivityRow;
import io.joulestream.jobs.clickhouse.ActivitySummaryRow;
import io.joulestream.jobs.clickhouse.ClickHouseJdbcSink;
import io.joulestream.jobs.clickhouse.ClickHouseSink;
import io.joulestream.jobs.clickhouse.WeatherObservationRow;
import io.joulestream.jobs.kafka.DeadLetter;
import io.joulestream.jobs.kafka.DeadLetterSinks;
import io.joulestream.jobs.kafka.LogRecord;
import io.joulestream.jobs.kafka.TopicSource;
import io.joulestream.jobs.kafka.Topics;
import io.joulestream.jobs.providers.FeedConfig;
import io.joulestream.jobs.run.RunFacts;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** From topics {@code activities} and {@code weather} to the tables of activities and of observations. */
public final class ActivitiesJob {
    private ActivitiesJob() {}

    public static void main(String[] args) throws Exception {
        var config = ActivitiesConfig.from(args);
        var partitions = Topics.require(config.kafka(), Topics.ACTIVITIES);
        Topics.require(config.kafka(), Topics.WEATHER);
        var env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.getConfig().setGlobalJobParameters(RunFacts.of(config.group(), partitions));
        attach(
                pipeline(
                        TopicSource.from(env, config.kafka(), config.group(), Topics.ACTIVITIES),
                        TopicSource.from(env, config.kafka(), config.group(), Topics.WEATHER),
                        config),
                config);
        env.execute("activities");
    }

    /** The sinks. */
    static void attach(Outputs out, ActivitiesConfig config) {
        ClickHouseJdbcSink.attach(out.activities(), ActivityRow.class, "activity", config.clickHouse());
        ClickHouseSink.attach(out.summaries(), "activity_summary", config.clickHouse());
        ClickHouseJdbcSink.attach(
                out.observations(), WeatherObservationRow.class, "weather_observation", config.clickHouse());
        DeadLetterSinks.attach(out.deadLetters(), config.kafka(), config.clickHouse());
        FeedConfig feed = config.feed();
        if (feed != null) {
            WeatherRecord.attach(AskWeather.attach(out.requests(), feed), config.kafka());
        }
    }

    /**
     * The streams of the job, one per sink.
     *
     * @param requests the cells and days to ask the weather services for
     */
    public record Outputs(
            DataStream<ActivityRow> activities,
            DataStream<ActivitySummaryRow> summaries,
            DataStream<WeatherObservationRow> observations,
            DataStream<DeadLetter> deadLetters,
            DataStream<String> requests) {}

    /** All the topology; knows no connector. */
    public static Outputs pipeline(
            DataStream<LogRecord> activityLog, DataStream<LogRecord> weatherLog, ActivitiesConfig config) {
        var events = activityLog
                .process(new ActivityDecoder())
                .uid("activity-decoder")
                .name("activity-decoder");
        var observations =
                weatherLog.process(new WeatherDecoder()).uid("weather-decoder").name("weather-decoder");
        var answers = observations.getSideOutput(WeatherDecoder.ANSWERS);
        var history = events.keyBy(LoggedActivity::key)
                .process(new ActivityHistory(config.defaultZone()))
                .uid("activity-history")
                .name("activity-history");
        var joined = history.getSideOutput(ActivityHistory.PLACED)
                .keyBy(PlacedActivity::place)
                .connect(observations.getSideOutput(WeatherDecoder.PLACED).keyBy(PlacedWeather::place))
                .process(new WeatherJoin(config.patience(), config.retentionMillis()))
                .uid("weather-join")
                .name("weather-join");
        var activities = history.union(joined)
                .keyBy(ActivityResult::key)
                .process(new ActivityRows())
                .uid("activity-rows")
                .name("activity-rows");
        var summaries = history.getSideOutput(ActivityHistory.SUMMARIES)
                .keyBy(SummaryChange::key)
                .process(new Summaries())
                .uid("summaries")
                .name("summaries");
        var observationRows = observations
                .keyBy(ObservationRows::key)
                .process(new ObservationRows(config.retentionMillis()))
                .uid("observation-rows")
                .name("observation-rows");
        var deadLetters = events.getSideOutput(ActivityDecoder.DEAD_LETTERS)
                .union(observations.getSideOutput(WeatherDecoder.DEAD_LETTERS));
        var requests = joined.getSideOutput(WeatherJoin.WANTED)
                .keyBy(place -> place)
                .connect(answers.keyBy(WeatherAnswer::place))
                .process(new WeatherRequests(config.retentionMillis()))
                .uid("weather-requests")
                .name("weather-requests");
        return new Outputs(activities, summaries, observationRows, deadLetters, requests);
    }
}
