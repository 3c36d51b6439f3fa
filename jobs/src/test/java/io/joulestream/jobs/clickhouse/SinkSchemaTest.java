package io.joulestream.jobs.clickhouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.activity.SummaryPeriod;
import io.joulestream.core.block.Archive;
import io.joulestream.core.calendar.Period;
import io.joulestream.core.fold.Evidence;
import io.joulestream.core.month.EndMethod;
import io.joulestream.core.month.MonthMode;
import io.joulestream.core.rollup.Quality;
import io.joulestream.jobs.clickhouse.TableColumns.Column;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.flink.types.PojoTestUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row record against its table's DDL, both ways: names, types, order and values. */
class SinkSchemaTest {
    record Case(
            String table,
            Class<? extends Record> row,
            @Nullable ClickHouseRow sample) {
        @Override
        public String toString() {
            return table;
        }
    }

    static List<Case> cases() {
        return List.of(
                new Case("reading", ReadingRow.class, SampleRows.READING),
                new Case("rollup", RollupRow.class, SampleRows.ROLLUP),
                new Case("month_end", MonthEndRow.class, SampleRows.MONTH),
                new Case("distribution", DistributionRow.class, SampleRows.DISTRIBUTION),
                new Case("completeness", CompletenessRow.class, SampleRows.COMPLETENESS),
                new Case("liveness", LivenessRow.class, SampleRows.LIVENESS),
                new Case("series", SeriesRow.class, null),
                new Case("ledger", LedgerRow.class, null),
                new Case("meter_event", MeterEventRow.class, null),
                new Case("activity", ActivityRow.class, null),
                new Case("weather_observation", WeatherObservationRow.class, null),
                new Case("degree_day", DegreeDayRow.class, SampleRows.DEGREE_DAY),
                new Case("activity_summary", ActivitySummaryRow.class, SampleRows.SUMMARY),
                new Case("archived_block", ArchivedBlockRow.class, SampleRows.ARCHIVED),
                new Case("counter_evidence", EvidenceRow.class, SampleRows.EVIDENCE),
                new Case("dead_letter", DeadLetterRow.class, SampleRows.LETTER));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void hasOneComponentPerColumnInTheSameOrder(Case of) {
        List<String> expected = TableColumns.of(of.table()).columns().stream()
                .flatMap(column -> column.bareType().startsWith("Decimal(38")
                        ? List.of(column.component() + "High", column.component() + "Low").stream()
                        : List.of(column.component()).stream())
                .toList();
        List<String> actual = Arrays.stream(of.row().getRecordComponents())
                .map(RecordComponent::getName)
                .filter(name -> !name.startsWith("has"))
                .toList();
        assertEquals(expected, actual);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesEachColumnTheTypeThatHoldsIt(Case of) {
        Map<String, RecordComponent> components = Arrays.stream(of.row().getRecordComponents())
                .collect(Collectors.toMap(RecordComponent::getName, component -> component));
        for (Column column : TableColumns.of(of.table()).columns()) {
            boolean wide = column.bareType().startsWith("Decimal(38");
            RecordComponent component =
                    Objects.requireNonNull(components.get(column.component() + (wide ? "Low" : "")));
            assertTrue(
                    javaTypes(column).contains(component.getType()),
                    () -> column + " is held by a " + component.getType());
            if (component.getType().isEnum()) {
                assertEquals(enumConstants(column), sqlNames(component.getType()), column.name());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isSerializedAsPojoWithoutKryo(Case of) {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(of.row());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void writesEachComponentIntoItsColumn(Case of) throws ReflectiveOperationException {
        ClickHouseRow sample = of.sample();
        if (sample == null) {
            return; // by JDBC: JdbcSinkTest
        }
        TableColumns table = TableColumns.of(of.table());
        Map<String, @Nullable Object> decoded = decode(table, sample);
        for (Column column : table.columns()) {
            assertEquals(expected(sample, column), decoded.get(column.name()), column.name());
        }
    }

    @Test
    void writesNullsWhereAWindowHasNoReadingsTotalOrMean() {
        var empty = new RollupRow(
                "t",
                "s",
                Period.MINUTE,
                1,
                2,
                3,
                4,
                0,
                5,
                5,
                5,
                5,
                5,
                5,
                5,
                5,
                false,
                5,
                5,
                false,
                5,
                6,
                7,
                Quality.PARTIAL,
                8,
                true);
        Map<String, @Nullable Object> decoded = decode(TableColumns.of("rollup"), empty);
        Set<String> nulls = decoded.entrySet().stream()
                .filter(column -> column.getValue() == null)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        assertEquals(Set.of("first_ts", "first", "last_ts", "last", "min", "max", "sum", "total", "mean"), nulls);
        assertEquals("partial", decoded.get("quality"));
        assertEquals(8L, decoded.get("revision"));
        assertEquals(1, decoded.get("is_deleted"));
    }

    @Test
    void writesNullWhereASilentSeriesHasNoReading() {
        Map<String, @Nullable Object> decoded =
                decode(TableColumns.of("liveness"), new LivenessRow("t", "s", "stale", 1, null, 3, false));
        assertEquals(null, decoded.get("last_ts"));
        assertEquals(3L, decoded.get("revision"));
    }

    @Test
    void namesTheColumnsOfAnInsertInTheOrderOfTheDdl() {
        assertEquals(
                "INSERT INTO reading (tenant, series, ts, value, note, source, batch, revision, is_deleted)",
                TableColumns.of("reading").insertInto());
    }

    @Test
    void readsTypesWithCommasAndQuotes() {
        TableColumns table = TableColumns.parse("""
                        CREATE TABLE IF NOT EXISTS t
                        (
                            a_ms  Nullable(Decimal(18, 6)) COMMENT 'it''s, (a)' CODEC(Delta, LZ4),
                            -- a remark
                            b     Enum8('x' = 1, 'y y' = 2),
                            last_one DateTime64(3, 'UTC') DEFAULT now()
                        )
                        ENGINE = Memory;
                        """).get(0);
        assertEquals("t", table.table());
        assertEquals(
                List.of(
                        new Column("a_ms", "Nullable(Decimal(18, 6))"),
                        new Column("b", "Enum8('x' = 1, 'y y' = 2)"),
                        new Column("last_one", "DateTime64(3, 'UTC')")),
                table.columns());
        assertEquals("lastOneMillis", table.columns().get(2).component());
    }

    /** The one rule, by example. */
    @Test
    void namesComponentsByColumnAndUnit() {
        assertEquals("measuredMillis", new Column("measured_ms", "UInt64").component());
        assertEquals("startMillis", new Column("start", "DateTime64(3, 'UTC')").component());
        assertEquals("firstTsMillis", new Column("first_ts", "Nullable(DateTime64(3, 'UTC'))").component());
        assertEquals("maxRateMicros", new Column("max_rate", "Nullable(Decimal(18, 6))").component());
        assertEquals("canonicalUnit", new Column("canonical_unit", "LowCardinality(String)").component());
        assertEquals("isDeleted", new Column("is_deleted", "UInt8").component());
    }

    static Map<String, @Nullable Object> decode(TableColumns table, ClickHouseRow row) {
        var out = new RowBinaryWriter(1);
        row.writeTo(out);
        List<Map<String, @Nullable Object>> rows = RowBinaryDecoder.decode(table, out.copyOfRange(0, out.size()));
        assertEquals(1, rows.size());
        return rows.get(0);
    }

    private static Object expected(ClickHouseRow row, Column column) throws ReflectiveOperationException {
        if (column.bareType().startsWith("Decimal(38")) {
            long high = (Long) component(row, column.component() + "High");
            long low = (Long) component(row, column.component() + "Low");
            BigInteger unsigned = new BigInteger(Long.toUnsignedString(low));
            return new BigDecimal(BigInteger.valueOf(high).shiftLeft(64).add(unsigned), 6);
        }
        Object value = component(row, column.component());
        if (value instanceof long[] numbers) {
            return LongStream.of(numbers).boxed().toList();
        }
        if (value instanceof int[] numbers) {
            return IntStream.of(numbers).asLongStream().boxed().toList();
        }
        if (value instanceof Boolean flag) {
            return flag ? 1 : 0;
        }
        if (value instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        if (value instanceof Enum<?> constant) {
            return sqlName(constant);
        }
        return column.bareType().startsWith("Decimal") ? BigDecimal.valueOf((long) value, 6) : value;
    }

    private static Object component(ClickHouseRow row, String name) throws ReflectiveOperationException {
        return row.getClass().getMethod(name).invoke(row);
    }

    private static Set<Class<?>> javaTypes(Column column) {
        String type = column.bareType();
        if (type.startsWith("Enum8(")) {
            return Set.of(
                    Period.class,
                    Quality.class,
                    MonthMode.class,
                    EndMethod.class,
                    SummaryPeriod.class,
                    Archive.Kind.class,
                    ArchivedBlockRow.Stage.class,
                    Evidence.Rule.class,
                    Evidence.Source.class);
        }
        if (!type.startsWith("Array(")
                && (type.startsWith("Decimal(") || type.startsWith("DateTime64(3") || type.endsWith("Int64"))) {
            return Set.of(long.class, Long.class);
        }
        return switch (type) {
            case "String" -> Set.of(String.class, byte[].class);
            case "UInt8" -> Set.of(boolean.class);
            case "Int32", "Date" -> Set.of(int.class);
            case "Array(Int64)" -> Set.of(long[].class);
            case "Array(UInt32)" -> Set.of(int[].class);
            case "Map(String, UInt64)" -> Set.of(Map.class);
            case "Float64" -> Set.of(double.class, Double.class);
            default -> throw new IllegalArgumentException(type);
        };
    }

    private static List<String> enumConstants(Column column) {
        var names = new ArrayList<String>();
        String[] constants =
                column.bareType().substring(6, column.bareType().length() - 1).split(", ", -1);
        for (int i = 0; i < constants.length; i++) {
            assertTrue(constants[i].endsWith(" = " + (i + 1)), constants[i]);
            names.add(constants[i].substring(1, constants[i].lastIndexOf('\'')));
        }
        return names;
    }

    private static List<String> sqlNames(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> sqlName((Enum<?>) constant))
                .toList();
    }

    private static String sqlName(Enum<?> constant) {
        return constant instanceof Period period
                ? period.iso()
                : constant instanceof SummaryPeriod summed
                        ? summed.iso()
                        : constant.name().toLowerCase(Locale.ROOT);
    }
}
