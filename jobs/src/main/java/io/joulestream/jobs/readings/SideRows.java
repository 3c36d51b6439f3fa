package io.joulestream.jobs.readings;

import io.joulestream.jobs.clickhouse.ArchivedBlockRow;
import io.joulestream.jobs.clickhouse.CompletenessRow;
import io.joulestream.jobs.clickhouse.DistributionRow;
import io.joulestream.jobs.clickhouse.EvidenceRow;
import io.joulestream.jobs.clickhouse.LivenessRow;
import io.joulestream.jobs.clickhouse.MeterEventRow;
import io.joulestream.jobs.clickhouse.MonthEndRow;
import io.joulestream.jobs.clickhouse.SeriesRow;
import io.joulestream.jobs.kafka.DeadLetter;
import io.joulestream.jobs.kafka.PublishedSeries;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * From the one side output of the series operator to an output for each sort of record. Not by that operator itself: with
 * object reuse, Flink wraps each record anew for every output that its operator has, and there is one for each reading.
 */
final class SideRows extends ProcessFunction<SideRow, SideRow> {
    private static final long serialVersionUID = 1;

    static final OutputTag<MonthEndRow> MONTHS = new OutputTag<>("months") {};
    static final OutputTag<DistributionRow> DISTRIBUTIONS = new OutputTag<>("distributions") {};
    static final OutputTag<CompletenessRow> COMPLETENESS = new OutputTag<>("completeness") {};
    static final OutputTag<LivenessRow> LIVENESS = new OutputTag<>("liveness") {};
    static final OutputTag<SeriesRow> SERIES = new OutputTag<>("series") {};
    static final OutputTag<MeterEventRow> METER_EVENTS = new OutputTag<>("meter-events") {};
    static final OutputTag<EvidenceRow> EVIDENCE = new OutputTag<>("evidence") {};
    static final OutputTag<PublishedSeries> PUBLISHED = new OutputTag<>("published") {};
    static final OutputTag<DeadLetter> DEAD_LETTERS = new OutputTag<>("dead-letters") {};
    static final OutputTag<LedgerDelta> LEDGER = new OutputTag<>("ledger") {};
    static final OutputTag<ArchivedBlockRow> ARCHIVED = new OutputTag<>("archived-blocks") {};

    @Override
    public void processElement(SideRow row, Context context, Collector<SideRow> nothing) {
        give(context, MONTHS, row.month);
        give(context, DISTRIBUTIONS, row.distribution);
        give(context, COMPLETENESS, row.completeness);
        give(context, LIVENESS, row.liveness);
        give(context, SERIES, row.series);
        give(context, METER_EVENTS, row.meterEvent);
        give(context, EVIDENCE, row.evidence);
        give(context, PUBLISHED, row.published);
        give(context, DEAD_LETTERS, row.deadLetter);
        give(context, LEDGER, row.ledger);
        give(context, ARCHIVED, row.archived);
    }

    private static <T> void give(Context context, OutputTag<T> tag, @Nullable T content) {
        if (content != null) {
            context.output(tag, content);
        }
    }
}
