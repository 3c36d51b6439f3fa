package io.joulestream.endpoint;

import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.store.Activities;
import io.joulestream.endpoint.store.Change;
import io.joulestream.endpoint.store.Days;
import io.joulestream.endpoint.store.DeadLetterPlace;
import io.joulestream.endpoint.store.DeadLetterRow;
import io.joulestream.endpoint.store.EvidenceRow;
import io.joulestream.endpoint.store.MeterEventRow;
import io.joulestream.endpoint.store.MonthRow;
import io.joulestream.endpoint.store.NotedReading;
import io.joulestream.endpoint.store.ReadingRow;
import io.joulestream.endpoint.store.RollupRow;
import io.joulestream.endpoint.store.SeriesRow;
import io.joulestream.endpoint.store.Store;
import io.joulestream.endpoint.store.StoreUnavailable;
import io.joulestream.endpoint.store.Watched;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** A store in memory that answers as ClickHouse does. */
final class FakeStore implements Store {
    final Map<SeriesKey, SeriesRow> series = new TreeMap<>(Comparator.comparing(SeriesKey::toString));
    final List<RollupRow> rollups = new ArrayList<>();
    final List<ReadingRow> readings = new CopyOnWriteArrayList<>();

    /** By mode, in order. */
    final Map<String, List<MonthRow>> months = new TreeMap<>();

    final List<NotedReading> notedReadings = new ArrayList<>();
    final List<MeterEventRow> meterEvents = new ArrayList<>();
    final List<EvidenceRow> evidence = new ArrayList<>();
    final List<DeadLetterRow> deadLetters = new ArrayList<>();
    final List<String> missingTables = new ArrayList<>();
    final FakeDays days = new FakeDays();
    final FakeActivities activities = new FakeActivities();

    /** All rows ever, with their revisions; answered as the store would, the newest of each only. */
    final List<Change<RollupRow>> history = new CopyOnWriteArrayList<>();

    /** The period of the windows that were counted last; empty: none. */
    String lastPeriod = "";

    /** The readings that were counted one by one, at the last time. */
    final List<Long> counted = new ArrayList<>();

    /** What {@link #changedTimes} tells of. */
    final List<ChangedTime> changedTimes = new CopyOnWriteArrayList<>();

    final AtomicInteger revisionsAsked = new AtomicInteger();

    final AtomicInteger looks = new AtomicInteger();

    @Nullable
    DeadLetterQuery lastQuery;

    @Nullable
    PlacesQuery lastPlaces;

    final SortedMap<String, SortedMap<String, Long>> ledger = new TreeMap<>();

    volatile @Nullable StoreUnavailable trouble;

    @Nullable
    RuntimeException bug;

    private void fail() throws StoreUnavailable {
        if (trouble != null) {
            throw trouble;
        }
        if (bug != null) {
            throw bug;
        }
    }

    @Override
    public Optional<SeriesRow> series(SeriesKey key) throws StoreUnavailable {
        fail();
        return Optional.ofNullable(series.get(key));
    }

    @Override
    public Optional<Defined> definition(SeriesKey key) throws StoreUnavailable {
        return series(key).map(row -> new Defined(row.definition(), row.recomputing()));
    }

    @Override
    public List<SeriesRow> seriesFrom(String tenant, String first, int limit) throws StoreUnavailable {
        fail();
        return series.entrySet().stream()
                .filter(entry -> entry.getKey().tenant().equals(tenant))
                .map(Map.Entry::getValue)
                .filter(row -> row.series().compareTo(first) >= 0)
                .limit(limit)
                .toList();
    }

    @Override
    public List<RollupRow> rollups(SeriesKey key, String period, Span span) throws StoreUnavailable {
        fail();
        return rollups.stream()
                .filter(row -> row.startMillis() >= span.fromMillis() && row.startMillis() < span.toMillis())
                .sorted(order(Comparator.comparingLong(RollupRow::startMillis), span))
                .limit(span.limit())
                .toList();
    }

    @Override
    public List<ReadingRow> readings(SeriesKey key, Span span) throws StoreUnavailable {
        fail();
        return readings.stream()
                .filter(row -> row.tsMillis() >= span.fromMillis() && row.tsMillis() < span.toMillis())
                .sorted(order(Comparator.comparingLong(ReadingRow::tsMillis), span))
                .limit(span.limit())
                .toList();
    }

    @Override
    public List<MonthRow> months(SeriesKey key, String mode, int firstYear, int lastYear) throws StoreUnavailable {
        fail();
        return months.getOrDefault(mode, List.of()).stream()
                .filter(row -> row.month() / 12 >= firstYear && row.month() / 12 <= lastYear)
                .toList();
    }

    @Override
    public List<NotedReading> notedReadings(SeriesKey key, Span span) throws StoreUnavailable {
        fail();
        return notedReadings.stream()
                .filter(row -> row.tsMillis() >= span.fromMillis() && row.tsMillis() < span.toMillis())
                .sorted(order(Comparator.comparingLong(NotedReading::tsMillis), span))
                .limit(span.limit())
                .toList();
    }

    @Override
    public List<MeterEventRow> meterEvents(SeriesKey key, Range range, int limit) throws StoreUnavailable {
        fail();
        return meterEvents.stream()
                .filter(row -> row.tsMillis() >= range.fromMillis() && row.tsMillis() < range.toMillis())
                .limit(limit)
                .toList();
    }

    @Override
    public List<EvidenceRow> evidence(SeriesKey key, Range range, int limit) throws StoreUnavailable {
        fail();
        return evidence.stream()
                .filter(row -> row.tsMillis() >= range.fromMillis() && row.fromMillis() < range.toMillis())
                .limit(limit)
                .toList();
    }

    @Override
    public Optional<Extent> extent(SeriesKey key) throws StoreUnavailable {
        fail();
        var times = readings.stream().mapToLong(ReadingRow::tsMillis).summaryStatistics();
        return times.getCount() == 0
                ? Optional.empty()
                : Optional.of(new Extent(times.getCount(), times.getMin(), times.getMax()));
    }

    @Override
    public Activities activities() {
        return activities;
    }

    @Override
    public Days days() {
        return days;
    }

    @Override
    public List<Counted> countWindows(SeriesKey key, String period, Range range, List<Long> bounds)
            throws StoreUnavailable {
        fail();
        lastPeriod = period;
        var groups = new TreeMap<Long, Counted>();
        for (RollupRow row : rollups) {
            var first = row.firstTsMillis();
            var last = row.lastTsMillis();
            if (row.startMillis() >= range.fromMillis()
                    && row.startMillis() <= range.toMillis()
                    && first != null
                    && last != null) {
                var firstBound = bound(bounds, first);
                var lastBound = bound(bounds, last);
                groups.merge(
                        firstBound * 31 + lastBound,
                        new Counted(firstBound, lastBound, row.count(), first, last, row.revision()),
                        FakeStore::together);
            }
        }
        return List.copyOf(groups.values());
    }

    @Override
    public List<Counted> countReadings(SeriesKey key, Range range, List<Long> bounds, List<Range> within)
            throws StoreUnavailable {
        fail();
        counted.clear();
        var groups = new TreeMap<Long, Counted>();
        for (ReadingRow row : readings) {
            if (row.tsMillis() >= range.fromMillis() && row.tsMillis() <= range.toMillis()) {
                counted.add(row.tsMillis());
                var bound = bound(bounds, row.tsMillis());
                groups.merge(
                        bound,
                        new Counted(bound, bound, 1, row.tsMillis(), row.tsMillis(), row.revision()),
                        FakeStore::together);
            }
        }
        return List.copyOf(groups.values());
    }

    @Override
    public void readingTimes(SeriesKey key, LongPredicate each) throws StoreUnavailable {
        fail();
        for (ReadingRow row : readings) {
            if (!each.test(row.tsMillis())) {
                return;
            }
        }
    }

    @Override
    public List<ChangedTime> changedTimes(SeriesKey key, long sinceRevision, int limit) throws StoreUnavailable {
        fail();
        looks.incrementAndGet();
        return changedTimes.stream()
                .filter(change -> change.revision() > sinceRevision)
                .limit(limit)
                .toList();
    }

    private static long bound(List<Long> bounds, long ts) {
        return bounds.stream().filter(bound -> bound <= ts).reduce((a, b) -> b).orElseThrow();
    }

    private static Counted together(Counted a, Counted b) {
        return new Counted(
                a.firstBound(),
                a.lastBound(),
                a.readings() + b.readings(),
                Math.min(a.firstMillis(), b.firstMillis()),
                Math.max(a.lastMillis(), b.lastMillis()),
                Math.max(a.revision(), b.revision()));
    }

    private static <T> Comparator<T> order(Comparator<T> ascending, Span span) {
        return span.latestFirst() ? ascending.reversed() : ascending;
    }

    @Override
    public List<Change<RollupRow>> changedRollups(Watched watched, Map<String, Long> since, int limit)
            throws StoreUnavailable {
        fail();
        looks.incrementAndGet();
        var newest = new TreeMap<String, Change<RollupRow>>();
        history.stream()
                .filter(change -> watches(watched, change))
                .filter(change -> change.row().revision() > since.getOrDefault(change.series(), 0L))
                .forEach(change -> newest.merge(
                        change.series() + " " + change.row().startMillis(),
                        change,
                        (a, b) -> a.row().revision() > b.row().revision() ? a : b));
        return newest.values().stream().limit(limit).toList();
    }

    private static boolean watches(Watched watched, Change<RollupRow> change) {
        return watched.series().contains(change.series())
                && change.row().startMillis() >= watched.fromMillis()
                && change.row().startMillis() < watched.toMillis();
    }

    @Override
    public List<Change<ReadingRow>> changedReadings(Watched watched, Map<String, Long> since, int limit)
            throws StoreUnavailable {
        fail();
        return List.of();
    }

    @Override
    public Map<String, Long> latestRevisions(Watched watched) throws StoreUnavailable {
        fail();
        var latest = new TreeMap<String, Long>();
        revisionsAsked.incrementAndGet();
        if (watched.raw()) {
            readings.forEach(row -> latest.merge(watched.series().get(0), row.revision(), Math::max));
            return latest;
        }
        history.stream()
                .filter(change -> watches(watched, change))
                .forEach(change -> latest.merge(change.series(), change.row().revision(), Math::max));
        return latest;
    }

    @Override
    public Page<DeadLetterRow> deadLetters(DeadLetterQuery query) throws StoreUnavailable {
        fail();
        lastQuery = query;
        return new Page<>(deadLetters.stream().limit(query.limit()).toList(), deadLetters.size() > query.limit());
    }

    @Override
    public Page<DeadLetterPlace> deadLetterPlaces(PlacesQuery query) throws StoreUnavailable {
        fail();
        lastPlaces = query;
        List<DeadLetterPlace> after = deadLetters.stream()
                .filter(row -> row.place().receivedMillis() > query.after().receivedMillis())
                .map(row -> new DeadLetterPlace(row.place(), row.raw().length))
                .toList();
        return new Page<>(after.stream().limit(query.limit()).toList(), after.size() > query.limit());
    }

    @Override
    public SortedMap<String, SortedMap<String, Long>> ledger() throws StoreUnavailable {
        fail();
        return ledger;
    }

    @Override
    public SortedMap<String, Long> deadLetterReasons(String tenant) throws StoreUnavailable {
        fail();
        var counts = new TreeMap<String, Long>();
        deadLetters.forEach(row -> counts.merge(row.reason(), 1L, Long::sum));
        return counts;
    }

    @Override
    public SeriesCounts seriesCounts(String tenant) throws StoreUnavailable {
        fail();
        return new SeriesCounts(series.size(), 1, 0);
    }

    @Override
    public List<String> missingTables() throws StoreUnavailable {
        fail();
        return missingTables;
    }

    @Override
    public void close() {}
}
