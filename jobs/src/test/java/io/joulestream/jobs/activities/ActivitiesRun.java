package io.joulestream.jobs.activities;

import io.joulestream.jobs.clickhouse.ActivityRow;
import io.joulestream.jobs.clickhouse.ActivitySummaryRow;
import io.joulestream.jobs.clickhouse.WeatherObservationRow;
import io.joulestream.jobs.kafka.LogRecord;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of the activities job, wired as {@link ActivitiesJob#pipeline} wires it: every channel keeps its order, and
 * which record arrives next is chance. Its rows go to a consumer; what it asks for waits until somebody serves it.
 */
final class ActivitiesRun {
    /** What the job is told at its start. */
    record Settings(Duration patience, long retentionMillis) {}

    /** Of the whole job. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Checkpoint(
            Map<String, List<OperatorSubtaskState>> states,
            int[] positions,
            List<String> asking,
            Requested requested) {}

    private final ActivityLogs logs;
    private final Decoding decoding;
    private final SplittableRandom random;
    private final Consumer<Object> rows;
    private final SteppedClock clock;
    private final int parallelism;
    private final Channels channels = new Channels();
    private final int[] positions;
    private long checkpoints;

    /** What {@link AskWeather} has under way. */
    final List<String> asking;

    final Requested requested;

    private final Subtasks<KeyedOneInputStreamOperatorTestHarness<String, LoggedActivity, ActivityResult>> history;
    private final Subtasks<KeyedTwoInputs<PlacedActivity, PlacedWeather, ActivityResult>> join;
    private final Subtasks<KeyedOneInputStreamOperatorTestHarness<String, ActivityResult, ActivityRow>> activityRows;
    private final Subtasks<KeyedOneInputStreamOperatorTestHarness<String, SummaryChange, ActivitySummaryRow>> summaries;
    private final Subtasks<KeyedOneInputStreamOperatorTestHarness<String, LoggedObservation, WeatherObservationRow>>
            observationRows;
    private final Subtasks<KeyedTwoInputs<String, WeatherAnswer, String>> requests;

    /** @param number of the attempt: how often the job has been restarted */
    record Start(
            Settings settings,
            SteppedClock clock,
            int parallelism,
            int number,
            @Nullable Checkpoint from) {
        Subtasks.Start of(String operator) {
            return new Subtasks.Start(parallelism, number, clock, from == null ? null : from.states.get(operator));
        }
    }

    ActivitiesRun(ActivityLogs logs, Decoding decoding, Start start, SplittableRandom random, Consumer<Object> rows)
            throws Exception {
        this.logs = logs;
        this.decoding = decoding;
        this.random = random;
        this.rows = rows;
        this.clock = start.clock;
        this.parallelism = start.parallelism;
        Checkpoint from = start.from;
        positions = from == null ? new int[ActivityLogs.PARTITIONS] : from.positions.clone();
        asking = from == null ? new ArrayList<>() : new ArrayList<>(from.asking);
        requested = from == null ? new Requested() : from.requested.copy();
        Settings settings = start.settings;
        history = Subtasks.of(() -> new ActivityHistory(ZoneOffset.UTC), LoggedActivity::key, start.of("history"));
        join = Subtasks.of(
                () -> new WeatherJoin(settings.patience, settings.retentionMillis),
                PlacedActivity::place,
                PlacedWeather::place,
                start.of("join"));
        activityRows = Subtasks.of(ActivityRows::new, ActivityResult::key, start.of("activityRows"));
        summaries = Subtasks.of(Summaries::new, SummaryChange::key, start.of("summaries"));
        observationRows = Subtasks.of(
                () -> new ObservationRows(settings.retentionMillis), ObservationRows::key, start.of("observationRows"));
        requests = Subtasks.of(
                () -> new WeatherRequests(settings.retentionMillis, true),
                place -> place,
                WeatherAnswer::place,
                start.of("requests"));
        advance(0);
    }

    /** Reads a record of a log, or lets one arrive that is under way; false where there is neither. */
    boolean step() throws Exception {
        List<Integer> readable = new ArrayList<>();
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] < logs.partition(i).size()) {
                readable.add(i);
            }
        }
        if (!readable.isEmpty() && (channels.isEmpty() || random.nextInt(6) == 0)) {
            read(readable.get(random.nextInt(readable.size())));
        } else if (!channels.isEmpty()) {
            channels.deliverOne(random);
        } else {
            return false;
        }
        return true;
    }

    /** Until all that was read has arrived. */
    private void deliverAll() throws Exception {
        while (!channels.isEmpty()) {
            channels.deliverOne(random);
        }
    }

    private void read(int partition) throws Exception {
        LogRecord record = logs.partition(partition).get(positions[partition]++);
        int from = partition % parallelism;
        Decoding.Decoded decoded = decoding.of(record);
        decoded.refused().forEach(rows);
        for (LoggedActivity each : decoded.activities()) {
            int to = history.of(each.key());
            send("activities", from, to, () -> {
                history.get(to).processElement(each, 0);
                sendHistory(to);
            });
        }
        for (LoggedObservation each : decoded.observations()) {
            sendWeather("observations", from, PlacedWeather.of(each));
            int to = observationRows.of(ObservationRows.key(each));
            send("observationRows", from, to, () -> {
                observationRows.get(to).processElement(each, 0);
                Subtasks.take(observationRows.get(to)).forEach(rows);
            });
        }
        for (WeatherAnswer each : decoded.answers()) {
            sendWeather("answers", from, PlacedWeather.of(each));
            int to = requests.of(each.place());
            send("answersOfRequests", from, to, () -> {
                requested.answered(each, clock.millis());
                requests.get(to).processElement2(each);
                sendRequests(to);
            });
        }
    }

    private void send(String edge, int from, int to, Channels.Arrival arrival) {
        channels.send(edge + " " + from + " to " + to, arrival);
    }

    private void sendWeather(String edge, int from, List<PlacedWeather> placed) {
        for (PlacedWeather each : placed) {
            int to = join.of(each.place());
            send(edge, from, to, () -> {
                join.get(to).processElement2(each);
                sendJoined(to);
            });
        }
    }

    private void sendHistory(int from) {
        sendResults("untouched", from, Subtasks.take(history.get(from)));
        for (PlacedActivity each : Subtasks.take(history.get(from), ActivityHistory.PLACED)) {
            int to = join.of(each.place());
            send("placed", from, to, () -> {
                join.get(to).processElement1(each);
                sendJoined(to);
            });
        }
        for (SummaryChange each : Subtasks.take(history.get(from), ActivityHistory.SUMMARIES)) {
            int to = summaries.of(each.key());
            send("changes", from, to, () -> {
                summaries.get(to).processElement(each, 0);
                Subtasks.take(summaries.get(to)).forEach(rows);
            });
        }
    }

    private void sendJoined(int from) {
        sendResults("joined", from, Subtasks.take(join.get(from)));
        for (String place : Subtasks.take(join.get(from), WeatherJoin.WANTED)) {
            int to = requests.of(place);
            send("wanted", from, to, () -> {
                requests.get(to).processElement1(place);
                sendRequests(to);
            });
        }
    }

    private void sendResults(String edge, int from, List<ActivityResult> results) {
        for (ActivityResult each : results) {
            int to = activityRows.of(each.key());
            send(edge, from, to, () -> {
                activityRows.get(to).processElement(each, 0);
                Subtasks.take(activityRows.get(to)).forEach(rows);
            });
        }
    }

    private void sendRequests(int from) {
        for (String place : Subtasks.take(requests.get(from))) {
            requested.asks(place, clock.millis());
            send("requests", from, 0, () -> asking.add(place));
        }
    }

    void advance(long millis) throws Exception {
        clock.forward(millis);
        history.setTime(clock.millis());
        join.setTime(clock.millis());
        activityRows.setTime(clock.millis());
        summaries.setTime(clock.millis());
        observationRows.setTime(clock.millis());
        requests.setTime(clock.millis());
        for (int i = 0; i < parallelism; i++) {
            sendJoined(i);
            sendRequests(i);
        }
    }

    long clock() {
        return clock.millis();
    }

    /** What the barrier comes behind has arrived everywhere, and what it comes before nowhere. */
    Checkpoint checkpoint() throws Exception {
        deliverAll();
        checkpoints++;
        return new Checkpoint(
                Map.of(
                        "history", history.snapshot(checkpoints),
                        "join", join.snapshot(checkpoints),
                        "activityRows", activityRows.snapshot(checkpoints),
                        "summaries", summaries.snapshot(checkpoints),
                        "observationRows", observationRows.snapshot(checkpoints),
                        "requests", requests.snapshot(checkpoints)),
                positions.clone(),
                List.copyOf(asking),
                requested.copy());
    }

    /** Entries and timers of what leaves the state in time. */
    int leavable() {
        return join.entries()
                + join.timers()
                + requests.entries()
                + requests.timers()
                + observationRows.entries()
                + observationRows.timers();
    }

    void close() throws Exception {
        history.close();
        join.close();
        activityRows.close();
        summaries.close();
        observationRows.close();
        requests.close();
    }
}
