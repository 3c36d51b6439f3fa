package io.joulestream.endpoint.store;

import io.joulestream.core.series.SeriesKey;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** What the endpoint reads. Safe for many threads; every call ends within a bounded time. */
public interface Store extends AutoCloseable {

    Optional<SeriesRow> series(SeriesKey key) throws StoreUnavailable;

    /** Series of a tenant by name, from the given one on; at most {@code limit}. */
    List<SeriesRow> seriesFrom(String tenant, String first, int limit) throws StoreUnavailable;

    /** The windows that start within the span, in its order; at most its limit. */
    List<RollupRow> rollups(SeriesKey key, String period, Span span) throws StoreUnavailable;

    /** The readings within the span, in its order; at most its limit. */
    List<ReadingRow> readings(SeriesKey key, Span span) throws StoreUnavailable;

    /** Dead letters, the latest first; fewer than the limit where their records are long. */
    Page<DeadLetterRow> deadLetters(DeadLetterQuery query) throws StoreUnavailable;

    /** How many dead letters there are, by reason. */
    SortedMap<String, Long> deadLetterReasons(String tenant) throws StoreUnavailable;

    /** How many series there are, and how many are silent for too long. */
    SeriesCounts seriesCounts(String tenant) throws StoreUnavailable;

    /** Names of the tables that the endpoint needs and the store does not have. */
    List<String> missingTables() throws StoreUnavailable;

    @Override
    void close();

    /**
     * @param watched those with an expected interval
     * @param stale those of them that have been silent for more than three of it, and at least five minutes
     */
    record SeriesCounts(long count, long watched, long stale) {}

    /** @param more whether more rows follow */
    record Page<T>(List<T> rows, boolean more) {}

    /**
     * The half-open span {@code [fromMillis, toMillis)}.
     *
     * @param latestFirst in descending order, so that a limit keeps the latest
     */
    record Span(long fromMillis, long toMillis, boolean latestFirst, int limit) {}

    /**
     * @param reason a reason code, or empty for all
     * @param before only those that come after this place in the answer's order
     * @param unowned whether those whose key is unreadable are asked for, too
     */
    record DeadLetterQuery(String tenant, boolean unowned, String reason, DeadLetterRow.Place before, int limit) {}
}
