package io.joulestream.jobs.clickhouse;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.jspecify.annotations.Nullable;

/** One subtask of a {@link ClickHouseSink}: the task's thread encodes into one batch while the other is inserted. */
final class ClickHouseSinkWriter<T extends ClickHouseRow> implements SinkWriter<T> {
    private static final long CLOSE_SECONDS = 2;

    private final ClickHouseConfig.Batch limit;
    private final BatchInserter inserter;
    private final InsertClient client;
    private final ProcessingTimeService time;
    private final ExecutorService thread;
    private RowBatch filling = new RowBatch();
    private RowBatch sent = new RowBatch();
    private @Nullable Future<?> inFlight;
    private @Nullable Future<?> timer;

    ClickHouseSinkWriter(
            ClickHouseConfig.Batch limit, BatchInserter inserter, InsertClient client, ProcessingTimeService time) {
        this.limit = limit;
        this.inserter = inserter;
        this.client = client;
        this.time = time;
        thread = Executors.newSingleThreadExecutor(task -> {
            var inserting = new Thread(task, "clickhouse-insert");
            inserting.setDaemon(true);
            return inserting;
        });
        scheduleSending();
    }

    @Override
    public void write(T row, Context context) throws IOException, InterruptedException {
        filling.add(row);
        if (filling.isFull(limit)) {
            send();
        }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        if (!filling.isEmpty()) {
            send();
        }
        await();
    }

    /** Gives up at once, also between tries: what is not stored by then is replayed from the last checkpoint. */
    @Override
    public void close() {
        if (timer != null) {
            timer.cancel(false);
        }
        thread.shutdownNow();
        client.close();
        try {
            thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send() throws IOException, InterruptedException {
        await();
        RowBatch batch = filling;
        filling = sent;
        filling.clear();
        sent = batch;
        inFlight = thread.submit(() -> {
            inserter.insert(batch);
            return null;
        });
    }

    private void await() throws IOException, InterruptedException {
        Future<?> running = inFlight;
        if (running == null) {
            return;
        }
        try {
            running.get();
        } catch (ExecutionException e) {
            // The batch stays in flight: whoever asks again is told the same, and nothing after it is sent.
            throw new IOException(e.getCause());
        }
        inFlight = null;
    }

    /** Timers run on the task's thread, as {@link #write} does. One that finds an insert running lets the batch grow. */
    private void scheduleSending() {
        timer = time.registerTimer(
                time.getCurrentProcessingTime() + limit.delay().toMillis(), now -> {
                    if (!filling.isEmpty() && (inFlight == null || inFlight.isDone())) {
                        send();
                    }
                    scheduleSending();
                });
    }
}
