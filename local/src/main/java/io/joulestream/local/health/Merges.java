package io.joulestream.local.health;

import io.joulestream.local.finding.Amounts;
import io.joulestream.local.finding.Check;
import io.joulestream.local.finding.Component;
import io.joulestream.local.finding.Finding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Merges that take long, mutations that are stuck, parts that were put aside. */
final class Merges implements Check {

    private static final long LONG_SECONDS = 1800;

    private final Store store;

    Merges(Store store) {
        this.store = store;
    }

    @Override
    public Set<Component> needs() {
        return Set.of(Component.CLICKHOUSE);
    }

    @Override
    public List<Finding> findings() throws IOException {
        var findings = new ArrayList<Finding>();
        var merges = store.ask("merges");
        for (var row : merges) {
            if (row.getLong("elapsed_s") > LONG_SECONDS) {
                findings.add(longMerge(row.getString("name"), row.getLong("elapsed_s"), row.getLong("percent")));
            }
        }
        for (var row : store.ask("mutations")) {
            findings.add(mutation(
                    row.getString("name"), row.getString("command"), row.getLong("parts"), row.getString("failure")));
        }
        for (var row : store.ask("detached_parts")) {
            findings.add(detached(row.getString("name"), row.getLong("parts"), row.getString("why")));
        }
        return findings.isEmpty()
                ? List.of(Finding.ok(
                        "clickhouse", merges.size() + " merges run; no mutation waits, no part was put aside"))
                : findings;
    }

    static Finding longMerge(String table, long seconds, long percent) {
        return Finding.warning(
                "table " + table,
                "a merge has run for " + Amounts.seconds(seconds) + ", " + percent + " % done",
                "small parts pile up behind it",
                "wait if the table is large and an import runs; else see store-disk and the server's log");
    }

    static Finding mutation(String table, String command, long parts, String failure) {
        var found = "mutation " + command + " has " + parts + " parts to do"
                + (failure.isEmpty()
                        ? ""
                        : ", failed: " + failure.lines().findFirst().orElse(""));
        var remedy = "wait, or KILL MUTATION WHERE table = '" + table + "'";
        return failure.isEmpty()
                ? Finding.warning("table " + table, found, "merges of those parts wait for it", remedy)
                : Finding.problem(
                        "table " + table, found, "it is tried again for ever, and merges wait for it", remedy);
    }

    static Finding detached(String table, long parts, String why) {
        return Finding.warning(
                "table " + table,
                parts + " parts were put aside" + (why.isEmpty() ? "" : ": " + why),
                "their rows are in no answer; a part found broken at a start is one",
                "ALTER TABLE " + table
                        + " ATTACH PART … if it is whole (repeats are absorbed); else submit the job without"
                        + " a savepoint to write its rows again, then DROP DETACHED PART");
    }
}
