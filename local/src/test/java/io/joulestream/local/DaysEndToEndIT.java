package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.core.histogram.ValueBuckets;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** SEMANTICS 26 and 27 through the whole system, before and after edits. */
@OnSharedStack
class DaysEndToEndIT {
    private static final long QUARTER = 900_000;
    private static final long HOUR = 4 * QUARTER;
    /** Midnight in Madrid; the 26th of March has 23 hours. */
    private static final long FIRST = Instant.parse("2023-03-24T23:00:00Z").toEpochMilli();

    private static final long SECOND = FIRST + 24 * HOUR;
    private static final long THIRD = SECOND + 23 * HOUR;

    private final SharedStack.Running system;

    DaysEndToEndIT(SharedStack.Running system) {
        this.system = system;
    }

    @Test
    void tellsValuesAndCompletenessOfEachDayAfterEveryEdit() {
        var client = new ReadingsClient(system.baseUrl(), "days");
        client.define(Map.of("kind", "gauge", "unit", "W", "zone", "Europe/Madrid", "expectedInterval", "PT15M"));
        var readings = new TreeMap<Long, Long>();
        for (var ts = FIRST; ts < FIRST + 24 * HOUR; ts += QUARTER) {
            readings.put(ts, ts % (5 * QUARTER) / QUARTER * -123_456_789L);
        }
        readings.put(THIRD, 5L);
        readings.put(THIRD + 6 * HOUR, 1_000_000L);
        client.await(client.send(readings.entrySet().stream()
                .map(each -> reading(each.getKey(), each.getValue()))
                .toList()));
        assertSame(client, readings);
        assertDays(client, List.of(96L, 0L, 2L), List.of(96L, 92L, 24L), List.of(QUARTER, 23 * HOUR, 6 * HOUR));

        var events = new ArrayList<Map<String, Object>>();
        for (var ts = FIRST + HOUR; ts < FIRST + 4 * HOUR; ts += QUARTER) {
            events.add(Map.of("op", "delete", "ts", ts));
            readings.remove(ts);
        }
        events.add(reading(SECOND + HOUR, 77));
        readings.put(SECOND + HOUR, 77L);
        events.add(Map.of("op", "delete", "ts", THIRD + 6 * HOUR));
        readings.remove(THIRD + 6 * HOUR);
        client.await(client.send(events));
        assertSame(client, readings);
        assertDays(client, List.of(84L, 1L, 1L), List.of(96L, 92L, 0L), List.of(3 * HOUR + QUARTER, 22 * HOUR, 0L));
        Invariants.assertHold(system.store());

        client.await(client.define(Map.of("kind", "gauge", "unit", "W", "zone", "Europe/Madrid")));
        assertSame(client, readings);
        assertEquals(List.of(), client.get(client.path("/completeness")).get("start"));
        client.await(client.delete());
        assertEquals(
                List.of("0", "0"),
                system.store()
                        .rows("SELECT count() FROM distribution_latest WHERE series = 'days'"
                                + " UNION ALL SELECT count() FROM completeness_latest WHERE series = 'days'"));
    }

    private static Map<String, Object> reading(long ts, long micros) {
        return Map.of("ts", ts, "value", BigDecimal.valueOf(micros, 6));
    }

    /** The held time by bucket: a reading holds until the next, at most three intervals. */
    private void assertSame(ReadingsClient client, NavigableMap<Long, Long> readings) {
        var counts = new TreeMap<Long, Long>();
        var covered = new TreeMap<Long, Long>();
        boolean watched = client.get(client.path("/completeness")).get("expectedInterval") != null;
        var maxGap = watched ? 3 * QUARTER : HOUR;
        readings.forEach((ts, micros) -> {
            var bucket = ValueBuckets.bound(ValueBuckets.number(micros));
            counts.merge(bucket, 1L, Long::sum);
            var next = readings.higherKey(ts);
            covered.merge(bucket, next == null ? 0 : Math.min(maxGap, next - ts), Long::sum);
        });
        var answer = client.get(client.path("/distribution"));
        assertEquals(List.copyOf(counts.values()), answer.get("count"));
        assertEquals(List.copyOf(covered.values()), answer.get("covered_ms"));
        assertEquals(
                counts.keySet().stream()
                        .map(bound -> decimal(ValueBuckets.least(bound)))
                        .toList(),
                numbers(answer.get("lower")));
        assertEquals(
                counts.entrySet().stream()
                        .map(bucket -> bucket.getKey() + "," + bucket.getValue() + "," + covered.get(bucket.getKey()))
                        .toList(),
                system
                        .store()
                        .rows("SELECT tupleElement(each, 1), tupleElement(each, 2), tupleElement(each, 3) FROM ("
                                + "SELECT arrayJoin(arrayZip(tupleElement(sums, 1), tupleElement(sums, 2), tupleElement(sums, 3)))"
                                + " AS each FROM (SELECT sumMap(bucket, count, covered_ms) AS sums"
                                + " FROM distribution_latest WHERE series = 'days'))")
                        .stream()
                        .map(row -> row.replace('\t', ','))
                        .toList());
    }

    private static void assertDays(ReadingsClient client, List<Long> actual, List<Long> expected, List<Long> gaps) {
        var answer = client.get(client.path("/completeness?from=" + FIRST));
        assertEquals(List.of(FIRST, SECOND, THIRD), answer.get("start"));
        assertEquals(actual, answer.get("actual"));
        assertEquals(expected, answer.get("expected"));
        assertEquals(gaps, answer.get("longest_gap_ms"));
        assertEquals(false, answer.get("stale"));
    }

    private static BigDecimal decimal(long micros) {
        return BigDecimal.valueOf(micros, 6).stripTrailingZeros();
    }

    private static List<BigDecimal> numbers(@Nullable Object values) {
        return (values instanceof List<?> list ? list : List.of())
                .stream()
                        .map(value -> new BigDecimal(String.valueOf(value)).stripTrailingZeros())
                        .toList();
    }
}
