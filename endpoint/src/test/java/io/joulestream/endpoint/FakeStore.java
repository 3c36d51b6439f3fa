package io.joulestream.endpoint;

import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.store.DeadLetterRow;
import io.joulestream.endpoint.store.ReadingRow;
import io.joulestream.endpoint.store.RollupRow;
import io.joulestream.endpoint.store.SeriesRow;
import io.joulestream.endpoint.store.Store;
import io.joulestream.endpoint.store.StoreUnavailable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A store in memory that answers as ClickHouse does. */
final class FakeStore implements Store {
    final Map<SeriesKey, SeriesRow> series = new TreeMap<>(Comparator.comparing(SeriesKey::toString));
    final List<RollupRow> rollups = new ArrayList<>();
    final List<ReadingRow> readings = new ArrayList<>();
    final List<DeadLetterRow> deadLetters = new ArrayList<>();
    final List<String> missingTables = new ArrayList<>();

    @Nullable
    DeadLetterQuery lastQuery;

    @Nullable
    StoreUnavailable trouble;

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

    private static <T> Comparator<T> order(Comparator<T> ascending, Span span) {
        return span.latestFirst() ? ascending.reversed() : ascending;
    }

    @Override
    public Page<DeadLetterRow> deadLetters(DeadLetterQuery query) throws StoreUnavailable {
        fail();
        lastQuery = query;
        return new Page<>(deadLetters.stream().limit(query.limit()).toList(), deadLetters.size() > query.limit());
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
