package io.joulestream.jobs.clickhouse;

import org.jspecify.annotations.Nullable;

/**
 * One row of table {@code liveness}: what was last said of a series, or that nothing is expected of it any more.
 *
 * @param event {@code stale} or {@code recovered}
 */
public record LivenessRow(
        String tenant,
        String series,
        String event,
        long tsMillis,
        @Nullable Long lastTsMillis,
        long revision,
        boolean isDeleted)
        implements ClickHouseRow {
    @Override
    public void writeTo(RowBinaryWriter out) {
        out.string(tenant);
        out.string(series);
        out.string(event);
        out.int64(tsMillis);
        Long last = lastTsMillis;
        if (out.nullable(last != null) && last != null) {
            out.int64(last);
        }
        out.int64(revision);
        out.flag(isDeleted);
    }
}
