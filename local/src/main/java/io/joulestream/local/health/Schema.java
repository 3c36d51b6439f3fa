package io.joulestream.local.health;

import com.clickhouse.client.api.query.GenericRecord;
import io.joulestream.local.clickhouse.DeclaredTable;
import io.joulestream.local.finding.Check;
import io.joulestream.local.finding.Component;
import io.joulestream.local.finding.Finding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether the tables and views are those of sql/clickhouse. */
final class Schema implements Check {

    private final Store store;
    private final Target.StoreTarget target;

    Schema(Store store, Target.StoreTarget target) {
        this.store = store;
        this.target = target;
    }

    /** A table or view as the store has it. */
    record Actual(String engine, String sortingKey, String partitionKey, List<String> columns) {}

    @Override
    public Set<Component> needs() {
        return Set.of(Component.CLICKHOUSE);
    }

    @Override
    public List<Finding> findings() throws IOException {
        var findings = new ArrayList<Finding>();
        migrations(findings);
        var declared = DeclaredTable.all();
        var actual = actual();
        declared.forEach(table -> findings.addAll(judge(table, actual)));
        return findings.isEmpty()
                ? List.of(
                        Finding.ok("clickhouse", declared.size() + " tables and views are as sql/clickhouse declares"))
                : findings;
    }

    private void migrations(List<Finding> findings) {
        try {
            var pending = store.migration().pending();
            if (!pending.isEmpty()) {
                findings.add(Finding.problem(
                        "clickhouse",
                        "not applied: " + String.join(", ", pending),
                        "what job and endpoint need is not there",
                        "./joulestream migrate" + url()));
            }
        } catch (IOException changed) {
            findings.add(Finding.problem(
                    "clickhouse",
                    String.valueOf(changed.getMessage()),
                    "the tables were made by another text than the one here",
                    "put the file back as it was; changes belong in a new file"));
        }
    }

    private String url() {
        return " --url " + target.url() + " --database " + target.database();
    }

    private Map<String, Actual> actual() throws IOException {
        var columns = new HashMap<String, List<String>>();
        for (var row : store.ask("columns")) {
            columns.put(
                    row.getString("of_table"),
                    Arrays.asList(row.getString("columns").split(",")));
        }
        var actual = new HashMap<String, Actual>();
        for (GenericRecord row : store.ask("tables")) {
            var name = row.getString("name");
            actual.put(
                    name,
                    new Actual(
                            row.getString("engine_full"),
                            row.getString("sorting_key"),
                            row.getString("partition_key"),
                            columns.getOrDefault(name, List.of())));
        }
        return actual;
    }

    static List<Finding> judge(DeclaredTable declared, Map<String, Actual> all) {
        var actual = all.get(declared.name());
        var findings = new ArrayList<Finding>();
        if (actual == null) {
            findings.add(Finding.problem(
                    (declared.isView() ? "view " : "table ") + declared.name(),
                    "is missing",
                    "queries of it fail, and the job's inserts do",
                    "it was dropped after it was made: run its file of sql/clickhouse again, then submit the job without"
                            + " a savepoint to fill it"));
            return findings;
        }
        if (declared.isView()) {
            return findings;
        }
        var subject = "table " + declared.name();
        if (!unquoted(actual.engine()).startsWith(declared.engine())
                && !unquoted(actual.engine()).startsWith("Replicated" + start(declared.engine()))) {
            findings.add(differs(subject, "engine", actual.engine(), declared.engine()));
        }
        if (!unquoted(actual.sortingKey()).equals(declared.sortingKey())) {
            findings.add(differs(subject, "ORDER BY", actual.sortingKey(), declared.sortingKey()));
        }
        if (!unquoted(actual.partitionKey()).equals(declared.partitionKey())) {
            findings.add(differs(subject, "PARTITION BY", actual.partitionKey(), declared.partitionKey()));
        }
        var lacking = declared.columns().stream()
                .filter(column -> !actual.columns().contains(column))
                .toList();
        if (!lacking.isEmpty()) {
            findings.add(Finding.problem(
                    subject,
                    "lacks the columns " + lacking,
                    "the job's inserts fail",
                    "add them as sql/clickhouse has them"));
        }
        return findings;
    }

    private static Finding differs(String subject, String what, String actual, String declared) {
        return Finding.problem(
                subject,
                what + " is " + (actual.isEmpty() ? "none" : actual) + ", declared is "
                        + (declared.isEmpty() ? "none" : declared),
                "rows are told apart by that key: a correction may not replace what it corrects",
                "rename the table, ./joulestream migrate, INSERT … SELECT from the old one");
    }

    private static String start(String engine) {
        var parenthesis = engine.indexOf('(');
        return parenthesis < 0 ? engine : engine.substring(0, parenthesis);
    }

    private static String unquoted(String text) {
        return text.replace("`", "");
    }
}
