package io.joulestream.jobs.clickhouse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The columns of a table as its DDL in {@code sql/clickhouse} declares them: the one list there is, read from the class
 * path. Unchanging, shared between threads.
 *
 * <p>The one rule of names: a row's component is the column's name in camelCase, followed by the unit that the column's
 * type implies: {@code Millis} for a {@code DateTime64(3)}, {@code Micros} for a {@code Decimal(_, 6)}; the unit
 * {@code _ms} of a column's own name is written {@code Millis}. See {@link Column#component()}.
 */
public record TableColumns(String table, List<Column> columns) {
    private static final String FOLDER = "sql/clickhouse";
    private static final String CREATE = "CREATE TABLE IF NOT EXISTS ";

    /** Read once for the life of the class. */
    private static final class Tables {
        static final Map<String, TableColumns> BY_NAME = readAll();
    }

    public TableColumns {
        columns = List.copyOf(columns);
    }

    /** @throws IllegalArgumentException where no DDL creates the table */
    public static TableColumns of(String table) {
        TableColumns found = Tables.BY_NAME.get(table);
        if (found == null) {
            throw new IllegalArgumentException(
                    "no table '" + table + "' in " + FOLDER + ": " + Tables.BY_NAME.keySet());
        }
        return found;
    }

    /** All tables with a DDL, in the order of its files. */
    public static List<TableColumns> all() {
        return List.copyOf(Tables.BY_NAME.values());
    }

    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /** {@code INSERT INTO reading (tenant, series, …)}, to be followed by {@code FORMAT} or {@code VALUES}. */
    public String insertInto() {
        return "INSERT INTO " + table + " (" + String.join(", ", names()) + ")";
    }

    /** One column: its name and its type, both as in the DDL. */
    public record Column(String name, String type) {
        /** The name of the row's component that holds this column. */
        public String component() {
            String named = name.endsWith("_ms") ? name.substring(0, name.length() - 2) + "millis" : name;
            return camelCase(named) + unit();
        }

        /** The type within {@code Nullable}, {@code LowCardinality} and {@code SimpleAggregateFunction}. */
        public String bareType() {
            String bare = type;
            for (String wrapper : List.of("SimpleAggregateFunction(max, ", "LowCardinality(", "Nullable(")) {
                if (bare.startsWith(wrapper)) {
                    bare = bare.substring(wrapper.length(), bare.length() - 1);
                }
            }
            return bare;
        }

        public boolean nullable() {
            return type.contains("Nullable(");
        }

        private String unit() {
            String bare = bareType();
            if (bare.startsWith("DateTime64(3")) {
                return "Millis";
            }
            return bare.startsWith("Decimal(") && bare.endsWith(", 6)") ? "Micros" : "";
        }

        private static String camelCase(String snakeCase) {
            var camel = new StringBuilder();
            for (int i = 0; i < snakeCase.length(); i++) {
                char c = snakeCase.charAt(i);
                camel.append(c == '_' ? Character.toUpperCase(snakeCase.charAt(++i)) : c);
            }
            return camel.toString();
        }
    }

    /** The tables that the statements of one file create. */
    static List<TableColumns> parse(String ddl) {
        var tables = new ArrayList<TableColumns>();
        int at = ddl.indexOf(CREATE);
        while (at >= 0) {
            int open = ddl.indexOf('(', at);
            int close = ddl.indexOf("\n)", open);
            var columns = new ArrayList<Column>();
            for (String line : ddl.substring(open + 1, close).split("\n", -1)) {
                if (!line.isBlank() && !line.strip().startsWith("--")) {
                    columns.add(column(line.strip()));
                }
            }
            tables.add(
                    new TableColumns(ddl.substring(at + CREATE.length(), open).strip(), columns));
            at = ddl.indexOf(CREATE, close);
        }
        return tables;
    }

    /** The name up to the first space, the type up to the first space or comma that stands in no bracket. */
    private static Column column(String line) {
        int space = line.indexOf(' ');
        String rest = line.substring(space).strip();
        int depth = 0;
        int end = 0;
        while (end < rest.length() && (depth > 0 || (rest.charAt(end) != ' ' && rest.charAt(end) != ','))) {
            depth += rest.charAt(end) == '(' ? 1 : rest.charAt(end) == ')' ? -1 : 0;
            end++;
        }
        return new Column(line.substring(0, space), rest.substring(0, end));
    }

    /** By the place of this class, for a jar need not have entries for its folders. */
    private static Map<String, TableColumns> readAll() {
        var tables = new LinkedHashMap<String, TableColumns>();
        try {
            Path home = Path.of(TableColumns.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            for (String file : Files.isDirectory(home) ? filesOfFolder(home) : filesOfJar(home)) {
                for (TableColumns parsed : parse(read(file))) {
                    tables.put(parsed.table(), parsed);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        return tables;
    }

    private static List<String> filesOfFolder(Path home) throws IOException {
        try (var files = Files.list(home.resolve(FOLDER))) {
            return files.map(file -> FOLDER + "/" + file.getFileName()).sorted().toList();
        }
    }

    private static List<String> filesOfJar(Path home) throws IOException {
        try (var jar = new ZipFile(home.toFile())) {
            return jar.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith(FOLDER + "/") && name.endsWith(".sql"))
                    .sorted()
                    .toList();
        }
    }

    private static String read(String resource) throws IOException {
        try (InputStream in = TableColumns.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("not on the class path: " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
