package io.joulestream.jobs.clickhouse;

/**
 * One row of table {@code degree_day}: how warm a local day was in a cell, as a tenant sees it, or its tombstone.
 *
 * @param day the local day, as days since 1970-01-01
 */
public record DegreeDayRow(
        String tenant,
        String cell,
        String zone,
        int day,
        long startMillis,
        long endMillis,
        long temperatureMicros,
        long heatingMicros,
        long coolingMicros,
        long coveredMillis,
        long ownMillis,
        boolean provisional,
        long revision,
        boolean isDeleted)
        implements ClickHouseRow {
    @Override
    public void writeTo(RowBinaryWriter out) {
        out.string(tenant);
        out.string(cell);
        out.string(zone);
        out.date(day);
        out.int64(startMillis);
        out.int64(endMillis);
        out.int64(temperatureMicros);
        out.int64(heatingMicros);
        out.int64(coolingMicros);
        out.int64(coveredMillis);
        out.int64(ownMillis);
        out.flag(provisional);
        out.int64(revision);
        out.flag(isDeleted);
    }
}
