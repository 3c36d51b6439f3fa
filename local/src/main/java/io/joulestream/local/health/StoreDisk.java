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

/** What the store's disks can still take: a merge needs room for its result beside what it merges. */
final class StoreDisk implements Check {

    private static final long LEAST_BYTES = 1L << 30;
    private static final double LOW = 0.1;

    private final Store store;

    StoreDisk(Store store) {
        this.store = store;
    }

    @Override
    public Set<Component> needs() {
        return Set.of(Component.CLICKHOUSE);
    }

    @Override
    public List<Finding> findings() throws IOException {
        var findings = new ArrayList<Finding>();
        for (var row : store.ask("disks")) {
            findings.add(judge(row.getString("name"), row.getLong("free_bytes"), row.getLong("total_bytes")));
        }
        return findings.isEmpty() ? List.of(Finding.ok("clickhouse", "tells of no disk")) : findings;
    }

    static Finding judge(String disk, long free, long total) {
        var severity = free < LEAST_BYTES ? Severity.PROBLEM : free < LOW * total ? Severity.WARNING : Severity.OK;
        return Finding.judged(
                        severity,
                        "disk " + disk + " of clickhouse",
                        Amounts.bytes(free) + " of " + Amounts.bytes(total) + " free",
                        "without room nothing is merged and inserts fail; the job then holds its rows back",
                        "free space or enlarge the disk; everything goes on by itself")
                .with("free_bytes", free)
                .with("total_bytes", total);
    }
}
