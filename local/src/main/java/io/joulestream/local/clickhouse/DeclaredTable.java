package io.joulestream.local.clickhouse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A table or view as the DDL files declare it.
 *
 * @param engine empty for a view
 * @param sortingKey without parentheses; empty for a view
 * @param partitionKey empty where there is none
 * @param columns of a table, in order; empty for a view
 */
public record DeclaredTable(String name, String engine, String sortingKey, String partitionKey, List<String> columns) {

    private static final Pattern CREATE = Pattern.compile("(?m)^CREATE (TABLE|VIEW) IF NOT EXISTS (\\w+)");
    private static final Pattern ENGINE = Pattern.compile("(?m)^ENGINE = (.+?);?$");
    private static final Pattern ORDER = Pattern.compile("(?m)^ORDER BY \\(?(.+?)\\)?;?$");
    private static final Pattern PARTITION = Pattern.compile("(?m)^PARTITION BY (.+?);?$");
    private static final Pattern COLUMN = Pattern.compile("(?m)^ {4}(\\w+) +[A-Z]\\w*.* COMMENT ");

    /** All of {@code sql/clickhouse} on the class path. */
    public static List<DeclaredTable> all() throws IOException {
        var tables = new ArrayList<DeclaredTable>();
        for (var file : MigrationFile.list(DeclaredTable.class.getClassLoader(), "sql/clickhouse")) {
            for (var statement : file.statements()) {
                var created = CREATE.matcher(statement);
                if (created.find()) {
                    tables.add(
                            created.group(1).equals("VIEW")
                                    ? new DeclaredTable(created.group(2), "", "", "", List.of())
                                    : table(created.group(2), statement));
                }
            }
        }
        return tables;
    }

    private static DeclaredTable table(String name, String statement) {
        var columns =
                COLUMN.matcher(statement).results().map(found -> found.group(1)).toList();
        return new DeclaredTable(
                name, first(ENGINE, statement), first(ORDER, statement), first(PARTITION, statement), columns);
    }

    private static String first(Pattern pattern, String statement) {
        var matcher = pattern.matcher(statement);
        return matcher.find() ? matcher.group(1) : "";
    }

    public boolean isView() {
        return engine.isEmpty();
    }
}
