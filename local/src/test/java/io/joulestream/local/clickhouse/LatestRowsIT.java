package io.joulestream.local.clickhouse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.store.ClickHouseStore;
import io.joulestream.endpoint.store.ReadingRow;
import io.joulestream.endpoint.store.RollupRow;
import io.joulestream.endpoint.store.Store.Span;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The latest N rows of a series, over parts that are never merged: whatever was changed or deleted, and how often. */
@Timeout(120)
class LatestRowsIT {
    private static final SeriesKey KEY = new SeriesKey("default", "latest");
    private static final long START = 1_600_000_000_000L;
    /** The parts of two years. */
    private static final long APART = 20 * 3_600_000L;

    private static UnmergedStore store;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        store = UnmergedStore.start(folder);
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    @Test
    void areTheLatestThatAreLeft() throws Exception {
        var random = new SplittableRandom(7);
        var live = new TreeSet<Long>();
        var revisions = new TreeMap<Long, Integer>();
        var process = store.process();
        try (var reader =
                new ClickHouseStore(process.url(), process.readerUser(), process.readerPassword(), "default")) {
            assertLatest(reader, live, random);
            for (int round = 0; round < 8; round++) {
                // Most changes are at the end, where they take the places of those that are wanted.
                var readings = new ArrayList<String>();
                var windows = new ArrayList<String>();
                for (int i = 0; i < 300; i++) {
                    long number = random.nextBoolean() ? random.nextInt(900) : 900 + random.nextInt(100);
                    boolean deleted = random.nextInt(10) < (number < 900 ? 2 : 8);
                    long ts = START + number * APART;
                    int revision = revisions.merge(ts, 1, Integer::sum);
                    readings.add("('default','latest',%s,%d,%d,%d)"
                            .formatted(time(ts), revision, revision, deleted ? 1 : 0));
                    windows.add("('default','latest','PT15M',%s,%s,%d,%d)"
                            .formatted(time(ts), time(ts + 900_000), revision, deleted ? 1 : 0));
                    if (deleted) {
                        live.remove(ts);
                    } else {
                        live.add(ts);
                    }
                }
                store.write("INSERT INTO reading (tenant, series, ts, value, revision, is_deleted) VALUES "
                        + String.join(",", readings));
                store.write("INSERT INTO rollup (tenant, series, period, start, end, revision, is_deleted) VALUES "
                        + String.join(",", windows));
                for (int i = 0; i < 20; i++) {
                    assertLatest(reader, live, random);
                }
            }
        }
    }

    private static void assertLatest(ClickHouseStore reader, NavigableSet<Long> live, SplittableRandom random)
            throws Exception {
        int limit = 1 + random.nextInt(random.nextBoolean() ? 5 : 1_200);
        long from = random.nextBoolean() ? 0 : START + random.nextInt(1_000) * APART;
        long to = random.nextBoolean() ? START * 2 : from + 1 + random.nextInt(500) * APART;
        List<Long> expected = live.subSet(from, true, to, false).descendingSet().stream()
                .limit(limit)
                .toList();
        var span = new Span(from, to, true, limit);
        assertEquals(
                expected,
                reader.readings(KEY, span).stream().map(ReadingRow::tsMillis).toList());
        assertEquals(
                expected,
                reader.rollups(KEY, "PT15M", span).stream()
                        .map(RollupRow::startMillis)
                        .toList());
    }

    private static String time(long millis) {
        return "%d.%03d".formatted(millis / 1_000, millis % 1_000);
    }
}
