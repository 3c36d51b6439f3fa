package io.joulestream.endpoint;

import io.joulestream.core.input.Rejection;
import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.endpoint.store.DeadLetterRow;
import io.joulestream.endpoint.store.MonthRow;
import io.joulestream.endpoint.store.ReadingRow;
import io.joulestream.endpoint.store.RollupRow;
import io.joulestream.endpoint.store.SeriesRow;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.Map;

/** Rows as the store would answer them. */
final class Rows {
    static final long HOUR = 3_600_000;
    static final long START = 1_700_002_800_000L;

    private Rows() {}

    static SeriesRow series(String name, boolean recomputing) {
        try {
            var definition = SeriesDefinition.of(
                    Map.of("kind", "counter", "unit", "kWh", "modulus", new BigDecimal("99999.5")),
                    ZoneId.of("Europe/Madrid"));
            return new SeriesRow(
                    name,
                    definition,
                    recomputing,
                    7,
                    new SeriesRow.Readings(
                            2,
                            new ReadingRow(START, decimal("1000.000000"), 1),
                            new ReadingRow(START + HOUR, decimal("2500.500000"), 2),
                            "partial"));
        } catch (Rejection e) {
            throw new IllegalStateException(e);
        }
    }

    static RollupRow rollup(int hour, long revision) {
        return new RollupRow(
                START + hour * HOUR,
                START + (hour + 1) * HOUR,
                2,
                START + hour * HOUR,
                decimal("1000.000000"),
                null,
                null,
                decimal("-0.000001"),
                decimal("2500.500000"),
                new BigDecimal("123456789012345678901234567890.100000"),
                decimal("0.000000"),
                null,
                HOUR,
                0,
                "measured",
                revision);
    }

    /** A month whose end is one reading, 100 above the last month's. */
    static MonthRow month(int month, String method, int value) {
        var reading = decimal(value + ".000000");
        return new MonthRow(
                month, START, method, reading, START, reading, START, reading, decimal("100.000000"), method, month);
    }

    static ReadingRow reading(int hour) {
        return new ReadingRow(START + hour * HOUR, decimal("12.340000"), hour + 1);
    }

    static DeadLetterRow deadLetter(byte[] raw) {
        return new DeadLetterRow(
                new DeadLetterRow.Place(START, "readings", 3, 99), "meter", "value_invalid", "value is missing", raw);
    }

    static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }
}
