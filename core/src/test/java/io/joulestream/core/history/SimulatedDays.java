package io.joulestream.core.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.core.completeness.DayCompleteness;
import io.joulestream.core.histogram.Distribution;
import io.joulestream.reference.Histories;
import io.joulestream.reference.Reference;
import io.joulestream.reference.ReferenceCompleteness;
import io.joulestream.reference.ReferenceDistribution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What ClickHouse would hold of days: the row of the greatest revision wins, whatever comes first. */
final class SimulatedDays {
    /** One row of one of the tables. */
    record Key(String table, long start) {}

    private record Version(long revision, @Nullable Object row) {}

    private final Map<Key, Version> rows = new HashMap<>();
    private final Set<Key> written = new HashSet<>();

    void distribution(long start, long end, Distribution values, long revision) {
        ReferenceDistribution row = new ReferenceDistribution(end);
        for (int i = 0; i < values.size(); i++) {
            row.add(values.bound(i), values.count(i), values.coveredMillis(i));
        }
        put(new Key("distribution", start), revision, values.isEmpty() ? null : row);
    }

    void completeness(long start, long end, @Nullable DayCompleteness day, long revision) {
        put(
                new Key("completeness", start),
                revision,
                day == null
                        ? null
                        : new ReferenceCompleteness(
                                end,
                                day.lengthMillis(),
                                day.expected(),
                                day.actual(),
                                day.longestGapMillis(),
                                day.measuredMillis()));
    }

    private void put(Key key, long revision, @Nullable Object row) {
        written.add(key);
        Version known = rows.get(key);
        if (known != null && known.revision == revision) {
            throw new AssertionError(key + " written twice with revision " + revision);
        }
        if (known == null || known.revision < revision) {
            rows.put(key, new Version(revision, row));
        }
    }

    private Map<Key, Object> live() {
        Map<Key, Object> live = new HashMap<>();
        rows.forEach((key, version) -> {
            if (version.row != null) {
                live.put(key, version.row);
            }
        });
        return live;
    }

    void assertSame(Reference reference, int seed) {
        Map<Key, Object> expected = expected(reference);
        Map<Key, Object> actual = live();
        for (Map.Entry<Key, Object> row : expected.entrySet()) {
            assertEquals(row.getValue(), actual.get(row.getKey()), row.getKey() + " of seed " + seed);
        }
        assertEquals(expected.keySet(), actual.keySet(), "seed " + seed);
    }

    void assertEmpty(int seed) {
        assertEquals(Map.of(), live(), "seed " + seed + " has days of a deleted series");
    }

    private static Map<Key, Object> expected(Reference reference) {
        Map<Key, Object> expected = new HashMap<>();
        reference.distributions().forEach((start, row) -> expected.put(new Key("distribution", start), row));
        reference.completeness().forEach((start, row) -> expected.put(new Key("completeness", start), row));
        return expected;
    }

    /** Which rows the events since the last look at them must have written, by brute force. */
    static final class Changes {
        private final List<Set<Key>> changes = new ArrayList<>();
        private final Set<Key> due = new HashSet<>();
        private final Set<Key> allowed = new HashSet<>();

        Changes(Histories.History history) {
            Reference reference = new Reference(history.defaultZone());
            Map<Key, Object> before = Map.of();
            for (Histories.Event event : history.events()) {
                reference.apply(event.fields(), event.receivedMillis());
                Map<Key, Object> after = expected(reference);
                Set<Key> changed = new HashSet<>(before.keySet());
                changed.addAll(after.keySet());
                Map<Key, Object> known = before;
                changed.removeIf(key -> Objects.equals(known.get(key), after.get(key)));
                changes.add(changed);
                before = after;
            }
        }

        /** @param redefines whether rows may be written that change only in what is not compared: their local times */
        void take(int event, boolean redefines, SimulatedDays days) {
            due.addAll(changes.get(event));
            if (redefines) {
                allowed.addAll(days.written);
            }
        }

        void assertWritten(SimulatedDays days, String when) {
            Set<Key> surplus = new HashSet<>(days.written);
            surplus.removeAll(due);
            surplus.removeAll(allowed);
            Set<Key> missing = new HashSet<>(due);
            missing.removeAll(days.written);
            assertEquals(
                    new TreeMap<>(Map.of("missing", Set.of(), "surplus", Set.of())),
                    new TreeMap<>(Map.of("missing", missing, "surplus", surplus)),
                    when);
            days.written.clear();
            due.clear();
            allowed.clear();
        }
    }
}
