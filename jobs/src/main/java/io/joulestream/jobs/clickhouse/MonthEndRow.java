package io.joulestream.jobs.clickhouse;

import io.joulestream.core.month.EndMethod;
import io.joulestream.core.month.MonthMode;

/**
 * One row of table {@code month_end}: a month of a counter, or its tombstone. {@code consumption} is null in the table where
 * {@code hasConsumption} is false.
 *
 * @param month its first day, as days since 1970-01-01
 */
public record MonthEndRow(
        String tenant,
        String series,
        MonthMode mode,
        int month,
        long endMillis,
        long endReadingMicrosHigh,
        long endReadingMicrosLow,
        EndMethod method,
        long leftTsMillis,
        long leftMicros,
        long rightTsMillis,
        long rightMicros,
        boolean hasConsumption,
        long consumptionMicrosHigh,
        long consumptionMicrosLow,
        EndMethod quality,
        long revision,
        boolean isDeleted)
        implements ClickHouseRow {
    @Override
    public void writeTo(RowBinaryWriter out) {
        out.string(tenant);
        out.string(series);
        out.enum8(mode);
        out.date(month);
        out.int64(endMillis);
        out.int128(endReadingMicrosHigh, endReadingMicrosLow);
        out.enum8(method);
        out.int64(leftTsMillis);
        out.int64(leftMicros);
        out.int64(rightTsMillis);
        out.int64(rightMicros);
        if (out.nullable(hasConsumption)) {
            out.int128(consumptionMicrosHigh, consumptionMicrosLow);
        }
        out.enum8(quality);
        out.int64(revision);
        out.flag(isDeleted);
    }
}
