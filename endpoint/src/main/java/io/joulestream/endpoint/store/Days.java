package io.joulestream.endpoint.store;

import io.joulestream.core.completeness.CompletenessDays.Day;
import io.joulestream.core.series.SeriesKey;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is stored of the local days of a series beside its windows (SEMANTICS 26, 27). */
public interface Days {

    /** The values over the days that touch the half-open range, by their bucket, ascending. */
    List<ValueBucket> values(SeriesKey key, long fromMillis, long toMillis) throws StoreUnavailable;

    /** The days that touch the half-open range and have a row, in their order; at most {@code limit}. */
    List<KnownDay> completeness(SeriesKey key, long fromMillis, long toMillis, int limit) throws StoreUnavailable;

    /** What was last said of the series; nothing where it never fell silent. */
    Optional<Liveness> liveness(SeriesKey key) throws StoreUnavailable;

    /** The degree days of a cell that touch the half-open range, in their order; at most {@code limit}. */
    List<DegreeDay> degreeDays(DegreeDayQuery query, int limit) throws StoreUnavailable;

    /**
     * @param cell as {@link io.joulestream.core.weather.GridCell#toString}
     * @param zone whose local days
     */
    record DegreeDayQuery(String tenant, String cell, String zone, long fromMillis, long toMillis) {}

    /**
     * @param number of the local day, from 1970-01-01
     * @param temperature the mean of what is covered, in degrees Celsius
     * @param ownMillis how much of what is covered the tenant's own observations tell
     */
    record DegreeDay(
            int number,
            long startMillis,
            long endMillis,
            BigDecimal temperature,
            BigDecimal heating,
            BigDecimal cooling,
            long coveredMillis,
            long ownMillis,
            boolean provisional,
            long revision) {}

    /**
     * @param bound by {@link io.joulestream.core.histogram.ValueBuckets}
     * @param firstMillis the start of the first day that has it, as {@code endMillis} the last one's end
     * @param revision the greatest
     */
    record ValueBucket(
            long bound, long readings, long coveredMillis, long firstMillis, long endMillis, long revision) {}

    record KnownDay(Day day, long revision) {}

    /** @param sinceMillis when it fell silent, or was heard again */
    record Liveness(
            boolean stale, long sinceMillis, @Nullable Long lastTsMillis, long revision) {}
}
