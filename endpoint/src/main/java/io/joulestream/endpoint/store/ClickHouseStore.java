package io.joulestream.endpoint.store;

import io.joulestream.core.quantity.Unit;
import io.joulestream.core.series.AmountInterval;
import io.joulestream.core.series.Hold;
import io.joulestream.core.series.Kind;
import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.core.series.Stamp;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tables of sql/clickhouse, read with the queries of sql/endpoint. */
public final class ClickHouseStore implements Store {
    private static final int MAX_REASONS = 1000;
    /** Greater than every name. */
    private static final String AFTER_ALL = "~";

    private final ClickHouseQuery query;
    private final RangeQueries ranges;
    private final TimelineQueries timeline;
    private final MonthQueries months;
    private final DayQueries days;
    private final LetterQueries letters;
    private final MeterQueries meter;
    private final ActivityQueries activities;

    public ClickHouseStore(String url, String user, String password, String database) {
        this.query = new ClickHouseQuery(url, user, password, database);
        this.ranges = new RangeQueries(query);
        this.timeline = new TimelineQueries(query);
        this.months = new MonthQueries(query);
        this.days = new DayQueries(query);
        this.letters = new LetterQueries(query);
        this.meter = new MeterQueries(query);
        this.activities = new ActivityQueries(query);
    }

    @Override
    public Optional<SeriesRow> series(SeriesKey key) throws StoreUnavailable {
        return series(key.tenant(), key.series(), key.series(), 1).stream().findFirst();
    }

    @Override
    public Optional<Defined> definition(SeriesKey key) throws StoreUnavailable {
        var found = new ArrayList<Defined>();
        query.run(
                "definition",
                Map.of("tenant", key.tenant(), "series", key.series()),
                1,
                in -> found.add(new Defined(definition(in), in.bool())));
        return found.stream().findFirst();
    }

    @Override
    public List<MonthRow> months(SeriesKey key, String mode, int firstYear, int lastYear) throws StoreUnavailable {
        return months.years(key, mode, firstYear, lastYear);
    }

    @Override
    public Activities activities() {
        return activities;
    }

    @Override
    public List<SeriesRow> seriesFrom(String tenant, String first, int limit) throws StoreUnavailable {
        return series(tenant, first, AFTER_ALL, limit);
    }

    private List<SeriesRow> series(String tenant, String first, String last, int limit) throws StoreUnavailable {
        var rows = new ArrayList<SeriesRow>();
        query.run(
                "series",
                Map.of("tenant", tenant, "first", first, "last", last, "limit", limit),
                limit,
                in -> rows.add(seriesRow(in)));
        return rows;
    }

    private static SeriesRow seriesRow(RowBinaryInput in) throws IOException {
        String series = in.string();
        var definition = definition(in);
        return new SeriesRow(series, definition, in.bool(), in.int64(), readings(in));
    }

    private static SeriesDefinition definition(RowBinaryInput in) throws IOException {
        Kind kind = known(Kind.find(in.string()), "kind");
        Unit unit = known(Unit.find(in.string()), "unit");
        return new SeriesDefinition(
                kind,
                unit,
                in.string(),
                ZoneId.of(in.string()),
                in.string(),
                in.int64(),
                in.nullableInt64(),
                in.int64(),
                in.nullableInt64(),
                in.nullableInt64(),
                in.bool(),
                interval(in.string()),
                in.string().equals(Stamp.END.wireName()) ? Stamp.END : Stamp.START,
                in.string().equals(Hold.LINEAR.wireName()) ? Hold.LINEAR : Hold.STEP,
                in.bool(),
                in.nullableFloat64(),
                in.nullableFloat64());
    }

    private static @Nullable AmountInterval interval(String iso) {
        return iso.isEmpty() ? null : AmountInterval.parse(iso);
    }

    private static <T> T known(@Nullable T value, String column) {
        if (value == null) {
            throw new IllegalStateException("table series holds a " + column + " that does not exist");
        }
        return value;
    }

    private static SeriesRow.Readings readings(RowBinaryInput in) throws IOException {
        long count = in.int64();
        Long firstTs = in.nullableInt64();
        BigDecimal first = in.nullableDecimal18();
        Long lastTs = in.nullableInt64();
        BigDecimal last = in.nullableDecimal18();
        long revision = in.int64();
        String quality = in.string();
        return new SeriesRow.Readings(
                count,
                count == 0 || firstTs == null ? null : new ReadingRow(firstTs, Objects.requireNonNull(first), revision),
                count == 0 || lastTs == null ? null : new ReadingRow(lastTs, Objects.requireNonNull(last), revision),
                quality);
    }

    @Override
    public List<RollupRow> rollups(SeriesKey key, String period, Span span) throws StoreUnavailable {
        return ranges.windows(key, period, span);
    }

    @Override
    public List<ReadingRow> readings(SeriesKey key, Span span) throws StoreUnavailable {
        return ranges.readings(key, span);
    }

    @Override
    public List<NotedReading> notedReadings(SeriesKey key, Span span) throws StoreUnavailable {
        return ranges.notedReadings(key, span);
    }

    @Override
    public List<MeterEventRow> meterEvents(SeriesKey key, Range range, int limit) throws StoreUnavailable {
        return meter.events(key, range, limit);
    }

    @Override
    public List<EvidenceRow> evidence(SeriesKey key, Range range, int limit) throws StoreUnavailable {
        return meter.evidence(key, range, limit);
    }

    @Override
    public Optional<Extent> extent(SeriesKey key) throws StoreUnavailable {
        return timeline.extent(key);
    }

    @Override
    public List<Counted> countWindows(SeriesKey key, String period, Range range, List<Long> bounds)
            throws StoreUnavailable {
        return timeline.windows(key, period, range, bounds);
    }

    @Override
    public List<Counted> countReadings(SeriesKey key, Range range, List<Long> bounds, List<Range> within)
            throws StoreUnavailable {
        return timeline.readings(key, range, bounds, within);
    }

    @Override
    public Days days() {
        return days;
    }

    @Override
    public void readingTimes(SeriesKey key, LongPredicate each) throws StoreUnavailable {
        timeline.times(key, each);
    }

    @Override
    public List<ChangedTime> changedTimes(SeriesKey key, long sinceRevision, int limit) throws StoreUnavailable {
        return timeline.changes(key, sinceRevision, limit);
    }

    @Override
    public List<Change<RollupRow>> changedRollups(Watched watched, Map<String, Long> since, int limit)
            throws StoreUnavailable {
        var rows = new ArrayList<Change<RollupRow>>();
        query.run(
                "changed_points",
                parameters(watched, since, limit),
                limit,
                in -> rows.add(new Change<>(in.string(), in.bool(), RangeQueries.rollupRow(in))));
        return rows;
    }

    @Override
    public List<Change<ReadingRow>> changedReadings(Watched watched, Map<String, Long> since, int limit)
            throws StoreUnavailable {
        var rows = new ArrayList<Change<ReadingRow>>();
        query.run(
                "changed_readings",
                parameters(watched, since, limit),
                limit,
                in -> rows.add(new Change<>(in.string(), in.bool(), RangeQueries.readingRow(in))));
        return rows;
    }

    @Override
    public Map<String, Long> latestRevisions(Watched watched) throws StoreUnavailable {
        var revisions = new TreeMap<String, Long>();
        query.run(
                watched.raw() ? "latest_reading_revisions" : "latest_point_revisions",
                parameters(watched),
                watched.series().size(),
                in -> {
                    revisions.put(in.string(), in.int64());
                    return true;
                });
        return revisions;
    }

    private static Map<String, Object> parameters(Watched watched, Map<String, Long> since, int limit) {
        var parameters = parameters(watched);
        parameters.put(
                "since",
                watched.series().stream()
                        .map(series -> String.valueOf(since.getOrDefault(series, 0L)))
                        .collect(Collectors.joining(",", "[", "]")));
        parameters.put("limit", limit);
        return parameters;
    }

    /** A name of a series has no character that would have to be escaped within quotes. */
    private static Map<String, Object> parameters(Watched watched) {
        var parameters = new TreeMap<String, Object>();
        parameters.put("tenant", watched.tenant());
        parameters.put("series", watched.series().stream().collect(Collectors.joining("','", "['", "']")));
        if (!watched.raw()) {
            parameters.put("period", watched.period());
        }
        parameters.put("from", watched.fromMillis());
        parameters.put("to", watched.toMillis());
        return parameters;
    }

    @Override
    public Page<DeadLetterRow> deadLetters(DeadLetterQuery asked) throws StoreUnavailable {
        return letters.rows(asked);
    }

    @Override
    public Page<DeadLetterPlace> deadLetterPlaces(PlacesQuery asked) throws StoreUnavailable {
        return letters.places(asked);
    }

    @Override
    public SortedMap<String, SortedMap<String, Long>> ledger() throws StoreUnavailable {
        return letters.ledger();
    }

    @Override
    public SortedMap<String, Long> deadLetterReasons(String tenant) throws StoreUnavailable {
        var counts = new TreeMap<String, Long>();
        query.run("dead_letter_reasons", Map.of("tenant", tenant), MAX_REASONS, in -> {
            counts.put(in.string(), in.int64());
            return true;
        });
        return counts;
    }

    @Override
    public SeriesCounts seriesCounts(String tenant) throws StoreUnavailable {
        var counts = new ArrayList<SeriesCounts>();
        query.run(
                "series_counts",
                Map.of("tenant", tenant),
                1,
                in -> counts.add(new SeriesCounts(in.int64(), in.int64(), in.int64())));
        return counts.get(0);
    }

    @Override
    public List<String> missingTables() throws StoreUnavailable {
        var missing = new ArrayList<String>();
        query.run("missing_tables", Map.of(), MAX_REASONS, in -> missing.add(in.string()));
        return missing;
    }

    @Override
    public void close() {
        query.close();
    }
}
