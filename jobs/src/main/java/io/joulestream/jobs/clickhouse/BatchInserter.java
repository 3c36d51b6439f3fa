package io.joulestream.jobs.clickhouse;

import io.joulestream.jobs.clickhouse.InsertFault.Kind;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Inserts a batch until every row of it is stored or refused for what it is.
 * A store that is away is waited for without limit. After a failure that leaves open whether the rows arrived they are
 * simply sent again: the table absorbs repeats. For one thread.
 */
final class BatchInserter {
    private static final Logger LOG = LoggerFactory.getLogger(BatchInserter.class);
    private static final int MOST_REFUSED = 100;

    private final TableColumns table;
    private final OnRefusal onRefusal;
    private final InsertClient client;
    private final Backoff backoff;
    private final InsertMetrics metrics;
    private final RowBatch letter = new RowBatch();
    private int refusedOfBatch;

    BatchInserter(
            TableColumns table, OnRefusal onRefusal, InsertClient client, Backoff backoff, InsertMetrics metrics) {
        this.table = table;
        this.onRefusal = onRefusal;
        this.client = client;
        this.backoff = backoff;
        this.metrics = metrics;
    }

    /** @throws IOException where the job must fail: a wrong set-up, or a refused row that may not be */
    void insert(RowBatch batch) throws IOException, InterruptedException {
        refusedOfBatch = 0;
        metrics.started(batch.rows());
        try {
            insert(batch, 0, batch.rows());
        } finally {
            metrics.ended();
        }
    }

    /** Halves what is refused until the bad row is alone: 34 inserts for one in a hundred thousand. */
    private void insert(RowBatch batch, int from, int to) throws IOException, InterruptedException {
        InsertFault refusal = insertOnceReachable(table, batch, from, to);
        if (refusal == null) {
            return;
        }
        if (to - from == 1) {
            refuse(RefusedRow.read(table, batch.bytes().copyOfRange(batch.start(from), batch.start(to))), refusal);
            return;
        }
        int middle = (from + to) >>> 1;
        insert(batch, from, middle);
        insert(batch, middle, to);
    }

    /** Null, or the refusal of the data. */
    private @Nullable InsertFault insertOnceReachable(TableColumns into, RowBatch batch, int from, int to)
            throws IOException, InterruptedException {
        int start = batch.start(from);
        int end = batch.start(to);
        int failures = 0;
        int loggedCode = 0;
        while (true) {
            long began = System.nanoTime();
            try {
                client.insert(into, batch.bytes(), start, end);
                metrics.inserted(to - from, end - start, (System.nanoTime() - began) / 1_000_000);
                if (failures > 0) {
                    LOG.info("ClickHouse stores rows of {} again, after {} tries", into.table(), failures + 1);
                }
                return null;
            } catch (InsertFault fault) {
                if (fault.kind() == Kind.DATA) {
                    return fault;
                }
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedException("closed while inserting into " + into.table());
                }
                if (fault.kind() == Kind.SETUP) {
                    throw new IOException("cannot insert into " + into.table() + ": " + fault.message(), fault);
                }
                failures++;
                if (failures == 1 || fault.code() != loggedCode) {
                    LOG.warn(
                            "ClickHouse does not store rows of {}; trying until it does. {}",
                            into.table(),
                            fault.message());
                    loggedCode = fault.code();
                }
                metrics.retried();
                backoff.pause(failures);
            }
        }
    }

    private void refuse(RefusedRow row, InsertFault refusal) throws IOException, InterruptedException {
        if (onRefusal == OnRefusal.FAIL_JOB) {
            throw new IOException(
                    "table " + table.table() + " refused the row " + row.json() + ": " + refusal.message());
        }
        if (++refusedOfBatch > MOST_REFUSED) {
            throw new IOException("table " + table.table() + " refused more than " + MOST_REFUSED
                    + " rows of one batch, last " + row.json() + ": " + refusal.message());
        }
        metrics.refused();
        letter.clear();
        letter.add(row.deadLetter(refusal.message(), System.currentTimeMillis()));
        InsertFault again = insertOnceReachable(TableColumns.of("dead_letter"), letter, 0, 1);
        if (again != null) {
            throw new IOException("table dead_letter refused " + row.json() + ": " + again.message());
        }
    }
}
