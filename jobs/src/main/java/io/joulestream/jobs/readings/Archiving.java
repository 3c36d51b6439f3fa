package io.joulestream.jobs.readings;

import io.joulestream.core.block.Archive;
import io.joulestream.core.block.Departures;
import io.joulestream.core.block.Retention;
import io.joulestream.core.block.StateTables;
import io.joulestream.core.block.TieredStore;
import io.joulestream.core.input.Rejection;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.jobs.clickhouse.ArchivedBlockRow;
import io.joulestream.jobs.clickhouse.ArchivedBlockRow.Stage;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.KeyContext;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.jspecify.annotations.Nullable;

/**
 * Lets what is old leave the state for table {@code archived_block}, and reads it again where it is wanted. One timer a
 * key, set for the turn that is due next. Every method is about the current key.
 */
final class Archiving implements Archive, Triggerable<String, VoidNamespace>, AutoCloseable {
    private static final byte[] NO_BYTES = {};

    private final StateRetention settings;
    private final KeyContext keys;
    private final RowEmitter rows;
    private final HeadCache cache;
    private final ProcessingTimeService clock;
    private InternalTimerService<VoidNamespace> timers;
    private final Retention retention;
    private final TieredStore store;
    private final Counter reads;
    private final Counter writes;
    private StateRetention.@Nullable Copies copies;

    /**
     * @param restored the checkpoint that the state is from, 0 for none
     * @param clock of the operator's timers
     */
    @SuppressWarnings("NullAway.Init") // open() comes first
    Archiving(
            StateRetention settings,
            StateTables state,
            long restored,
            ProcessingTimeService clock,
            KeyContext keys,
            RowEmitter rows,
            HeadCache cache,
            MetricGroup metrics) {
        this.settings = settings;
        this.clock = clock;
        this.keys = keys;
        this.rows = rows;
        this.cache = cache;
        this.retention = new Retention(settings.millis(), clock::getCurrentProcessingTime, restored);
        this.store = new TieredStore(state, this, retention);
        this.reads = metrics.counter("archiveReads");
        this.writes = metrics.counter("archiveWrites");
    }

    void open(InternalTimerService<VoidNamespace> newTimers) {
        timers = newTimers;
    }

    /** The tables of the current key, wherever they lie. */
    TieredStore store() {
        return store;
    }

    void barrierPassed(long checkpoint) {
        retention.passed(checkpoint);
    }

    void completed(long checkpoint) {
        retention.completed(checkpoint);
    }

    /** To be called after the series' blocks or days were written: sees to it that they leave when they are old. */
    void plan(CachedSeries series) {
        long wanted = store.takeWantedMillis();
        if (wanted >= series.departureMillis) {
            return;
        }
        Departures departures = store.departures();
        long due = departures.dueMillis();
        if (wanted < due) {
            if (due != Retention.NEVER) {
                timers.deleteProcessingTimeTimer(VoidNamespace.INSTANCE, due);
            }
            timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, wanted);
            departures.setDueMillis(wanted);
            due = wanted;
        }
        series.departureMillis = due;
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
        Departures departures = store.departures();
        if (departures.dueMillis() != timer.getTimestamp()) {
            return;
        }
        long due = departures.turn();
        if (due != Retention.NEVER) {
            timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, due);
        }
        CachedSeries cached = cache.get(timer.getKey());
        if (cached != null) {
            cached.departureMillis = due;
        }
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException("no event-time timer is ever registered");
    }

    @Override
    public void write(Kind kind, long key, long copy, byte[] bytes) {
        writes.inc();
        rows.archived(row(kind, key, copy, bytes, Stage.WRITTEN));
    }

    @Override
    public void keep(Kind kind, long key, long copy) {
        rows.archived(row(kind, key, copy, NO_BYTES, Stage.KEPT));
    }

    @Override
    public void release(Kind kind, long key, long copy) {
        rows.archived(row(kind, key, copy, NO_BYTES, Stage.RELEASED));
    }

    @Override
    public byte[] read(Kind kind, long key, long copy) {
        reads.inc();
        StateRetention.Copies open = copies;
        if (open == null) {
            open = settings.copies().get();
            copies = open;
        }
        return open.read(series(), kind, key, copy);
    }

    @Override
    public void close() {
        if (copies != null) {
            copies.close();
        }
    }

    private ArchivedBlockRow row(Kind kind, long key, long copy, byte[] bytes, Stage stage) {
        SeriesKey series = series();
        return new ArchivedBlockRow(
                series.tenant(), series.series(), kind, key, copy, bytes, stage, clock.getCurrentProcessingTime());
    }

    private SeriesKey series() {
        String key = (String) keys.getCurrentKey();
        try {
            return SeriesKey.parse(key);
        } catch (Rejection e) {
            throw new IllegalStateException("no series has the key " + key, e);
        }
    }
}
