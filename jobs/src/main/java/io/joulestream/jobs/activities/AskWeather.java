package io.joulestream.jobs.activities;

import io.joulestream.core.input.Rejection;
import io.joulestream.core.weather.GridCell;
import io.joulestream.core.weather.Observation;
import io.joulestream.jobs.providers.Answer;
import io.joulestream.jobs.providers.CellDay;
import io.joulestream.jobs.providers.FaultKind;
import io.joulestream.jobs.providers.FeedConfig;
import io.joulestream.jobs.providers.ProviderState;
import io.joulestream.jobs.providers.WeatherFeed;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/**
 * Asks the weather services for the hours of a cell and day: gives their observations, then the answer. One for the whole
 * job, as the services' quotas are; what is under way when a checkpoint is taken is in it, and is asked again after a crash.
 */
final class AskWeather extends RichAsyncFunction<String, WeatherRecord> {
    private static final long serialVersionUID = 1;

    private static final int UNDER_WAY = 64;
    /** The feed itself ends every request long before. */
    private static final Duration LONGEST = Duration.ofHours(1);
    /** What is provisional is asked for again when it should be final, and once a day until it is. */
    private static final Duration DAY = Duration.ofDays(1);
    /** From one full hour to when the services know the next. */
    private static final Duration NEXT_HOUR = Duration.ofHours(1).plus(WeatherRequests.KNOWN_AFTER);

    private final FeedConfig config;
    private transient WeatherFeed feed;

    @SuppressWarnings("NullAway.Init") // open() comes first
    private AskWeather(FeedConfig config) {
        this.config = config;
    }

    /** The answers' records for topic {@code weather}; uid and name {@code ask-weather}. */
    static DataStream<WeatherRecord> attach(DataStream<String> places, FeedConfig config) {
        return AsyncDataStream.unorderedWait(
                        places, new AskWeather(config), LONGEST.toMillis(), TimeUnit.MILLISECONDS, UNDER_WAY)
                .returns(TypeInformation.of(WeatherRecord.class))
                .setParallelism(1)
                .uid("ask-weather")
                .name("ask-weather");
    }

    @Override
    @SuppressWarnings("EnumOrdinal") // as the metric is documented
    public void open(OpenContext context) {
        feed = WeatherFeed.open(config, System.getenv());
        for (int i = 0; i < feed.states().size(); i++) {
            int provider = i;
            var metrics = getRuntimeContext()
                    .getMetricGroup()
                    .addGroup("provider", feed.states().get(i).provider());
            metrics.gauge("breaker", () -> state(provider).breaker().ordinal());
            metrics.gauge("requests", () -> state(provider).requests());
            metrics.gauge("stopped", () -> state(provider).stopped() == null ? 0 : 1);
        }
    }

    private ProviderState state(int provider) {
        return feed.states().get(provider);
    }

    @Override
    public void asyncInvoke(String place, ResultFuture<WeatherRecord> result) throws Rejection {
        var wanted = new CellDay(GridCell.parse(PlacedActivity.cell(place)), PlacedActivity.day(place));
        var unused = feed.ask(wanted).whenComplete((answer, failure) -> {
            if (failure != null) {
                result.completeExceptionally(failure);
            } else {
                result.complete(records(place, wanted, answer));
            }
        });
    }

    @Override
    public void timeout(String place, ResultFuture<WeatherRecord> result) throws Rejection {
        var cell = GridCell.parse(PlacedActivity.cell(place));
        long again = Instant.now().plus(DAY).toEpochMilli();
        result.complete(List.of(WeatherRecord.of(cell, new WeatherAnswer(place, FaultKind.NETWORK.wireName(), again))));
    }

    private List<WeatherRecord> records(String place, CellDay wanted, Answer answer) {
        List<WeatherRecord> records = new ArrayList<>();
        if (answer instanceof Answer.Observed observed) {
            for (Observation each : observed.observations()) {
                records.add(WeatherRecord.of(wanted.cell(), each));
            }
            long again = again(wanted, observed.observations(), config.openMeteoSettledAfter(), Instant.now());
            records.add(WeatherRecord.of(wanted.cell(), new WeatherAnswer(place, "", again)));
        } else if (answer instanceof Answer.Unavailable unavailable) {
            Instant again = unavailable.retryAt();
            records.add(WeatherRecord.of(
                    wanted.cell(),
                    new WeatherAnswer(
                            place, unavailable.fault().kind().wireName(), again == null ? 0 : again.toEpochMilli())));
        }
        return records;
    }

    /**
     * When to ask again for a day that was answered: each hour while it lasts, for the hours to come; then when what is
     * provisional should be final, tomorrow at the earliest; 0 for never.
     */
    static long again(CellDay wanted, List<Observation> observations, Duration settledAfter, Instant now) {
        Instant end = wanted.start().plus(DAY);
        if (now.isBefore(end)) {
            return now.truncatedTo(ChronoUnit.HOURS).plus(NEXT_HOUR).toEpochMilli();
        }
        if (observations.stream().noneMatch(Observation::provisional)) {
            return 0;
        }
        Instant settled = end.plus(settledAfter);
        Instant tomorrow = now.plus(DAY);
        return (settled.isAfter(tomorrow) ? settled : tomorrow).toEpochMilli();
    }

    @Override
    public void close() {
        if (feed != null) {
            feed.close();
        }
    }
}
