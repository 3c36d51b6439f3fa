package io.joulestream.jobs.readings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.jobs.clickhouse.LedgerRow;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rows of the ledger in the words of the reference. */
final class LedgerCounts {
    private LedgerCounts() {}

    /** How often each outcome and each reason occurs in all partitions; fails unless every row adds up. */
    static Map<String, Long> of(List<LedgerRow> rows) {
        Map<String, Long> counts = new TreeMap<>();
        for (LedgerRow row : rows) {
            assertEquals(row.consumed(), row.sum(), () -> "adds up: " + row);
            counts.merge("accepted", row.accepted(), Long::sum);
            counts.merge("replaced", row.replaced(), Long::sum);
            counts.merge("duplicate", row.duplicate(), Long::sum);
            counts.merge("deleted", row.deleted(), Long::sum);
            counts.merge("nothing_to_delete", row.nothingToDelete(), Long::sum);
            counts.merge("definition", row.definition(), Long::sum);
            counts.merge("series_deleted", row.seriesDeleted(), Long::sum);
            counts.merge("meter_event", row.meterEvent(), Long::sum);
            counts.merge("superseded", row.superseded(), Long::sum);
            counts.merge("waiting", row.waiting(), Long::sum);
            counts.merge("missing", row.missing(), Long::sum);
            row.deadLetterReasons().forEach((reason, count) -> counts.merge("dead_letter:" + reason, count, Long::sum));
        }
        counts.values().removeIf(count -> count == 0);
        return counts;
    }
}
