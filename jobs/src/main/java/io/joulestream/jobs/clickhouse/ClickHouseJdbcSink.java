package io.joulestream.jobs.clickhouse;

import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;

/**
 * Records to inserts by flink-connector-jdbc: the sink of the low-volume tables.
 * At least once: rows are sent at each checkpoint's barrier, and at every {@value #ROWS} rows; repeats are absorbed by
 * the tables' keys. A store that is away is waited for; a row that it refuses fails the job.
 */
public final class ClickHouseJdbcSink {
    private static final int ROWS = 1000;

    private ClickHouseJdbcSink() {}

    /** A sink of records whose components are the table's columns, uid and name {@code clickhouse-<table>}. */
    public static <T extends Record> DataStreamSink<T> attach(
            DataStream<T> rows, Class<T> type, String table, ClickHouseConfig config) {
        var binder = new RecordBinder<>(type, table);
        var options = JdbcExecutionOptions.builder()
                .withBatchSize(ROWS)
                // No timer: its thread could not be interrupted while it waits for the store.
                .withBatchIntervalMs(0)
                .withMaxRetries(3)
                .build();
        var sink = JdbcSink.<T>builder()
                .withQueryStatement(binder.insertSql(), binder)
                .withExecutionOptions(options)
                .buildAtLeastOnce(new WaitingConnectionProvider(config));
        String name = "clickhouse-" + table.replace('_', '-');
        return rows.sinkTo(sink).uid(name).name(name);
    }
}
