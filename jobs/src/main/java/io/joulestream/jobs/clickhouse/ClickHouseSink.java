package io.joulestream.jobs.clickhouse;

import java.io.Serializable;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;

/**
 * Rows to batched RowBinary inserts: the sink of the high-volume tables.
 *
 * <p>At least once: when a checkpoint completes, all rows before its barrier are visible in the table. A batch is sent
 * when it is full, old enough, or at the barrier; while one is being inserted the next one fills, and when that is full
 * too the job waits. So at most two batches are held, and a store that is away stops the job without losing anything or
 * failing it. See {@link OnRefusal} for rows that the store will not take.
 */
public final class ClickHouseSink<T extends ClickHouseRow> implements Sink<T>, Serializable {
    private final String table;
    private final ClickHouseConfig config;
    private final OnRefusal onRefusal;

    ClickHouseSink(String table, ClickHouseConfig config, OnRefusal onRefusal) {
        this.table = TableColumns.of(table).table();
        this.config = config;
        this.onRefusal = onRefusal;
    }

    /** A sink of derived rows, uid and name {@code clickhouse-<table>}. */
    public static <T extends ClickHouseRow> DataStreamSink<T> attach(
            DataStream<T> rows, String table, ClickHouseConfig config) {
        return attach(rows, table, config, OnRefusal.FAIL_JOB);
    }

    public static <T extends ClickHouseRow> DataStreamSink<T> attach(
            DataStream<T> rows, String table, ClickHouseConfig config, OnRefusal onRefusal) {
        String name = "clickhouse-" + table.replace('_', '-');
        return rows.sinkTo(new ClickHouseSink<>(table, config, onRefusal))
                .uid(name)
                .name(name);
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        var client = new InsertClient(config);
        var inserter = new BatchInserter(
                TableColumns.of(table), onRefusal, client, Backoff.DEFAULT, new InsertMetrics(context.metricGroup()));
        return new ClickHouseSinkWriter<>(config.batch(), inserter, client, context.getProcessingTimeService());
    }
}
