package io.joulestream.local.health;

import io.joulestream.local.finding.Amounts;
import io.joulestream.local.finding.Check;
import io.joulestream.local.finding.Component;
import io.joulestream.local.finding.Finding;
import io.joulestream.local.finding.Severity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** How many parts each table has: every insert makes some, merges make few of many, and reads open them all. */
final class TableParts implements Check {

    // As shares of where the store itself slows inserts down, and refuses them.
    private static final double NEAR = 0.3;
    private static final long MANY_IN_ALL = 3000;

    private final Store store;

    TableParts(Store store) {
        this.store = store;
    }

    /** @param most parts of the partition {@code fullest} */
    record Table(
            String name,
            long parts,
            long most,
            String fullest,
            long rows,
            long bytes,
            long delayedAt,
            long refusedAt) {}

    @Override
    public Set<Component> needs() {
        return Set.of(Component.CLICKHOUSE);
    }

    @Override
    public List<Finding> findings() throws IOException {
        var findings = new ArrayList<Finding>();
        for (var row : store.ask("table_parts")) {
            findings.add(judge(new Table(
                    row.getString("name"),
                    row.getLong("parts"),
                    row.getLong("most"),
                    row.getString("fullest"),
                    row.getLong("row_total"),
                    row.getLong("byte_total"),
                    row.getLong("delayed_at"),
                    row.getLong("refused_at"))));
        }
        return findings.isEmpty() ? List.of(Finding.ok("clickhouse", "all tables are empty")) : findings;
    }

    static Finding judge(Table table) {
        var severity = table.most() >= table.delayedAt()
                ? Severity.PROBLEM
                : table.most() >= NEAR * table.delayedAt() || table.parts() >= MANY_IN_ALL
                        ? Severity.WARNING
                        : Severity.OK;
        return Finding.judged(
                        severity,
                        "table " + table.name(),
                        table.parts() + " parts, at most " + table.most() + " in one partition (" + table.fullest()
                                + "), " + table.rows() + " rows, " + Amounts.bytes(table.bytes()),
                        "merges do not keep up: from " + table.delayedAt()
                                + " parts in a partition on inserts are slowed," + " from " + table.refusedAt()
                                + " on refused",
                        "inserts must be larger: raise clickhouse-batch-rows and clickhouse-batch-delay of the job; see"
                                + " store-disk and merges; OPTIMIZE TABLE " + table.name() + " once the load is off")
                .with("parts", table.parts())
                .with("most_in_partition", table.most())
                .with("rows", table.rows())
                .with("bytes", table.bytes());
    }
}
