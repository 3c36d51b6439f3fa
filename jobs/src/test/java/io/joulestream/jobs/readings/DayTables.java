package io.joulestream.jobs.readings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.jobs.clickhouse.CompletenessRow;
import io.joulestream.jobs.clickhouse.DistributionRow;
import io.joulestream.jobs.clickhouse.LivenessRow;
import io.joulestream.reference.Reference;
import io.joulestream.reference.ReferenceCompleteness;
import io.joulestream.reference.ReferenceDistribution;
import java.util.HashMap;
import java.util.Map;

/** What ClickHouse would hold of days: the row of the greatest revision wins, whatever comes first. */
final class DayTables {
    private record Key(String table, String series, long start) {}

    private record Version(long revision, boolean isDeleted, Object row) {}

    private final Map<Key, Version> rows = new HashMap<>();

    /** Whether the row is of one of these tables, or says that a series is silent. */
    boolean add(Object row) {
        if (row instanceof DistributionRow day) {
            ReferenceDistribution values = new ReferenceDistribution(day.endMillis());
            for (int i = 0; i < day.bucket().length; i++) {
                values.add(day.bucket()[i], day.count()[i], day.coveredMillis()[i]);
            }
            put(
                    new Key("distribution", day.tenant() + "/" + day.series(), day.startMillis()),
                    new Version(day.revision(), day.isDeleted(), values));
            return true;
        }
        if (row instanceof CompletenessRow day) {
            put(
                    new Key("completeness", day.tenant() + "/" + day.series(), day.startMillis()),
                    new Version(
                            day.revision(),
                            day.isDeleted(),
                            new ReferenceCompleteness(
                                    day.endMillis(),
                                    day.lengthMillis(),
                                    day.expected(),
                                    day.actual(),
                                    day.longestGapMillis(),
                                    day.measuredMillis())));
            assertEquals(Math.max(0, day.expected() - day.actual()), day.missing());
            return true;
        }
        return row instanceof LivenessRow;
    }

    private void put(Key key, Version version) {
        Version known = rows.get(key);
        if (known != null && known.revision == version.revision) {
            throw new AssertionError(key + " written twice with one revision: " + known + " and " + version);
        }
        if (known == null || known.revision < version.revision) {
            rows.put(key, version);
        }
    }

    void assertSame(String series, Reference reference, String what) {
        Map<Key, Object> expected = new HashMap<>();
        reference.distributions().forEach((start, row) -> expected.put(new Key("distribution", series, start), row));
        reference.completeness().forEach((start, row) -> expected.put(new Key("completeness", series, start), row));
        Map<Key, Object> live = new HashMap<>();
        rows.forEach((key, version) -> {
            if (!version.isDeleted && key.series.equals(series)) {
                live.put(key, version.row);
            }
        });
        expected.forEach((key, row) -> assertEquals(row, live.get(key), what + ": " + key));
        assertEquals(expected.keySet(), live.keySet(), what);
    }
}
