package io.joulestream.jobs.readings;

import io.joulestream.jobs.clickhouse.ArchivedBlockRow;
import io.joulestream.jobs.clickhouse.ClickHouseJdbcSink;
import io.joulestream.jobs.clickhouse.ClickHouseSink;
import io.joulestream.jobs.clickhouse.CompletenessRow;
import io.joulestream.jobs.clickhouse.DeadLetterRow;
import io.joulestream.jobs.clickhouse.DistributionRow;
import io.joulestream.jobs.clickhouse.EvidenceRow;
import io.joulestream.jobs.clickhouse.LedgerRow;
import io.joulestream.jobs.clickhouse.LivenessRow;
import io.joulestream.jobs.clickhouse.MeterEventRow;
import io.joulestream.jobs.clickhouse.MonthEndRow;
import io.joulestream.jobs.clickhouse.OnRefusal;
import io.joulestream.jobs.clickhouse.ReadingRow;
import io.joulestream.jobs.clickhouse.RollupRow;
import io.joulestream.jobs.clickhouse.SeriesRow;
import io.joulestream.jobs.kafka.DeadLetter;
import io.joulestream.jobs.kafka.DeadLetterSinks;
import io.joulestream.jobs.kafka.Decoded;
import io.joulestream.jobs.kafka.KafkaRawRecords;
import io.joulestream.jobs.kafka.LivenessTopic;
import io.joulestream.jobs.kafka.PublishedSeries;
import io.joulestream.jobs.kafka.RawRecordFetch;
import io.joulestream.jobs.kafka.RawRecords;
import io.joulestream.jobs.kafka.Topics;
import io.joulestream.jobs.run.RunFacts;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;

/** From topic {@code readings} to the tables of readings, of what follows from them, of series and of dead letters. */
public final class ReadingsJob {
    private ReadingsJob() {}

    public static void main(String[] args) throws Exception {
        var config = ReadingsConfig.from(args);
        var partitions = Topics.require(config.kafka(), Topics.READINGS);
        var env = config.environment();
        env.getConfig().setGlobalJobParameters(RunFacts.of(config.group(), partitions));
        attach(pipeline(ReadingSource.from(env, config), config, new KafkaRawRecords(config.kafka())), config);
        env.execute("readings");
    }

    /** The sinks. */
    static void attach(Outputs out, ReadingsConfig config) {
        ClickHouseSink.attach(out.readings(), "reading", config.clickHouse(), OnRefusal.DEAD_LETTER);
        ClickHouseSink.attach(out.rollups(), "rollup", config.clickHouse());
        ClickHouseSink.attach(out.months(), "month_end", config.clickHouse());
        ClickHouseSink.attach(out.distributions(), "distribution", config.clickHouse());
        ClickHouseSink.attach(out.completeness(), "completeness", config.clickHouse());
        ClickHouseSink.attach(out.liveness(), "liveness", config.clickHouse());
        LivenessTopic.attach(out.liveness(), config.kafka());
        ClickHouseJdbcSink.attach(out.series(), SeriesRow.class, "series", config.clickHouse());
        ClickHouseJdbcSink.attach(out.meterEvents(), MeterEventRow.class, "meter_event", config.clickHouse());
        ClickHouseSink.attach(out.evidence(), "counter_evidence", config.clickHouse());
        ClickHouseSink.attach(out.archived(), "archived_block", config.clickHouse());
        PublishedSeries.attach(out.published(), config.kafka());
        ClickHouseJdbcSink.attach(out.ledger(), LedgerRow.class, "ledger", config.clickHouse());
        DeadLetterSinks.attach(out.deadLetters(), out.replayed(), config.kafka(), config.clickHouse());
    }

    /** The streams of the job, one per sink. */
    public record Outputs(
            DataStream<ReadingRow> readings,
            DataStream<RollupRow> rollups,
            DataStream<MonthEndRow> months,
            DataStream<DistributionRow> distributions,
            DataStream<CompletenessRow> completeness,
            DataStream<LivenessRow> liveness,
            DataStream<SeriesRow> series,
            DataStream<MeterEventRow> meterEvents,
            DataStream<EvidenceRow> evidence,
            DataStream<PublishedSeries> published,
            DataStream<DeadLetter> deadLetters,
            DataStream<DeadLetterRow> replayed,
            DataStream<LedgerRow> ledger,
            DataStream<ArchivedBlockRow> archived) {}

    /** All the topology; knows no connector. */
    public static Outputs pipeline(DataStream<Decoded> events, ReadingsConfig config, RawRecords rawRecords) {
        var batches = events.transform(
                        "series-batcher",
                        TypeInformation.of(SeriesBatch.class),
                        new SeriesBatcher(
                                config.batching(), rawRecords, config.series().defaultZone()))
                .uid("series-batcher");
        var rollups = batches.keyBy(SeriesBatch::key)
                .transform(
                        "series",
                        TypeInformation.of(RollupRow.class),
                        new SeriesOperator(config.series(), config.retention()))
                .uid("series");
        var side = rollups.getSideOutput(RowEmitter.SIDE)
                .process(new SideRows(), TypeInformation.of(SideRow.class))
                .uid("side-rows")
                .name("side-rows");
        var judged = RawRecordFetch.attach(side.getSideOutput(SideRows.DEAD_LETTERS), rawRecords);
        var ledger = LedgerOperator.attach(
                batches.getSideOutput(SeriesBatcher.LEDGER).union(side.getSideOutput(SideRows.LEDGER)));
        return new Outputs(
                rollups.getSideOutput(RowEmitter.READINGS),
                rollups,
                side.getSideOutput(SideRows.MONTHS),
                side.getSideOutput(SideRows.DISTRIBUTIONS),
                side.getSideOutput(SideRows.COMPLETENESS),
                side.getSideOutput(SideRows.LIVENESS),
                side.getSideOutput(SideRows.SERIES),
                side.getSideOutput(SideRows.METER_EVENTS),
                side.getSideOutput(SideRows.EVIDENCE),
                side.getSideOutput(SideRows.PUBLISHED),
                batches.getSideOutput(SeriesBatcher.DEAD_LETTERS).union(judged),
                batches.getSideOutput(SeriesBatcher.REPLAYED),
                ledger,
                side.getSideOutput(SideRows.ARCHIVED));
    }
}
