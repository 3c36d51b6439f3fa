package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Files through the whole system. */
@OnSharedStack
class ImportEndToEndIT {
    private static final int ROWS = 120_000;
    private static final String DEFINE = "&kind=counter&unit=Wh&zone=UTC";

    /** A row a minute; every value is its row's number and something. */
    private static String file(int rows, int plus) {
        var text = new StringBuilder("ts,value\n");
        long start = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();
        for (int row = 0; row < rows; row++) {
            text.append(start + row * 60_000L).append(',').append(row + plus).append('\n');
        }
        return text.toString();
    }

    private static List<String> summary(SharedStack.Running system, String series) {
        return system.store()
                .rows("SELECT count(), sum(value), groupUniqArray(batch) FROM reading_latest WHERE series = '" + series
                        + "'");
    }

    private static String sum(int rows, int plus) {
        return String.valueOf((long) rows * (rows - 1) / 2 + (long) rows * plus);
    }

    @Test
    void againChangesNothingAndUndoGivesBackWhatWasThere(SharedStack.Running system) throws Exception {
        var imports = new ImportClient(system.baseUrl());
        String first = imports.post("series=import.a" + DEFINE, file(3000, 0));
        assertEquals(3000L, imports.done(first).get("accepted"));
        var revisions =
                "SELECT groupBitXor(cityHash64(ts, value, batch, revision)) FROM reading FINAL WHERE series = 'import.a'";
        var before = system.store().rows(revisions);
        assertEquals(first, imports.post("series=import.a" + DEFINE, file(3000, 0)));
        String same = imports.post("series=import.a&source=other", file(3000, 0));
        assertEquals(3000L, imports.done(same).get("duplicate"));
        assertEquals(before, system.store().rows(revisions));
        // Twice as many rows, the first half with other values.
        String second = imports.post("series=import.a", file(6000, 5));
        var replaced = imports.done(second);
        assertEquals(List.of(3000L, 3000L), List.of(replaced.get("accepted"), replaced.get("replaced")));
        assertEquals(List.of("6000\t" + sum(6000, 5) + "\t['" + second + "']"), summary(system, "import.a"));
        imports.undo(second);
        assertEquals(List.of("3000\t" + sum(3000, 0) + "\t['" + first + "']"), summary(system, "import.a"));
        imports.undo(first);
        assertEquals(List.of("0\t0\t[]"), summary(system, "import.a"));
        // The windows go with the readings.
        assertEquals(List.of("0"), system.store().rows("SELECT count() FROM rollup_latest WHERE series = 'import.a'"));
        assertEquals(first, imports.post("series=import.a" + DEFINE, file(3000, 0)));
        assertEquals(3000L, imports.done(first).get("accepted"));
        assertEquals(List.of("3000\t" + sum(3000, 0) + "\t['" + first + "']"), summary(system, "import.a"));
    }

    @Test
    void goesOnAfterTheEndpointIsKilled(SharedStack.Running system) throws Exception {
        var imports = new ImportClient(system.baseUrl());
        String batch = imports.post("series=import.killed" + DEFINE, file(ROWS, 0));
        String queued = imports.post("series=import.queued" + DEFINE, file(1000, 0));
        Map<String, Object> row = Map.of();
        while (!(row.get("rows_done") instanceof Long done && done > 0 && "sending".equals(row.get("phase")))) {
            row = imports.batch(batch);
            assertTrue(!"done".equals(row.get("phase")), "too fast to be killed: " + row);
        }
        ProcessHandle.of(system.pid("endpoint")).orElseThrow().destroyForcibly();
        row = imports.done(batch);
        assertEquals((long) ROWS, row.get("accepted"), row.toString());
        assertEquals((long) ROWS, row.get("rows_done"));
        assertEquals(List.of(ROWS + "\t" + sum(ROWS, 0) + "\t['" + batch + "']"), summary(system, "import.killed"));
        assertEquals(1000L, imports.done(queued).get("accepted"));
    }

    @Test
    void refusesWithRowsAndReasons(SharedStack.Running system) throws Exception {
        var imports = new ImportClient(system.baseUrl());
        String batch = imports.post("series=import.bad" + DEFINE, "ts,value\n2024-01-01,1\nx,2\n2024-01-02,-3\n");
        var row = imports.await(batch, Set.of("refused"));
        assertTrue(
                String.valueOf(row.get("rejected")).matches(".*row=3.*timestamp_invalid.*row=4.*value_out_of_range.*"),
                row.toString());
        assertEquals(List.of(), system.store().rows("SELECT 1 FROM series_latest WHERE series = 'import.bad'"));
        assertEquals(
                List.of("3\tts\ttimestamp_invalid\tx,2", "4\tvalue\tvalue_out_of_range\t2024-01-02,-3"),
                system.store()
                        .rows("SELECT row, column, reason, raw FROM batch_rejection_latest WHERE batch = '" + batch
                                + "' ORDER BY row"));
    }
}
