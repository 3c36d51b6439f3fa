package io.joulestream.local.health;

import io.joulestream.local.finding.Check;
import io.joulestream.local.finding.Component;
import io.joulestream.local.finding.Finding;
import io.joulestream.local.kafka.Lag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether every record of the log ended as something: the ledger of each partition adds up to the offsets read. */
final class Ledger implements Check {

    private static final int NAMED = 5;

    private final Asked<Lag> lag;
    private final Store store;

    Ledger(Asked<Lag> lag, Store store) {
        this.lag = lag;
        this.store = store;
    }

    /**
     * One partition.
     *
     * @param first the first offset that is counted, {@code next} the one after the last
     * @param applied records with an outcome, but {@code overtaken}, replayed letters that a later record had overtaken
     * @param held records whose series is being recomputed
     * @param gaps offsets without a record
     */
    record Row(
            long number,
            long first,
            long next,
            long applied,
            long overtaken,
            long letters,
            long lettersByReason,
            long held,
            long gaps) {

        long consumed() {
            return next - first;
        }

        long sum() {
            return applied + overtaken + letters + held + gaps;
        }

        boolean addsUp() {
            return sum() == consumed() && letters == lettersByReason && held >= 0 && gaps >= 0;
        }
    }

    @Override
    public Set<Component> needs() {
        return Set.of(Component.KAFKA, Component.CLICKHOUSE);
    }

    @Override
    public List<Finding> findings() throws IOException, InterruptedException {
        // Before the rows: they are in the store before what they count is committed.
        var committed = lag.get();
        var rows = new ArrayList<Row>();
        for (var row : store.ask("ledger", Map.of("topic", Target.READINGS))) {
            rows.add(new Row(
                    row.getLong("number"),
                    row.getLong("first"),
                    row.getLong("next"),
                    row.getLong("applied"),
                    row.getLong("overtaken"),
                    row.getLong("letters"),
                    row.getLong("letters_by_reason"),
                    row.getLong("held"),
                    row.getLong("gaps")));
        }
        return judge(rows, committed);
    }

    static List<Finding> judge(List<Row> rows, Lag lag) {
        var findings = new ArrayList<Finding>();
        var wrong = rows.stream().filter(row -> !row.addsUp()).toList();
        if (!wrong.isEmpty()) {
            findings.add(problem(
                    wrong.size() + " of " + rows.size() + " partitions do not add up: "
                            + named(wrong.stream()
                                    .map(row -> row.number() + " (" + row.consumed() + " offsets, " + row.sum()
                                            + " accounted for)")
                                    .toList()),
                    "a record was lost or counted twice, or somebody wrote to the table",
                    "a bug of ours: keep the rows of table ledger and the job's log; a rebuild (the job submitted without"
                            + " a savepoint) counts anew"));
        }
        var next = rows.stream().collect(Collectors.toMap(Row::number, Row::next));
        var behind = lag.partitions().stream()
                .filter(at ->
                        at.committed() != null && at.committed() > next.getOrDefault((long) at.number(), at.next()))
                .map(at -> at.number() + " (committed " + at.committed() + ", counted "
                        + next.getOrDefault((long) at.number(), at.next()) + ")")
                .toList();
        if (!behind.isEmpty()) {
            findings.add(problem(
                    behind.size() + " partitions are committed further than they are counted: " + named(behind),
                    "records were read that are in no count",
                    "see jobs-run: a job without a ledger has read on, or the store lost rows; a rebuild counts anew"));
        }
        return findings.isEmpty() ? List.of(well(rows)) : findings;
    }

    private static Finding problem(String found, String why, String remedy) {
        return Finding.problem("ledger", found, why, remedy);
    }

    private static Finding well(List<Row> rows) {
        long records = rows.stream().mapToLong(Row::consumed).sum();
        long letters = rows.stream().mapToLong(Row::letters).sum();
        long overtaken = rows.stream().mapToLong(Row::overtaken).sum();
        long held = rows.stream().mapToLong(Row::held).sum();
        long gaps = rows.stream().mapToLong(Row::gaps).sum();
        return Finding.ok(
                        "ledger",
                        records + " offsets in " + rows.size() + " partitions add up: "
                                + (records - letters - overtaken - held - gaps) + " records applied, " + letters
                                + " dead letters, " + overtaken + " superseded, " + held + " wait for a recomputation"
                                + (gaps == 0 ? "" : ", " + gaps + " offsets have no record"))
                .with("consumed", records)
                .with("dead_letters", letters)
                .with("superseded", overtaken)
                .with("waiting", held)
                .with("missing", gaps);
    }

    private static String named(List<String> all) {
        return all.stream().limit(NAMED).collect(Collectors.joining(", ")) + (all.size() > NAMED ? ", …" : "");
    }
}
