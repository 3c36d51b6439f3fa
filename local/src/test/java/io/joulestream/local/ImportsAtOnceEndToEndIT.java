package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two files sent at the same moment for one series: whichever is taken second meets what the first one brought. */
@OnSharedStack
class ImportsAtOnceEndToEndIT {
    private static final long START = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();
    private static final int ROWS = 2_000;

    /** One of the two, with its readings by minute. */
    private record Side(String batch, Map<Integer, Integer> readings) {}

    /** Of minutes in a row; those of an odd number are further on. */
    private static Map<Integer, Integer> readings(int first, int further) {
        var readings = new TreeMap<Integer, Integer>();
        for (int minute = first; minute < first + ROWS; minute++) {
            readings.put(minute, minute + (minute % 2) * further);
        }
        return readings;
    }

    private static String file(Map<Integer, Integer> readings) {
        var text = new StringBuilder("ts,value\n");
        readings.forEach((minute, value) ->
                text.append(START + minute * 60_000L).append(',').append(value).append('\n'));
        return text.toString();
    }

    private static List<Side> sendBoth(ImportClient imports, String query, int secondFirst) {
        var left = readings(0, 0);
        var right = readings(secondFirst, 6);
        var sides = List.of(left, right).stream()
                .map(readings ->
                        CompletableFuture.supplyAsync(() -> new Side(posted(imports, query, file(readings)), readings)))
                .toList();
        return sides.stream().map(CompletableFuture::join).toList();
    }

    private static String posted(ImportClient imports, String query, String file) {
        try {
            return imports.post(query, file);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertRows(SharedStack.Running system, String series, Map<Integer, String> expected) {
        var rows = new TreeMap<Integer, String>();
        for (var row : system.store()
                .rows("SELECT toUnixTimestamp64Milli(ts), value, batch FROM reading_latest WHERE series = '" + series
                        + "'")) {
            var columns = row.split("\t");
            rows.put((int) ((Long.parseLong(columns[0]) - START) / 60_000), columns[1] + " " + columns[2]);
        }
        assertEquals(expected, rows);
    }

    private static Map<Integer, String> owned(Side side) {
        var owned = new TreeMap<Integer, String>();
        side.readings().forEach((minute, value) -> owned.put(minute, value + " " + side.batch()));
        return owned;
    }

    private static List<Object> verdicts(Map<String, Object> batch) {
        return List.of("accepted", "duplicate", "replaced", "rejected").stream()
                .map(name -> batch.getOrDefault(name, "absent"))
                .map(value -> value instanceof List<?> list ? (Object) (long) list.size() : value)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theSecondOneReplacesWhereTheyOverlap(boolean undoFirst, SharedStack.Running system) throws Exception {
        var imports = new ImportClient(system.baseUrl());
        String series = "import.overlap." + undoFirst;
        var sides = sendBoth(imports, "kind=counter&unit=Wh&zone=UTC&series=" + series, ROWS / 2);
        assertNotEquals(sides.get(0).batch(), sides.get(1).batch());
        var ended = List.of(
                imports.done(sides.get(0).batch()), imports.done(sides.get(1).batch()));
        // The only one that met nothing was first.
        int first = Long.valueOf(ROWS).equals(ended.get(0).get("accepted")) ? 0 : 1;
        assertEquals(List.of((long) ROWS, 0L, 0L, 0L), verdicts(ended.get(first)));
        assertEquals(List.of(ROWS / 2L, ROWS / 4L, ROWS / 4L, 0L), verdicts(ended.get(1 - first)));

        Side one = sides.get(first);
        Side two = sides.get(1 - first);
        var expected = owned(one);
        var ofTwo = owned(two);
        // Of an even minute both say the same, which stays the first one's.
        ofTwo.forEach((minute, row) -> {
            if (!one.readings().containsKey(minute) || minute % 2 == 1) {
                expected.put(minute, row);
            }
        });
        assertRows(system, series, expected);

        imports.undo((undoFirst ? one : two).batch());
        if (undoFirst) {
            expected.values().removeIf(row -> row.endsWith(one.batch()));
            assertRows(system, series, expected);
        } else {
            assertRows(system, series, owned(one));
        }
        // Of the one that was undone nothing comes back.
        imports.undo((undoFirst ? two : one).batch());
        assertRows(system, series, Map.of());
        assertEquals(
                List.of("0"), system.store().rows("SELECT count() FROM rollup_latest WHERE series = '" + series + "'"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void theyDoNotTouchEachOtherWhereTheyAreDisjoint(int undone, SharedStack.Running system) throws Exception {
        var imports = new ImportClient(system.baseUrl());
        String series = "import.disjoint." + undone;
        var sides = sendBoth(imports, "kind=counter&unit=Wh&zone=UTC&series=" + series, ROWS);
        var expected = new TreeMap<Integer, String>();
        for (Side side : sides) {
            assertEquals(List.of((long) ROWS, 0L, 0L, 0L), verdicts(imports.done(side.batch())));
            expected.putAll(owned(side));
        }
        assertRows(system, series, expected);
        imports.undo(sides.get(undone).batch());
        assertRows(system, series, owned(sides.get(1 - undone)));
    }
}
