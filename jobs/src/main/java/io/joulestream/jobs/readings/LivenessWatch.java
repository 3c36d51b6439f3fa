package io.joulestream.jobs.readings;

import io.joulestream.core.history.Outcome;
import io.joulestream.core.history.SeriesHistory;
import io.joulestream.core.liveness.Liveness;
import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.core.series.SeriesEvent;
import io.joulestream.jobs.clickhouse.LivenessRow;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * Notices that a series falls silent and that it is heard again (SEMANTICS 27). At most one timer per watched series: set
 * when a series is first heard, and again only when it fires, for the moment at which the silence since the latest reading
 * would be too long; a reading itself sets none. What is decided is said by way of the {@link LivenessOutbox}.
 */
final class LivenessWatch implements Triggerable<String, VoidNamespace> {
    static final String STALE = "stale";
    static final String RECOVERED = "recovered";

    private final Heads heads;
    private final LivenessOutbox outbox;
    private final ProcessingTimeService clock;
    private final LogProgress progress;
    private InternalTimerService<VoidNamespace> timers;
    private long newestMillis;

    /** The series of the operator; every call is about the current key. */
    interface Heads {
        CachedSeries load(String key) throws Exception;

        /** Keeps what changed of the series' head. */
        void keep(CachedSeries series) throws Exception;
    }

    @SuppressWarnings("NullAway.Init") // open() comes first
    LivenessWatch(Heads heads, LivenessOutbox outbox, ProcessingTimeService clock) {
        this.heads = heads;
        this.outbox = outbox;
        this.clock = clock;
        this.progress = new LogProgress(clock.getCurrentProcessingTime());
    }

    void open(InternalTimerService<VoidNamespace> newTimers) {
        timers = newTimers;
    }

    /** To be called after each event that was no dead letter. */
    void afterEvent(SeriesHistory history, int partition, LoggedEvent logged, Outcome outcome) {
        newestMillis = Math.max(newestMillis, logged.receivedMillis());
        SeriesDefinition definition = history.definition();
        if (definition != null && definition.expectedIntervalMillis() != null) {
            boolean reading = logged.event().op() == SeriesEvent.Op.READING && outcome != Outcome.SUPERSEDED;
            // Before there is a reading, its definition is the first that is heard of a series.
            if (reading || (outcome == Outcome.DEFINITION && !history.liveness().heard())) {
                history.liveness().hear(logged.receivedMillis(), partition);
            }
        }
    }

    /** To be called after a batch of the series from this partition. */
    void afterBatch(CachedSeries series, int partition) {
        long now = clock.getCurrentProcessingTime();
        progress.see(partition, newestMillis, now);
        newestMillis = 0;
        Liveness liveness = series.history.liveness();
        if (!liveness.heard()) {
            return;
        }
        SeriesDefinition definition = series.history.definition();
        Long expected = definition == null ? null : definition.expectedIntervalMillis();
        if (expected == null) {
            stop(series);
            return;
        }
        long due = liveness.heardMillis() + Liveness.patienceMillis(expected);
        if (liveness.stale()) {
            // Of a past that is replayed only the end counts.
            if (due <= now) {
                return;
            }
            liveness.setStale(false);
            say(series, RECOVERED, liveness.heardMillis());
        }
        long alarm = liveness.alarmMillis();
        long wanted = Math.max(due, now + LogProgress.SETTLE_MILLIS);
        if (alarm == 0 || alarm > wanted) {
            // Later than wanted: the interval has become shorter, or the clock was set back.
            setAlarm(series, wanted);
        }
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        CachedSeries series = heads.load(timer.getKey());
        Liveness liveness = series.history.liveness();
        if (liveness.alarmMillis() == timer.getTimestamp()) {
            liveness.setAlarm(0);
            look(series, liveness, clock.getCurrentProcessingTime());
            heads.keep(series);
        }
    }

    private void look(CachedSeries series, Liveness liveness, long now) {
        SeriesDefinition definition = series.history.definition();
        Long expected = definition == null ? null : definition.expectedIntervalMillis();
        if (expected == null || !liveness.heard()) {
            return;
        }
        long due = liveness.heardMillis() + Liveness.patienceMillis(expected);
        if (due >= now) {
            setAlarm(series, Math.max(due, now) + 1);
            return;
        }
        long wait = progress.waitMillis(liveness.partition(), now);
        if (wait > 0) {
            setAlarm(series, now + wait);
            return;
        }
        liveness.setStale(true);
        say(series, STALE, due);
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException("no event-time timer is ever registered");
    }

    /** Nothing is expected of the series any more: nobody is told, but the row that says it is silent goes. */
    private void stop(CachedSeries series) {
        Liveness liveness = series.history.liveness();
        if (liveness.alarmMillis() != 0) {
            timers.deleteProcessingTimeTimer(VoidNamespace.INSTANCE, liveness.alarmMillis());
        }
        boolean wasStale = liveness.stale();
        long heard = liveness.heardMillis();
        liveness.clear();
        if (wasStale) {
            outbox.add(row(series, STALE, heard, true));
        }
        series.dirty = true;
    }

    private void setAlarm(CachedSeries series, long millis) {
        Liveness liveness = series.history.liveness();
        if (liveness.alarmMillis() != 0) {
            timers.deleteProcessingTimeTimer(VoidNamespace.INSTANCE, liveness.alarmMillis());
        }
        liveness.setAlarm(millis);
        timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, millis);
        series.dirty = true;
    }

    private void say(CachedSeries series, String event, long tsMillis) {
        outbox.add(row(series, event, tsMillis, false));
        series.dirty = true;
    }

    private static LivenessRow row(CachedSeries series, String event, long tsMillis, boolean isDeleted) {
        return new LivenessRow(
                series.name.tenant(),
                series.name.series(),
                event,
                tsMillis,
                series.history.lastTsMillis(),
                series.history.nextRevision(),
                isDeleted);
    }
}
