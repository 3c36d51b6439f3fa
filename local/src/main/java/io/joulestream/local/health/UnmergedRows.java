package io.joulestream.local.health;

import io.joulestream.local.finding.Check;
import io.joulestream.local.finding.Component;
import io.joulestream.local.finding.Finding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Which share of the rows are superseded ones that a merge has yet to drop: every read skips them. */
final class UnmergedRows implements Check {

    private static final double HIGH = 0.5;
    private static final long FEW = 1_000_000;
    // Above this, counting the latest rows of all keys would be a load of its own.
    private static final long TOO_MANY = 100_000_000;

    private final Store store;

    UnmergedRows(Store store) {
        this.store = store;
    }

    @Override
    public Set<Component> needs() {
        return Set.of(Component.CLICKHOUSE);
    }

    @Override
    public List<Finding> findings() throws IOException {
        var most = 0L;
        for (var row : store.ask("table_parts")) {
            most = Math.max(most, row.getLong("row_total"));
        }
        if (most > TOO_MANY) {
            return List.of(Finding.ok("clickhouse", "not counted: a table has " + most + " rows"));
        }
        var counts = store.ask("unmerged").get(0);
        var findings = new ArrayList<Finding>();
        for (var table : List.of("rollup", "reading")) {
            findings.add(judge(table, counts.getLong(table + "_rows"), counts.getLong(table + "_latest")));
        }
        return findings;
    }

    static Finding judge(String table, long rows, long latest) {
        var share = rows == 0 ? 0 : (double) (rows - latest) / rows;
        var found = rows + " rows for " + latest + " keys: " + Math.round(share * 100) + " % are superseded";
        var finding = share > HIGH && rows > FEW
                ? Finding.warning(
                        "table " + table,
                        found,
                        "reads skip them one by one",
                        "nothing after an import: merges follow; where it stays, see merges, then OPTIMIZE TABLE "
                                + table + " (never with CLEANUP: tombstones must stay)")
                : Finding.ok("table " + table, found);
        return finding.with("rows", rows).with("latest", latest);
    }
}
