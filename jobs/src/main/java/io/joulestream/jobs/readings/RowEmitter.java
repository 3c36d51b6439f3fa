package io.joulestream.jobs.readings;

import io.joulestream.core.calendar.Period;
import io.joulestream.core.completeness.DayCompleteness;
import io.joulestream.core.fold.Evidence;
import io.joulestream.core.histogram.Distribution;
import io.joulestream.core.history.Outcome;
import io.joulestream.core.history.RowOutput;
import io.joulestream.core.month.MonthRow;
import io.joulestream.core.rollup.WindowSums;
import io.joulestream.core.series.MeterEvent;
import io.joulestream.core.series.Rejection;
import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.core.series.SeriesEvent;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.jobs.clickhouse.ArchivedBlockRow;
import io.joulestream.jobs.clickhouse.CompletenessRow;
import io.joulestream.jobs.clickhouse.DistributionRow;
import io.joulestream.jobs.clickhouse.EvidenceRow;
import io.joulestream.jobs.clickhouse.LivenessRow;
import io.joulestream.jobs.clickhouse.MeterEventRow;
import io.joulestream.jobs.clickhouse.MonthEndRow;
import io.joulestream.jobs.clickhouse.ReadingRow;
import io.joulestream.jobs.clickhouse.RollupRow;
import io.joulestream.jobs.clickhouse.SeriesRow;
import io.joulestream.jobs.kafka.DeadLetter;
import io.joulestream.jobs.kafka.PublishedSeries;
import io.joulestream.jobs.kafka.Topics;
import java.util.Objects;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** All that leaves the series operator, as records; opened for one series before each call into its history. */
final class RowEmitter implements RowOutput {
    static final OutputTag<MonthEndRow> MONTHS = new OutputTag<>("months") {};
    static final OutputTag<DistributionRow> DISTRIBUTIONS = new OutputTag<>("distributions") {};
    static final OutputTag<CompletenessRow> COMPLETENESS = new OutputTag<>("completeness") {};
    static final OutputTag<LivenessRow> LIVENESS = new OutputTag<>("liveness") {};
    static final OutputTag<ReadingRow> READINGS = new OutputTag<>("readings") {};
    static final OutputTag<MeterEventRow> METER_EVENTS = new OutputTag<>("meter-events") {};
    static final OutputTag<EvidenceRow> EVIDENCE = new OutputTag<>("evidence") {};
    static final OutputTag<SeriesRow> SERIES = new OutputTag<>("series") {};
    static final OutputTag<PublishedSeries> PUBLISHED = new OutputTag<>("published") {};
    static final OutputTag<DeadLetter> DEAD_LETTERS = new OutputTag<>("dead-letters") {};
    static final OutputTag<LedgerDelta> LEDGER = new OutputTag<>("ledger") {};
    static final OutputTag<ArchivedBlockRow> ARCHIVED = new OutputTag<>("archived-blocks") {};

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
        collect(MONTHS, RowFactory.month(name(), row, revision));
    }

    @Override
    public void distribution(long start, long end, Distribution values, long revision) {
        collect(DISTRIBUTIONS, DayRows.distribution(name(), shape, start, end, values, revision));
    }

    @Override
    public void completeness(long start, long end, @Nullable DayCompleteness day, long revision) {
        collect(COMPLETENESS, DayRows.completeness(name(), shape, start, end, day, revision));
    }

    void archived(ArchivedBlockRow row) {
        collect(ARCHIVED, row);
    }

    void liveness(LivenessRow row) {
        collect(LIVENESS, row);
    }

    @Override
    public void readingDeleted(long tsMillis, long micros, long revision) {
        collect(READINGS, RowFactory.deletedReading(name(), tsMillis, revision));
    }

    @Override
    public void evidence(long tsMillis, @Nullable Evidence evidence, long revision) {
        collect(EVIDENCE, MeterRows.evidence(name(), tsMillis, evidence, revision));
    }

    @Override
    public void meterEventDeleted(long tsMillis, long revision) {
        collect(METER_EVENTS, MeterRows.deletedEvent(name(), tsMillis, revision));
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
        collect(METER_EVENTS, MeterRows.event(series.name, told, event, series.history.nextRevision()));
    }

    private void reading(CachedSeries series, SeriesEvent event) {
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
    void series(CachedSeries series, @Nullable SeriesDefinition before, boolean recomputing) {
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

    void deadLetter(int partition, LoggedEvent logged, Rejection rejection) {
        collect(
                DEAD_LETTERS,
                DeadLetter.withoutRaw(
                        Topics.READINGS,
                        partition,
                        logged.offset(),
                        rejection.reason(),
                        rejection.detail(),
                        logged.receivedMillis()));
    }

    private <T> void collect(OutputTag<T> tag, T value) {
        output.collect(tag, new StreamRecord<>(value));
    }

    private SeriesKey name() {
        return Objects.requireNonNull(name, "opened");
    }
}
