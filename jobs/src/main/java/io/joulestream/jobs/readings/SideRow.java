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
import org.jspecify.annotations.Nullable;

/**
 * One record that leaves the series operator and is neither a window nor a reading: one of these, the others null. {@link
 * SideRows} gives each the output of its own.
 */
public final class SideRow {
    public @Nullable MonthEndRow month;
    public @Nullable DistributionRow distribution;
    public @Nullable CompletenessRow completeness;
    public @Nullable LivenessRow liveness;
    public @Nullable SeriesRow series;
    public @Nullable MeterEventRow meterEvent;
    public @Nullable EvidenceRow evidence;
    public @Nullable PublishedSeries published;
    public @Nullable DeadLetter deadLetter;
    public @Nullable LedgerDelta ledger;
    public @Nullable ArchivedBlockRow archived;

    /** As Flink makes one from bytes. */
    public SideRow() {}
}
