package io.joulestream.jobs.readings;

import io.joulestream.core.calendar.Period;
import io.joulestream.core.completeness.DayCompleteness;
import io.joulestream.core.fold.Evidence;
import io.joulestream.core.histogram.Distribution;
import io.joulestream.core.history.Outcome;
import io.joulestream.core.history.RowOutput;
import io.joulestream.core.input.Rejection;
import io.joulestream.core.month.MonthRow;
import io.joulestream.core.rollup.WindowSums;
import io.joulestream.core.series.MeterEvent;
import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.core.series.SeriesEvent;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.jobs.clickhouse.ArchivedBlockRow;
import io.joulestream.jobs.clickhouse.LivenessRow;
import io.joulestream.jobs.clickhouse.ReadingRow;
import io.joulestream.jobs.clickhouse.RollupRow;
import io.joulestream.jobs.kafka.DeadLetter;
import io.joulestream.jobs.kafka.PublishedSeries;
import io.joulestream.jobs.kafka.Topics;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** All that leaves the series operator, as records; opened for one series before each call into its history. */
final class RowEmitter implements RowOutput {
    /** What comes with every reading: an output of its own, as each one that there is costs every record an object. */
    static final OutputTag<ReadingRow> READINGS = new OutputTag<>("readings") {};

    /** All that is neither a window nor a reading. */
    static final OutputTag<SideRow> SIDE = new OutputTag<>("side-rows") {};

    private final Output<StreamRecord<RollupRow>> output;
    private @Nullable SeriesKey name;
    private @Nullable SeriesDefinition shape;

    RowEmitter(Output<StreamRecord<RollupRow>> output) {
        this.output = output;
    }

    /** @param newShape the definition that the windows follow */
    void open(SeriesKey newName, @Nullable SeriesDefinition newShape) {
        name = newName;
        shape = newShape;
    }

    @Override
    public void window(Period period, long start, long end, WindowSums sums, long revision) {
        output.collect(new StreamRecord<>(RowFactory.rollup(name(), shape, period, start, end, sums, revision)));
    }

    @Override
    public void month(MonthRow row, long revision) {
        side(side -> side.month = RowFactory.month(name(), row, revision));
    }

    @Override
    public void distribution(long start, long end, Distribution values, long revision) {
        side(side -> side.distribution = DayRows.distribution(name(), shape, start, end, values, revision));
    }

    @Override
    public void completeness(long start, long end, @Nullable DayCompleteness day, long revision) {
        side(side -> side.completeness = DayRows.completeness(name(), shape, start, end, day, revision));
    }

    void archived(ArchivedBlockRow row) {
        side(side -> side.archived = row);
    }

    void liveness(LivenessRow row) {
        side(side -> side.liveness = row);
    }

    @Override
    public void readingDeleted(long tsMillis, long micros, long revision) {
        reading(RowFactory.deletedReading(name(), tsMillis, revision));
    }

    @Override
    public void evidence(long tsMillis, @Nullable Evidence evidence, long revision) {
        side(side -> side.evidence = MeterRows.evidence(name(), tsMillis, evidence, revision));
    }

    @Override
    public void meterEventDeleted(long tsMillis, long revision) {
        side(side -> side.meterEvent = MeterRows.deletedEvent(name(), tsMillis, revision));
    }

    /** The row of the reading or meter event, as sent, that the history has just taken. */
    void sent(CachedSeries series, SeriesEvent event, Outcome outcome) {
        boolean meter = event.op() == SeriesEvent.Op.METER || event.op() == SeriesEvent.Op.METER_DELETE;
        switch (outcome) {
            case ACCEPTED, REPLACED, METER_EVENT -> emit(series, event, meter);
            case DUPLICATE -> {
                // The value is known, but the note may be new. A source or batch alone is no news: the reading stays
                // with whoever brought it first, or to undo a later import of it would delete it.
                if (!event.note().isEmpty()) {
                    emit(series, event, meter);
                }
            }
            case DELETED -> {
                long revision = series.history.nextRevision();
                if (meter) {
                    meterEventDeleted(event.tsMillis(), revision);
                } else {
                    readingDeleted(event.tsMillis(), 0, revision);
                }
            }
            case NOTHING_TO_DELETE, DEFINITION, SERIES_DELETED, SUPERSEDED -> {}
        }
    }

    private void emit(CachedSeries series, SeriesEvent event, boolean meter) {
        if (!meter) {
            reading(series, event);
            return;
        }
        MeterEvent told = Objects.requireNonNull(series.history.meterEvent(event.tsMillis()), "just taken");
        side(side -> side.meterEvent = MeterRows.event(series.name, told, event, series.history.nextRevision()));
    }

    private void reading(CachedSeries series, SeriesEvent event) {
        reading(new ReadingRow(
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
    void series(CachedSeries series, @Nullable SeriesDefinition before, boolean recomputing) {
        SeriesDefinition definition = series.history.definition();
        SeriesDefinition shown = definition != null ? definition : before;
        if (shown == null) {
            return;
        }
        boolean isDeleted = definition == null && !recomputing;
        side(side -> side.series =
                RowFactory.series(series.name, shown, recomputing, series.history.nextRevision(), isDeleted));
        side(side -> side.published = definition == null
                ? PublishedSeries.deleted(series.name, series.history.nextRevision())
                : PublishedSeries.of(series.name, definition, series.history.nextRevision()));
    }

    void deadLetter(int partition, LoggedEvent logged, Rejection rejection) {
        side(side -> side.deadLetter = DeadLetter.withoutRaw(
                Topics.READINGS,
                partition,
                logged.offset(),
                rejection.reason(),
                rejection.detail(),
                logged.receivedMillis()));
    }

    void ledger(LedgerDelta delta) {
        side(side -> side.ledger = delta);
    }

    private void reading(ReadingRow row) {
        output.collect(READINGS, new StreamRecord<>(row));
    }

    private void side(Consumer<SideRow> content) {
        SideRow row = new SideRow();
        content.accept(row);
        output.collect(SIDE, new StreamRecord<>(row));
    }

    private SeriesKey name() {
        return Objects.requireNonNull(name, "opened");
    }
}
