package io.joulestream.jobs.clickhouse;

import io.joulestream.core.calendar.Period;
import io.joulestream.core.rollup.Quality;

/**
 * One row of table {@code rollup}: a window, or its tombstone.
 * Null in the table: first, last, min, max and sum where {@code count} is 0; {@code total} and {@code mean} where their
 * {@code has…} is false. What stands in such a component is not written.
 */
public record RollupRow(
        String tenant,
        String series,
        Period period,
        long startMillis,
        long endMillis,
        long localStartMillis,
        long localEndMillis,
        long count,
        long firstTsMillis,
        long firstMicros,
        long lastTsMillis,
        long lastMicros,
        long minMicros,
        long maxMicros,
        long sumMicrosHigh,
        long sumMicrosLow,
        boolean hasTotal,
        long totalMicrosHigh,
        long totalMicrosLow,
        boolean hasMean,
        long meanMicros,
        long measuredMillis,
        long interpolatedMillis,
        Quality quality,
        long revision,
        boolean isDeleted)
        implements ClickHouseRow {
    @Override
    public void writeTo(RowBinaryWriter out) {
        out.string(tenant);
        out.string(series);
        out.enum8(period);
        out.int64(startMillis);
        out.int64(endMillis);
        out.int64(localStartMillis);
        out.int64(localEndMillis);
        out.int64(count);
        boolean present = count != 0;
        nullable(out, present, firstTsMillis);
        nullable(out, present, firstMicros);
        nullable(out, present, lastTsMillis);
        nullable(out, present, lastMicros);
        nullable(out, present, minMicros);
        nullable(out, present, maxMicros);
        nullable(out, present, sumMicrosHigh, sumMicrosLow);
        nullable(out, hasTotal, totalMicrosHigh, totalMicrosLow);
        nullable(out, hasMean, meanMicros);
        out.int64(measuredMillis);
        out.int64(interpolatedMillis);
        out.enum8(quality);
        out.int64(revision);
        out.flag(isDeleted);
    }

    private static void nullable(RowBinaryWriter out, boolean present, long value) {
        if (out.nullable(present)) {
            out.int64(value);
        }
    }

    private static void nullable(RowBinaryWriter out, boolean present, long high, long low) {
        if (out.nullable(present)) {
            out.int128(high, low);
        }
    }
}
