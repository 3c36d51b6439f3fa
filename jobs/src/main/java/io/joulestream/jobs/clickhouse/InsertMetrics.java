package io.joulestream.jobs.clickhouse;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;

/** What a sink tells Flink. Written by the inserting thread alone: Flink's counters are not atomic. */
final class InsertMetrics {
    private final Counter rows;
    private final Counter bytes;
    private final Counter inserts;
    private final Counter retries;
    private final Counter refusedRows;
    private volatile long lastInsertMillis;
    private volatile int rowsInFlight;

    InsertMetrics(SinkWriterMetricGroup group) {
        rows = group.getNumRecordsSendCounter();
        bytes = group.getNumBytesSendCounter();
        refusedRows = group.getNumRecordsSendErrorsCounter();
        inserts = group.counter("inserts");
        retries = group.counter("insertRetries");
        group.setCurrentSendTimeGauge(() -> lastInsertMillis);
        group.gauge("rowsInFlight", () -> rowsInFlight);
    }

    void started(int inFlight) {
        rowsInFlight = inFlight;
    }

    void ended() {
        rowsInFlight = 0;
    }

    void inserted(int insertedRows, int insertedBytes, long millis) {
        inserts.inc();
        rows.inc(insertedRows);
        bytes.inc(insertedBytes);
        lastInsertMillis = millis;
    }

    void retried() {
        retries.inc();
    }

    void refused() {
        refusedRows.inc();
    }
}
