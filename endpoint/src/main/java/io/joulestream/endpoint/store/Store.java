package io.joulestream.endpoint.store;

import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.core.series.SeriesKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.LongPredicate;

/** What the endpoint reads. Safe for many threads; every call ends within a bounded time. */
public interface Store extends AutoCloseable {

    Optional<SeriesRow> series(SeriesKey key) throws StoreUnavailable;

    /** What the series is, without its readings: a lookup by key. */
    Optional<Defined> definition(SeriesKey key) throws StoreUnavailable;

    /** Series of a tenant by name, from the given one on; at most {@code limit}. */
    List<SeriesRow> seriesFrom(String tenant, String first, int limit) throws StoreUnavailable;

    /** The windows that start within the span, in its order; at most its limit. */
    List<RollupRow> rollups(SeriesKey key, String period, Span span) throws StoreUnavailable;

    /** The readings within the span, in its order; at most its limit. */
    List<ReadingRow> readings(SeriesKey key, Span span) throws StoreUnavailable;

    /** The months of a counter whose ends are known in this mode, in order, from one year's January to another's December. */
    List<MonthRow> months(SeriesKey key, String mode, int firstYear, int lastYear) throws StoreUnavailable;

    /** As {@link #readings}, with what was sent beside the values. */
    List<NotedReading> notedReadings(SeriesKey key, Span span) throws StoreUnavailable;

    /** The meter events within the range, its end open, by time; at most {@code limit}. */
    List<MeterEventRow> meterEvents(SeriesKey key, Range range, int limit) throws StoreUnavailable;

    /** The evidence of pairs of readings that touch the range, its end open, by time; at most {@code limit}. */
    List<EvidenceRow> evidence(SeriesKey key, Range range, int limit) throws StoreUnavailable;

    /** How many readings there are, and their ends; nothing without readings. */
    Optional<Extent> extent(SeriesKey key) throws StoreUnavailable;

    /**
     * The windows of a period that start within the closed range and have readings, grouped by the bounds that their first
     * and last readings are at or after.
     *
     * @param bounds ascending, the first before everything
     */
    List<Counted> countWindows(SeriesKey key, String period, Range range, List<Long> bounds) throws StoreUnavailable;

    /**
     * The readings within the closed range, grouped by the bound that they are at or after.
     *
     * @param bounds ascending, the first before everything
     * @param within the stretches that matter, ascending; others may be left out
     */
    List<Counted> countReadings(SeriesKey key, Range range, List<Long> bounds, List<Range> within)
            throws StoreUnavailable;

    /** What is stored of local days. */
    Days days();

    /** What is stored of activities. */
    Activities activities();

    /** Gives the time of every reading, in no order; ends early where {@code each} says so. */
    void readingTimes(SeriesKey key, LongPredicate each) throws StoreUnavailable;

    /** When readings came, changed or went after a revision; at most {@code limit} of them. */
    List<ChangedTime> changedTimes(SeriesKey key, long sinceRevision, int limit) throws StoreUnavailable;

    /** Windows with a newer revision than the one known of their series, also retracted ones; at most {@code limit}. */
    List<Change<RollupRow>> changedRollups(Watched watched, Map<String, Long> since, int limit) throws StoreUnavailable;

    /** Readings with a newer revision than the one known of their series, also deleted ones; at most {@code limit}. */
    List<Change<ReadingRow>> changedReadings(Watched watched, Map<String, Long> since, int limit)
            throws StoreUnavailable;

    /** The greatest revision among the watched rows, of those series that have some. */
    Map<String, Long> latestRevisions(Watched watched) throws StoreUnavailable;

    /** Dead letters, the latest first; fewer than the limit where their records are long. */
    Page<DeadLetterRow> deadLetters(DeadLetterQuery query) throws StoreUnavailable;

    /** Where dead letters are, the earliest first. */
    Page<DeadLetterPlace> deadLetterPlaces(PlacesQuery query) throws StoreUnavailable;

    /** What became of the records of each topic, by topic and outcome. */
    SortedMap<String, SortedMap<String, Long>> ledger() throws StoreUnavailable;

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
     * @param stale those that are silent for more than three of it, and at least five minutes, as the job has found
     */
    record SeriesCounts(long count, long watched, long stale) {}

    /** @param recomputing whether the definition is still being applied to the history */
    record Defined(SeriesDefinition definition, boolean recomputing) {}

    /** @param more whether more rows follow */
    record Page<T>(List<T> rows, boolean more) {}

    /**
     * The half-open span {@code [fromMillis, toMillis)}.
     *
     * @param latestFirst in descending order, so that a limit keeps the latest
     * @param tight whether there are hardly more rows than the limit within: then they are not looked for before
     */
    record Span(long fromMillis, long toMillis, boolean latestFirst, int limit, boolean tight) {

        public Span(long fromMillis, long toMillis, boolean latestFirst, int limit) {
            this(fromMillis, toMillis, latestFirst, limit, false);
        }
    }

    record Extent(long readings, long firstMillis, long lastMillis) {}

    /** @param deleted whether there is no reading at this time any more */
    record ChangedTime(long tsMillis, boolean deleted, long revision) {}

    /** The closed range {@code [fromMillis, toMillis]}. */
    record Range(long fromMillis, long toMillis) {}

    /**
     * Some readings, those of whole windows or single ones.
     *
     * @param firstBound the greatest bound that is not after the first reading of each window
     * @param lastBound the same of the last reading
     * @param firstMillis the first of all, as {@code lastMillis} the last
     * @param revision the greatest
     */
    record Counted(long firstBound, long lastBound, long readings, long firstMillis, long lastMillis, long revision) {}

    /**
     * @param unowned whether those whose key is unreadable are asked for, too
     * @param reason a reason code, or empty for all
     * @param series a name, or empty for all
     * @param fromMillis received at or after it, and before {@code toMillis}
     */
    record LetterFilter(String tenant, boolean unowned, String reason, String series, long fromMillis, long toMillis) {}

    /** @param before only those that come after this place in the answer's order */
    record DeadLetterQuery(LetterFilter filter, DeadLetterRow.Place before, int limit) {}

    /**
     * @param topic only records of this one
     * @param after only those that come after this place in the answer's order
     * @param bytes no more than these together, but for the first
     */
    record PlacesQuery(LetterFilter filter, String topic, DeadLetterRow.Place after, int limit, long bytes) {}
}
