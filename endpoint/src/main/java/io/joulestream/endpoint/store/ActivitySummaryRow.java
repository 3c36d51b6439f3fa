package io.joulestream.endpoint.store;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the activities of a type come to in a period.
 *
 * @param startDay its first local day, as days since 1970-01-01
 * @param distance in m, as {@code elevation}; {@code moving} in s
 * @param speed in m/s; null where it is not known, as {@code heartRate}
 * @param distances how many were how long, in micrometres
 * @param paces how many went how fast, in microseconds per kilometre
 */
public record ActivitySummaryRow(
        String type,
        int startDay,
        long count,
        BigDecimal distance,
        BigDecimal moving,
        BigDecimal elevation,
        @Nullable BigDecimal speed,
        @Nullable BigDecimal heartRate,
        List<Bucket> distances,
        List<Bucket> paces,
        long revision) {

    /** @param bound by {@link io.joulestream.core.histogram.ValueBuckets} */
    public record Bucket(long bound, long count) {}
}
