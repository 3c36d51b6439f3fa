package io.joulestream.jobs.clickhouse;

import java.util.Map;

/** One row of table {@code ledger}: what became of the records of one partition so far. */
public record LedgerRow(
        String topic,
        int partition,
        long firstOffset,
        long nextOffset,
        long accepted,
        long replaced,
        long duplicate,
        long deleted,
        long nothingToDelete,
        long definition,
        long seriesDeleted,
        long meterEvent,
        long superseded,
        long deadLetters,
        Map<String, Long> deadLetterReasons,
        long waiting,
        long missing,
        long revision,
        boolean isDeleted) {

    /** All that is accounted for: the law is that it equals {@link #consumed}. */
    public long sum() {
        return accepted
                + replaced
                + duplicate
                + deleted
                + nothingToDelete
                + definition
                + seriesDeleted
                + meterEvent
                + superseded
                + deadLetters
                + waiting
                + missing;
    }

    public long consumed() {
        return nextOffset - firstOffset;
    }
}
