package io.joulestream.jobs.readings;

import io.joulestream.core.calendar.CalendarVersions;
import io.joulestream.core.history.Outcome;
import io.joulestream.core.history.Revisions;
import io.joulestream.core.history.SeriesHistory;
import io.joulestream.core.input.Rejection;
import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.jobs.clickhouse.RollupRow;
import io.joulestream.jobs.run.AttemptEpoch;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Keyed by {@code tenant/series}: applies each batch to its series and emits the rows that changed. Holds no arithmetic.
 *
 * <p>A quiet series' windows are written at once, a busy one's at most every {@code emitInterval}, and all before each
 * checkpoint barrier: once a checkpoint has completed, the sinks have flushed everything up to its offsets. A changed
 * definition is applied in steps, a timer each, so that no barrier waits for it; batches that come meanwhile are held.
 *
 * <p>State: {@link SeriesState} per key, what is old in table {@code archived_block}; the attempt's epoch, the calendars that series follow, and what is to be said of
 * silent series. Timers: one per key that is being recomputed, one per key that is watched for silence, one per key of
 * which something will leave the state.
 */
final class SeriesOperator extends AbstractStreamOperator<RollupRow>
        implements OneInputStreamOperator<SeriesBatch, RollupRow>,
                Triggerable<String, VoidNamespace>,
                LivenessWatch.Heads {
    /** Windows of one series that are written without waiting for the interval: bounds the memory of a burst. */
    private static final int MOST_PENDING = 10_000;

    private final ReadingsConfig.Series settings;
    private final StateRetention retention;
    private final SerializableSupplier<CalendarVersions> installed;

    private transient SeriesState state;
    private transient HeadCache cache;
    /** All of them are in the cache, and dirty. */
    private transient EmitQueue busy;

    private transient Revisions revisions;
    private transient AttemptEpoch epoch;
    private transient CalendarVersions calendars;
    private transient ListState<byte[]> calendarBytes;
    private transient RecomputeTimers recomputations;
    private transient LivenessOutbox outbox;
    private transient LivenessWatch watch;
    private transient Archiving archiving;
    private transient RowEmitter emitter;
    private transient Outcomes outcomes;

    SeriesOperator(ReadingsConfig.Series settings, StateRetention retention) {
        this(settings, retention, CalendarVersions::new);
    }

    /** @param installed the calendars in force: those of this Java's tzdata, but in a test of a change of them */
    @SuppressWarnings("NullAway.Init") // initializeState() and open() come first
    SeriesOperator(
            ReadingsConfig.Series settings,
            StateRetention retention,
            SerializableSupplier<CalendarVersions> installed) {
        this.settings = settings;
        this.retention = retention;
        this.installed = installed;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        epoch = AttemptEpoch.start(
                context.getOperatorStateStore(),
                getProcessingTimeService().getCurrentProcessingTime(),
                getRuntimeContext().getTaskInfo().getAttemptNumber());
        revisions = epoch.revisions();
        calendarBytes = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("calendars", BytePrimitiveArraySerializer.INSTANCE));
        calendars = installed.get();
        for (byte[] calendar : calendarBytes.get()) {
            calendars.read(calendar);
        }
        state = new SeriesState(context.getKeyedStateStore());
        outbox = new LivenessOutbox(context.getOperatorStateStore());
        cache = new HeadCache(settings.cacheBytes());
        emitter = new RowEmitter(output);
        archiving = new Archiving(
                retention,
                state,
                context.getRestoredCheckpointId().orElse(0),
                getProcessingTimeService(),
                this,
                emitter,
                cache,
                getMetricGroup());
    }

    @Override
    public void open() throws Exception {
        super.open();
        recomputations = new RecomputeTimers(
                getInternalTimerService("recompute", VoidNamespaceSerializer.INSTANCE, this), getKeyedStateBackend());
        watch = new LivenessWatch(this, outbox, getProcessingTimeService());
        watch.open(getInternalTimerService("liveness", VoidNamespaceSerializer.INSTANCE, watch));
        archiving.open(getInternalTimerService("archive", VoidNamespaceSerializer.INSTANCE, archiving));
        busy = new EmitQueue(settings.emitMillis(), getProcessingTimeService(), this::emitInTurn);
        outcomes = new Outcomes(getMetricGroup());
        if (calendars.hasOutdated()) {
            scheduleAllSeries();
        }
        getMetricGroup().gauge("cachedSeries", () -> cache.size());
        getMetricGroup().gauge("cachedBytes", () -> cache.bytes());
        // The clock may have been set back since the timers were set.
        for (String key : recomputations.take()) {
            setCurrentKey(key);
            recomputations.set();
        }
    }

    @Override
    public void processElement(StreamRecord<SeriesBatch> element) throws Exception {
        SeriesBatch batch = element.getValue();
        CachedSeries series = load(batch.key());
        apply(series, outcomes.of(batch.partition()), batch.events());
        watch.afterBatch(series, batch.partition());
        afterChange(series);
    }

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        continueRecomputation(timer.getKey());
    }

    /** One more step; when it was the last, what was held is applied. */
    private void continueRecomputation(String key) throws Exception {
        CachedSeries series = load(key);
        if (series.history.recomputing()) {
            recompute(series);
        }
        if (!series.history.recomputing()) {
            List<byte[]> waiting = new ArrayList<>();
            state.held().get().forEach(waiting::add);
            state.held().clear();
            for (byte[] held : waiting) {
                HeldEvents events = HeldEvents.read(held);
                LedgerTally.Counts counts = outcomes.of(events.partition());
                counts.waiting(-apply(series, counts, events.events()));
                watch.afterBatch(series, events.partition());
            }
        }
        afterChange(series);
    }

    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) {
        throw new IllegalStateException("no event-time timer is ever registered");
    }

    /** Everything up to the barrier is emitted before it, and is in state. */
    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        Object key = getCurrentKey();
        for (CachedSeries series : cache.all()) {
            if (series.dirty) {
                setCurrentKey(series.key);
                writeBack(series);
            }
        }
        if (key != null) {
            setCurrentKey(key);
        }
        for (LedgerDelta delta : outcomes.take()) {
            emitter.ledger(delta);
        }
        archiving.barrierPassed(checkpointId);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        calendarBytes.update(calendars.write());
        outbox.snapshot(context.getCheckpointId());
        epoch.checkpoint(getProcessingTimeService().getCurrentProcessingTime());
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        outbox.completed(checkpointId, emitter::liveness);
        archiving.completed(checkpointId);
    }

    /** No timer fires any more: what waits for one is done here. */
    @Override
    public void finish() throws Exception {
        for (List<String> keys = recomputations.take(); !keys.isEmpty(); keys = recomputations.take()) {
            for (String key : keys) {
                setCurrentKey(key);
                continueRecomputation(key);
            }
        }
        prepareSnapshotPreBarrier(Long.MAX_VALUE);
        outbox.finish(emitter::liveness);
        super.finish();
    }

    @Override
    public void close() throws Exception {
        if (archiving != null) {
            archiving.close();
        }
        super.close();
    }

    @Override
    public void keep(CachedSeries series) throws Exception {
        if (series.dirty && !series.kept) {
            writeBack(series);
        }
    }

    @Override
    public CachedSeries load(String key) throws Exception {
        CachedSeries known = cache.get(key);
        if (known != null) {
            return known;
        }
        byte[] head = state.head();
        SeriesHistory history = head == null
                ? SeriesHistory.create(archiving.store(), revisions, calendars)
                : SeriesHistory.read(head, archiving.store(), revisions, calendars);
        CachedSeries loaded = new CachedSeries(key, SeriesKey.parse(key), history);
        if (history.outdated()) {
            SeriesDefinition definition = history.definition();
            emitter.open(loaded.name, definition);
            history.renewCalendar(emitter);
            loaded.dirty = true;
            if (history.recomputing()) {
                emitter.series(loaded, definition, true);
                recompute(loaded);
            }
        }
        return loaded;
    }

    /** A new tzdata changed the rules of a zone: each series is loaded once, and recomputed if it is of such a zone. */
    private void scheduleAllSeries() throws Exception {
        this.<String>getKeyedStateBackend()
                .applyToAllKeys(
                        VoidNamespace.INSTANCE,
                        VoidNamespaceSerializer.INSTANCE,
                        SeriesState.HEAD,
                        (key, head) -> recomputations.set());
    }

    /** Applies them, or holds those that come while the series is being recomputed; returns how many they are. */
    private int apply(CachedSeries series, LedgerTally.Counts counts, byte[] events) throws Exception {
        EventReader reader = new EventReader(events);
        while (reader.hasNext()) {
            LoggedEvent logged = reader.next();
            if (series.history.recomputing()) {
                int applied = reader.count() - 1;
                state.held()
                        .add(HeldEvents.of(counts.partition(), logged, reader).write());
                counts.waiting(reader.count() - applied);
                break;
            }
            apply(series, counts, logged);
        }
        return reader.count();
    }

    private void apply(CachedSeries series, LedgerTally.Counts counts, LoggedEvent logged) throws Exception {
        SeriesHistory history = series.history;
        SeriesDefinition before = history.definition();
        emitter.open(series.name, before);
        Outcome outcome;
        try {
            outcome = history.apply(logged.event(), settings.defaultZone(), emitter);
        } catch (Rejection e) {
            outcomes.deadLetter(counts, e.reason());
            emitter.deadLetter(counts.partition(), logged, e);
            return;
        }
        outcomes.count(counts, outcome);
        watch.afterEvent(history, counts.partition(), logged, outcome);
        // A dead letter and a delete of nothing leave no state behind, least of all that of an unknown series.
        series.dirty |= outcome != Outcome.NOTHING_TO_DELETE;
        emitter.sent(series, logged.event(), outcome);
        if (history.recomputing()) {
            // The row says so before the barrier: who waits for this event waits for the recomputation too.
            emitter.series(series, before, true);
            recompute(series);
        } else if (!Objects.equals(history.definition(), before)) {
            emitter.series(series, before, false);
        }
    }

    /** Takes a step; then either the row says that it was the last one, or a timer takes the next. */
    private void recompute(CachedSeries series) {
        SeriesHistory history = series.history;
        emitter.open(series.name, history.definition());
        SeriesDefinition leaving = history.leavingDefinition();
        history.recompute(settings.recomputedReadings(), emitter);
        series.dirty = true;
        if (history.recomputing()) {
            recomputations.set();
        } else {
            emitter.series(series, leaving, false);
        }
    }

    /** Writes a quiet series' windows now and queues a busy one's; keeps the cache within its bound. */
    private void afterChange(CachedSeries series) throws Exception {
        series.history.flushBlocks();
        archiving.plan(series);
        if (!cache.keeps(series)) {
            if (series.dirty) {
                writeBack(series);
            }
            return;
        }
        long now = getProcessingTimeService().getCurrentProcessingTime();
        int pending = series.history.pendingWindows();
        if (pending > MOST_PENDING || (pending > 0 && now - series.emittedMillis >= settings.emitMillis())) {
            emit(series, now);
        } else if (pending > 0) {
            busy.add(series);
        }
        cache.resize(series);
        evictSurplus(series);
    }

    private void evictSurplus(CachedSeries inUse) throws Exception {
        for (CachedSeries oldest = cache.surplus(); oldest != null && oldest != inUse; oldest = cache.surplus()) {
            if (oldest.dirty) {
                setCurrentKey(oldest.key);
                writeBack(oldest);
                setCurrentKey(inUse.key);
            }
            cache.remove(oldest);
        }
    }

    private void writeBack(CachedSeries series) throws Exception {
        emit(series, getProcessingTimeService().getCurrentProcessingTime());
        state.setHead(series.history.write());
        series.dirty = false;
    }

    private void emitInTurn(CachedSeries series, long now) {
        Object key = getCurrentKey();
        setCurrentKey(series.key);
        emit(series, now);
        if (key != null) {
            setCurrentKey(key);
        }
    }

    private void emit(CachedSeries series, long now) {
        emitter.open(series.name, series.history.definition());
        if (series.history.pendingWindows() > 0) {
            series.emittedMillis = now;
        }
        series.history.emit(emitter);
        archiving.plan(series);
        busy.remove(series);
    }

    int recomputeTimers() throws Exception {
        return recomputations.count();
    }

    int emitTimers() {
        return busy.isEmpty() ? 0 : 1;
    }
}
