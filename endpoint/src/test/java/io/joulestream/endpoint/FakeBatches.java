package io.joulestream.endpoint;

import io.joulestream.core.input.Rejection;
import io.joulestream.endpoint.json.JsonItems;
import io.joulestream.endpoint.store.BatchRow;
import io.joulestream.endpoint.store.BatchStore;
import io.joulestream.endpoint.store.StoreUnavailable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Tables of imports in memory, over a store that shows at once whatever is in the log. */
final class FakeBatches implements BatchStore {
    final Map<String, BatchRow> batches = new ConcurrentHashMap<>();
    final Map<Run, Map<Integer, Rejected>> rejected = new ConcurrentHashMap<>();
    final Map<Run, Map<String, Touched>> touched = new ConcurrentHashMap<>();
    final Map<Run, Map<String, Replaced>> replaced = new ConcurrentHashMap<>();
    /** By series and time. */
    final Map<String, NavigableMap<Long, Sent>> readings = new TreeMap<>();

    private final FakeLog log;
    private int applied;

    volatile @Nullable StoreUnavailable trouble;

    FakeBatches(FakeLog log) {
        this.log = log;
    }

    /** Applies what the log has. Values are in canonical units. */
    synchronized void apply() {
        List<String> records;
        synchronized (log.records) {
            records = new ArrayList<>(log.records.subList(applied, log.records.size()));
        }
        applied += records.size();
        for (String entry : records) {
            int space = entry.indexOf(' ');
            String series = entry.substring(entry.indexOf('/') + 1, space);
            Map<String, Object> event = event(entry.substring(space + 1));
            if ("delete".equals(event.get("op"))) {
                of(series).remove(Long.parseLong(text(event, "ts")));
            } else if (event.get("op") == null) {
                long ts = Long.parseLong(text(event, "ts"));
                Sent before = of(series).get(ts);
                var value = new BigDecimal(String.valueOf(event.get("value"))).setScale(6);
                var sent = new Sent(value, text(event, "note"), text(event, "source"), text(event, "batch"));
                if (before == null
                        || before.value().compareTo(value) != 0
                        || !sent.note().isEmpty()) {
                    of(series).put(ts, sent);
                }
            }
        }
    }

    private static Map<String, Object> event(String json) {
        try {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            return JsonItems.single(bytes, bytes.length).fields();
        } catch (IOException | Rejection e) {
            throw new IllegalStateException(json, e);
        }
    }

    private static String text(Map<String, Object> event, String field) {
        return String.valueOf(event.getOrDefault(field, ""));
    }

    private NavigableMap<Long, Sent> of(String series) {
        return readings.computeIfAbsent(series, name -> new TreeMap<>());
    }

    private void fail() throws StoreUnavailable {
        StoreUnavailable now = trouble;
        if (now != null) {
            throw now;
        }
    }

    @Override
    public Optional<BatchRow> batch(String tenant, String batch) throws StoreUnavailable {
        fail();
        return Optional.ofNullable(batches.get(tenant + batch));
    }

    @Override
    public List<BatchRow> batches(String tenant, long beforeMillis, int limit) throws StoreUnavailable {
        fail();
        return batches.values().stream()
                .filter(row -> row.tenant().equals(tenant))
                .limit(limit)
                .toList();
    }

    @Override
    public List<Rejected> rejections(Run run, int offset, int limit) throws StoreUnavailable {
        fail();
        return rejected.getOrDefault(run, Map.of()).values().stream()
                .sorted(Comparator.comparingLong(Rejected::row).thenComparingInt(Rejected::number))
                .skip(offset)
                .limit(limit)
                .toList();
    }

    @Override
    public List<Touched> touched(Run run) throws StoreUnavailable {
        fail();
        return List.copyOf(touched.getOrDefault(run, Map.of()).values());
    }

    @Override
    public synchronized List<Existing> existing(Run run, List<String> series, long from, long to, int limit)
            throws StoreUnavailable {
        fail();
        apply();
        var found = new ArrayList<Existing>();
        for (String name : series) {
            of(name).subMap(from, true, to, true)
                    .forEach((ts, sent) -> found.add(new Existing(
                            name,
                            ts,
                            sent,
                            sent.batch().equals(run.batch())
                                    && replaced.getOrDefault(run, Map.of()).containsKey(name + ts))));
        }
        return found.subList(0, Math.min(limit, found.size()));
    }

    @Override
    public synchronized List<Owned> owned(Run run, String series, long after, long last, int limit)
            throws StoreUnavailable {
        fail();
        apply();
        return of(series).subMap(after, false, last, true).entrySet().stream()
                .filter(entry -> entry.getValue().batch().equals(run.batch()))
                .limit(limit)
                .map(entry -> new Owned(
                        entry.getKey(),
                        entry.getValue().value(),
                        Optional.ofNullable(replaced.getOrDefault(run, Map.of()).get(series + entry.getKey()))
                                .map(Replaced::before)))
                .toList();
    }

    @Override
    public List<Replaced> replaced(Run run, String series, long after, long last, int limit) throws StoreUnavailable {
        fail();
        return replaced.getOrDefault(run, Map.of()).values().stream()
                .filter(row -> row.series().equals(series) && row.tsMillis() > after && row.tsMillis() <= last)
                .sorted(Comparator.comparingLong(Replaced::tsMillis))
                .limit(limit)
                .toList();
    }

    @Override
    public void put(BatchRow row) throws StoreUnavailable {
        fail();
        batches.merge(row.tenant() + row.batch(), row, (old, now) -> now.revision() > old.revision() ? now : old);
    }

    @Override
    public void putRejected(Run run, List<Rejected> rows) throws StoreUnavailable {
        fail();
        rows.forEach(row ->
                rejected.computeIfAbsent(run, each -> new ConcurrentHashMap<>()).put(row.number(), row));
    }

    @Override
    public void putTouched(Run run, List<Touched> rows) throws StoreUnavailable {
        fail();
        rows.forEach(row ->
                touched.computeIfAbsent(run, each -> new LinkedHashMap<>()).put(row.series(), row));
    }

    @Override
    public void putReplaced(Run run, List<Replaced> rows) throws StoreUnavailable {
        fail();
        rows.forEach(row -> replaced.computeIfAbsent(run, each -> new ConcurrentHashMap<>())
                .putIfAbsent(row.series() + row.tsMillis(), row));
    }

    @Override
    public void close() {}
}
