package io.joulestream.jobs.activities;

import io.joulestream.jobs.clickhouse.ActivityRow;
import io.joulestream.jobs.clickhouse.ActivitySummaryRow;
import io.joulestream.jobs.clickhouse.ClickHouseJdbcSink;
import io.joulestream.jobs.clickhouse.ClickHouseSink;
import io.joulestream.jobs.clickhouse.DegreeDayRow;
import io.joulestream.jobs.clickhouse.WeatherObservationRow;
import io.joulestream.jobs.kafka.DeadLetter;
import io.joulestream.jobs.kafka.DeadLetterSinks;
import io.joulestream.jobs.kafka.LogRecord;
import io.joulestream.jobs.kafka.TopicSource;
import io.joulestream.jobs.kafka.Topics;
import io.joulestream.jobs.providers.FeedConfig;
import io.joulestream.jobs.run.RunFacts;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** From topics {@code activities}, {@code weather} and {@code series} to the tables of activities, weather and degree days. */
public final class ActivitiesJob {
    private ActivitiesJob() {}

    public static void main(String[] args) throws Exception {
        var config = ActivitiesConfig.from(args);
        var partitions = Topics.require(config.kafka(), Topics.ACTIVITIES);
        Topics.require(config.kafka(), Topics.WEATHER);
        Topics.requireThere(config.kafka(), Topics.SERIES);
        var env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.getConfig().setGlobalJobParameters(RunFacts.of(config.group(), partitions));
        attach(
                pipeline(
                        TopicSource.from(env, config.kafka(), config.group(), Topics.ACTIVITIES),
                        TopicSource.from(env, config.kafka(), config.group(), Topics.WEATHER),
                        TopicSource.from(env, config.kafka(), config.group(), Topics.SERIES),
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
        ClickHouseSink.attach(out.degreeDays(), "degree_day", config.clickHouse());
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
            DataStream<DegreeDayRow> degreeDays,
            DataStream<DeadLetter> deadLetters,
            DataStream<String> requests) {}

    /** All the topology; knows no connector. */
    public static Outputs pipeline(
            DataStream<LogRecord> activityLog,
            DataStream<LogRecord> weatherLog,
            DataStream<LogRecord> seriesLog,
            ActivitiesConfig config) {
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
        var series =
                seriesLog.process(new SeriesDecoder()).uid("series-decoder").name("series-decoder");
        var degreeDays = degreeDays(series, observations, config);
        var deadLetters = events.getSideOutput(ActivityDecoder.DEAD_LETTERS)
                .union(
                        observations.getSideOutput(WeatherDecoder.DEAD_LETTERS),
                        series.getSideOutput(SeriesDecoder.DEAD_LETTERS));
        var requests = joined.getSideOutput(WeatherJoin.WANTED)
                .union(degreeDays.getSideOutput(DegreeDays.WANTED))
                .keyBy(place -> place)
                .connect(answers.keyBy(WeatherAnswer::place))
                .process(new WeatherRequests(config.retentionMillis(), config.feed() != null))
                .uid("weather-requests")
                .name("weather-requests");
        return new Outputs(activities, summaries, observationRows, degreeDays, deadLetters, requests);
    }

    private static SingleOutputStreamOperator<DegreeDayRow> degreeDays(
            DataStream<SeriesPlace> series, DataStream<LoggedObservation> observations, ActivitiesConfig config) {
        var ofSeries = series.keyBy(SeriesPlace::key)
                .process(new SeriesPlaces())
                .uid("series-places")
                .name("series-places");
        var ofObservations = observations
                .map(CellEvent::of)
                .returns(TypeInformation.of(CellEvent.class))
                .uid("cell-observations")
                .name("cell-observations");
        return ofSeries.union(ofObservations)
                .keyBy(CellEvent::cell)
                .process(new DegreeDays(config.retentionMillis(), config.degreeDaysMillis()))
                .uid("degree-days")
                .name("degree-days");
    }
}
