package io.joulestream.jobs.readings;

import io.joulestream.core.calendar.CalendarVersions;
import io.joulestream.core.calendar.Period;
import io.joulestream.core.history.Outcome;
import io.joulestream.core.history.Revisions;
import io.joulestream.core.history.RowOutput;
import io.joulestream.core.history.SeriesHistory;
import io.joulestream.core.rollup.WindowSums;
import io.joulestream.core.series.Rejection;
import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.core.series.SeriesEvent;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.jobs.clickhouse.ReadingRow;
import io.joulestream.jobs.clickhouse.RollupRow;
import io.joulestream.jobs.clickhouse.SeriesRow;
import io.joulestream.jobs.kafka.DeadLetter;
import io.joulestream.jobs.kafka.PublishedSeries;
import io.joulestream.jobs.kafka.Topics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keyed by {@code tenant/series}: applies each batch to its series and emits the rows that changed. Holds no arithmetic.
 *
 * <p>A quiet series' windows are written at once, a busy one's at most every {@code emitInterval}, and all before each
 * checkpoint barrier: once a checkpoint has completed, the sinks have flushed everything up to its offsets. A changed
 * definition is applied in steps, a timer each, so that no barrier waits for it; batches that come meanwhile are held.
 *
 * <p>State: {@link SeriesState} per key; the attempt's epoch and the calendars that series follow. Timers: one per key that is
 * being recomputed.
 */
final class SeriesOperator extends AbstractStreamOperator<RollupRow>
        implements OneInputStreamOperator<SeriesBatch, RollupRow>, Triggerable<String, VoidNamespace> {
    static final OutputTag<ReadingRow> READINGS = new OutputTag<>("readings") {};
    static final OutputTag<SeriesRow> SERIES = new OutputTag<>("series") {};
    static final OutputTag<PublishedSeries> PUBLISHED = new OutputTag<>("published") {};
    static final OutputTag<DeadLetter> DEAD_LETTERS = new OutputTag<>("dead-letters") {};

    /** Windows of one series that are written without waiting for the interval: bounds the memory of a burst. */
    private static final int MOST_PENDING = 10_000;

    private final ReadingsConfig.Series settings;
    private final SerializableSupplier<CalendarVersions> installed;

    private transient SeriesState state;
    private transient HeadCache cache;
    private transient ArrayDeque<CachedSeries> busy;
    private transient List<CachedSeries> changed;
    private transient Revisions revisions;
    private transient long epoch;
    private transient ListState<Long> epochs;
    private transient CalendarVersions calendars;
    private transient ListState<byte[]> calendarBytes;
    private transient InternalTimerService<VoidNamespace> timers;
    private transient Emitter emitter;
    private transient Outcomes outcomes;
    private transient boolean emitTimerSet;

    SeriesOperator(ReadingsConfig.Series settings) {
        this(settings, CalendarVersions::new);
    }

    /** @param installed the calendars in force: those of this Java's tzdata, but in a test of a change of them */
    @SuppressWarnings("NullAway.Init") // initializeState() and open() come first
    SeriesOperator(ReadingsConfig.Series settings, SerializableSupplier<CalendarVersions> installed) {
        this.settings = settings;
        this.installed = installed;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        // A union list: after a rescale every subtask must start above all the epochs before.
        epochs = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("epoch", LongSerializer.INSTANCE));
        long checkpointed = 0;
        for (long known : epochs.get()) {
            checkpointed = Math.max(checkpointed, known);
        }
        epoch = Revisions.epoch(getProcessingTimeService().getCurrentProcessingTime(), checkpointed);
        revisions = new Revisions(epoch);
        calendarBytes = context.getOperatorStateStore()
                .getUnionListState(new ListStateDescriptor<>("calendars", BytePrimitiveArraySerializer.INSTANCE));
        calendars = installed.get();
        for (byte[] calendar : calendarBytes.get()) {
            calendars.read(calendar);
        }
        state = new SeriesState(context.getKeyedStateStore());
    }

    @Override
    public void open() throws Exception {
        super.open();
        timers = getInternalTimerService("recompute", VoidNamespaceSerializer.INSTANCE, this);
        cache = new HeadCache(settings.cacheBytes());
        busy = new ArrayDeque<>();
        changed = new ArrayList<>();
        emitter = new Emitter();
        outcomes = new Outcomes(getMetricGroup());
        if (calendars.hasOutdated()) {
            scheduleAllSeries();
        }
        getMetricGroup().gauge("cachedSeries", () -> cache.size());
        getMetricGroup().gauge("cachedBytes", () -> cache.bytes());
    }

    @Override
    public void processElement(StreamRecord<SeriesBatch> element) throws Exception {
        SeriesBatch batch = element.getValue();
        CachedSeries series = load(batch.key());
        apply(series, batch.partition(), batch.events());
        afterChange(series);
    }

    /** One more step of a recomputation; when it is done, what was held is applied. */
    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
        CachedSeries series = load(timer.getKey());
        if (series.history.recomputing()) {
            recompute(series);
        }
        if (!series.history.recomputing()) {
            List<byte[]> waiting = new ArrayList<>();
            state.held().get().forEach(waiting::add);
            state.held().clear();
            for (byte[] held : waiting) {
                HeldEvents events = HeldEvents.read(held);
                apply(series, events.partition(), events.events());
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
        for (CachedSeries series : changed) {
            if (series.dirty) {
                setCurrentKey(series.key);
                writeBack(series);
            }
        }
        changed.clear();
        busy.clear();
        if (key != null) {
            setCurrentKey(key);
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        // At least the clock: then an attempt that follows a clock set back still starts above all revisions of this
        // one.
        calendarBytes.update(calendars.write());
        epochs.update(List.of(Math.max(epoch, getProcessingTimeService().getCurrentProcessingTime())));
    }

    @Override
    public void finish() throws Exception {
        prepareSnapshotPreBarrier(Long.MAX_VALUE);
        super.finish();
    }

    private CachedSeries load(String key) throws Exception {
        CachedSeries known = cache.get(key);
        if (known != null) {
            return known;
        }
        byte[] head = state.head();
        SeriesHistory history = head == null
                ? SeriesHistory.create(state, revisions, calendars)
                : SeriesHistory.read(head, state, revisions, calendars);
        CachedSeries loaded = new CachedSeries(key, SeriesKey.parse(key), history);
        cache.put(loaded);
        if (history.outdated()) {
            SeriesDefinition definition = history.definition();
            emitter.open(loaded.name, definition);
            history.renewCalendar(emitter);
            if (history.recomputing()) {
                collectSeries(loaded, definition, true);
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
                        (key, head) -> timers.registerProcessingTimeTimer(
                                VoidNamespace.INSTANCE, timers.currentProcessingTime()));
    }

    private void apply(CachedSeries series, int partition, byte[] events) throws Exception {
        EventReader reader = new EventReader(events);
        while (reader.hasNext()) {
            LoggedEvent logged = reader.next();
            if (series.history.recomputing()) {
                state.held().add(HeldEvents.of(partition, logged, reader).write());
                return;
            }
            apply(series, partition, logged);
        }
    }

    private void apply(CachedSeries series, int partition, LoggedEvent logged) throws Exception {
        SeriesHistory history = series.history;
        SeriesDefinition before = history.definition();
        emitter.open(series.name, before);
        Outcome outcome;
        try {
            outcome = history.apply(logged.event(), settings.defaultZone(), emitter);
        } catch (Rejection e) {
            outcomes.deadLetter(e.reason());
            collect(
                    DEAD_LETTERS,
                    DeadLetter.withoutRaw(
                            Topics.READINGS,
                            partition,
                            logged.offset(),
                            e.reason(),
                            e.detail(),
                            logged.receivedMillis()));
            return;
        }
        outcomes.count(outcome);
        SeriesEvent event = logged.event();
        switch (outcome) {
            case ACCEPTED, REPLACED -> collectReading(series, event);
            case DUPLICATE -> {
                // The value is known, but the texts may be new: they are kept with the raw reading.
                if (!event.note().isEmpty()
                        || !event.source().isEmpty()
                        || !event.batch().isEmpty()) {
                    collectReading(series, event);
                }
            }
            case DELETED ->
                collect(READINGS, RowFactory.deletedReading(series.name, event.tsMillis(), history.nextRevision()));
            case DEFINITION, SERIES_DELETED, NOTHING_TO_DELETE -> {}
        }
        if (history.recomputing()) {
            // The row says so before the barrier: who waits for this event waits for the recomputation too.
            collectSeries(series, before, true);
            recompute(series);
        } else if (!Objects.equals(history.definition(), before)) {
            collectSeries(series, before, false);
        }
    }

    /** Takes a step; then either the row says that it was the last one, or a timer takes the next. */
    private void recompute(CachedSeries series) {
        SeriesHistory history = series.history;
        SeriesDefinition old = history.definition();
        emitter.open(series.name, old);
        SeriesDefinition leaving = history.leavingDefinition();
        history.recompute(settings.recomputedReadings(), emitter);
        if (history.recomputing()) {
            timers.registerProcessingTimeTimer(VoidNamespace.INSTANCE, timers.currentProcessingTime() + 1);
        } else {
            collectSeries(series, leaving, false);
        }
    }

    private void collectReading(CachedSeries series, SeriesEvent event) {
        collect(
                READINGS,
                new ReadingRow(
                        series.name.tenant(),
                        series.name.series(),
                        event.tsMillis(),
                        series.history.appliedMicros(),
                        event.note(),
                        event.source(),
                        event.batch(),
                        series.history.nextRevision(),
                        false));
    }

    /** @param before the definition that a deleted series had */
    private void collectSeries(CachedSeries series, @Nullable SeriesDefinition before, boolean recomputing) {
        SeriesDefinition definition = series.history.definition();
        SeriesDefinition shown = definition != null ? definition : before;
        if (shown == null) {
            return;
        }
        boolean isDeleted = definition == null && !recomputing;
        collect(SERIES, RowFactory.series(series.name, shown, recomputing, series.history.nextRevision(), isDeleted));
        collect(
                PUBLISHED,
                definition == null
                        ? PublishedSeries.deleted(series.name)
                        : PublishedSeries.of(series.name, definition));
    }

    /** Writes a quiet series' windows now and queues a busy one's; keeps the cache within its bound. */
    private void afterChange(CachedSeries series) throws Exception {
        series.history.flushBlocks();
        if (!series.dirty) {
            series.dirty = true;
            changed.add(series);
        }
        long now = getProcessingTimeService().getCurrentProcessingTime();
        if (now - series.emittedMillis >= settings.emitMillis() || series.history.pendingWindows() > MOST_PENDING) {
            emit(series, now);
        } else if (!series.queued && series.history.pendingWindows() > 0) {
            series.queued = true;
            busy.add(series);
            scheduleEmit();
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

    private void emit(CachedSeries series, long now) {
        emitter.open(series.name, series.history.definition());
        series.history.emit(emitter);
        series.emittedMillis = now;
        series.queued = false;
    }

    private void scheduleEmit() {
        CachedSeries first = busy.peek();
        if (emitTimerSet || first == null) {
            return;
        }
        emitTimerSet = true;
        var unused = getProcessingTimeService().registerTimer(first.emittedMillis + settings.emitMillis(), now -> {
            emitTimerSet = false;
            Object key = getCurrentKey();
            while (!busy.isEmpty() && busy.peek().emittedMillis + settings.emitMillis() <= now) {
                CachedSeries due = busy.remove();
                if (due.queued) {
                    setCurrentKey(due.key);
                    emit(due, now);
                }
            }
            if (key != null) {
                setCurrentKey(key);
            }
            scheduleEmit();
        });
    }

    private <T> void collect(OutputTag<T> tag, T value) {
        output.collect(tag, new StreamRecord<>(value));
    }

    /** The core's output as records; opened for one series before each call into its history. */
    private final class Emitter implements RowOutput {
        private @Nullable SeriesKey name;
        private @Nullable SeriesDefinition shape;

        void open(SeriesKey newName, @Nullable SeriesDefinition newShape) {
            name = newName;
            shape = newShape;
        }

        @Override
        public void window(Period period, long start, long end, WindowSums sums, long revision) {
            output.collect(new StreamRecord<>(RowFactory.rollup(name(), shape, period, start, end, sums, revision)));
        }

        @Override
        public void readingDeleted(long tsMillis, long micros, long revision) {
            collect(READINGS, RowFactory.deletedReading(name(), tsMillis, revision));
        }

        private SeriesKey name() {
            return Objects.requireNonNull(name, "opened");
        }
    }
}
