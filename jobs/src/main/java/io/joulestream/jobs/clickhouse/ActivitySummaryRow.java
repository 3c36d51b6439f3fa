package io.joulestream.jobs.clickhouse;

import io.joulestream.core.activity.SummaryPeriod;

/**
 * One row of table {@code activity_summary}: what the activities of a period come to, or its tombstone. {@code speed} and
 * {@code heartRate} are null in the table where {@code hasSpeed} and {@code hasHeartRate} are false.
 *
 * @param start its first day, as days since 1970-01-01
 */
@SuppressWarnings("ArrayRecordComponent") // on its way to the table: never compared
public record ActivitySummaryRow(
        String tenant,
        String type,
        SummaryPeriod period,
        int start,
        long count,
        long distanceMMicrosHigh,
        long distanceMMicrosLow,
        long movingSMicrosHigh,
        long movingSMicrosLow,
        long elevationMMicrosHigh,
        long elevationMMicrosLow,
        boolean hasSpeed,
        long speedMicros,
        boolean hasHeartRate,
        long heartRateMicros,
        long[] distanceBucket,
        int[] distanceCount,
        long[] paceBucket,
        int[] paceCount,
        long revision,
        boolean isDeleted)
        implements ClickHouseRow {
    @Override
    public void writeTo(RowBinaryWriter out) {
        out.string(tenant);
        out.string(type);
        out.enum8(period);
        out.date(start);
        out.int64(count);
        out.int128(distanceMMicrosHigh, distanceMMicrosLow);
        out.int128(movingSMicrosHigh, movingSMicrosLow);
        out.int128(elevationMMicrosHigh, elevationMMicrosLow);
        if (out.nullable(hasSpeed)) {
            out.int64(speedMicros);
        }
        if (out.nullable(hasHeartRate)) {
            out.int64(heartRateMicros);
        }
        out.array(distanceBucket);
        out.array(distanceCount);
        out.array(paceBucket);
        out.array(paceCount);
        out.int64(revision);
        out.flag(isDeleted);
    }
}
