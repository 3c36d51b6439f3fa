package io.joulestream.jobs.clickhouse;

import io.joulestream.jobs.clickhouse.TableColumns.Column;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.connector.jdbc.JdbcStatementBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Binds the components of a record to the placeholders of its table's insert, by {@link Column#component()}. Times go as
 * epoch milliseconds, never as date types, which the driver shifts by the JVM's zone (clickhouse-java#3127). Bytes go as
 * hexadecimal: the driver renders statements as text, which not all bytes survive. By reflection: for low-volume tables.
 */
final class RecordBinder<T> implements JdbcStatementBuilder<T> {
    private final Class<T> type;
    private final String table;
    private transient Method @Nullable [] accessors;

    RecordBinder(Class<T> type, String table) {
        this.type = type;
        this.table = table;
    }

    /** {@code INSERT INTO series (tenant, …) VALUES (?, …)}. */
    String insertSql() {
        return Arrays.stream(accessors())
                .map(component -> component.getReturnType() == byte[].class ? "unhex(?)" : "?")
                .collect(Collectors.joining(", ", TableColumns.of(table).insertInto() + " VALUES (", ")"));
    }

    @Override
    public void accept(PreparedStatement statement, T row) throws SQLException {
        List<Column> columns = TableColumns.of(table).columns();
        Method[] components = accessors();
        for (int i = 0; i < components.length; i++) {
            Object value = jdbcValue(columns.get(i), value(components[i], row));
            if (value == null) {
                statement.setNull(i + 1, Types.NULL);
            } else {
                statement.setObject(i + 1, value);
            }
        }
    }

    private static @Nullable Object jdbcValue(Column column, @Nullable Object component) {
        if (component instanceof Boolean flag) {
            return flag ? 1 : 0;
        }
        if (component instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (component instanceof Long micros && column.bareType().startsWith("Decimal")) {
            return BigDecimal.valueOf(micros, 6);
        }
        return component;
    }

    private @Nullable Object value(Method accessor, T row) throws SQLException {
        try {
            return accessor.invoke(row);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new SQLException("cannot read " + accessor, e);
        }
    }

    private Method[] accessors() {
        Method[] known = accessors;
        if (known == null) {
            known = TableColumns.of(table).columns().stream()
                    .map(this::accessor)
                    .toArray(Method[]::new);
            accessors = known;
        }
        return known;
    }

    private Method accessor(Column column) {
        try {
            return type.getMethod(column.component());
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(
                    type + " has no component " + column.component() + " for " + table + "." + column.name(), e);
        }
    }
}
