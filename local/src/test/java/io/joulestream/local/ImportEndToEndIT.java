package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Files through the whole system. */
@Order(Integer.MAX_VALUE)
@ExtendWith(SharedStack.class)
class ImportEndToEndIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int ROWS = 120_000;
    private static final String DEFINE = "&kind=counter&unit=Wh&zone=UTC";

    private final HttpClient http = HttpClient.newHttpClient();

    /** A row a minute; every value is its row's number and something. */
    private static String file(int rows, int plus) {
        var text = new StringBuilder("ts,value\n");
        long start = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli();
        for (int row = 0; row < rows; row++) {
            text.append(start + row * 60_000L).append(',').append(row + plus).append('\n');
        }
        return text.toString();
    }

    private Map<String, Object> call(HttpRequest.Builder request) throws IOException, InterruptedException {
        return JsonText.object(
                http.send(request.build(), BodyHandlers.ofString()).body());
    }

    private String post(SharedStack.Running system, String query, String file) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(system.baseUrl() + "/v1/import?" + query))
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(file));
        var answer = call(request);
        return String.valueOf(answer.get("batch"));
    }

    private Map<String, Object> batch(SharedStack.Running system, String batch) throws Exception {
        return call(HttpRequest.newBuilder(URI.create(system.baseUrl() + "/v1/batches/" + batch)));
    }

    /** Waits for a phase; between, the endpoint may be away. */
    private Map<String, Object> await(SharedStack.Running system, String batch, Set<String> phases) throws Exception {
        var deadline = Instant.now().plus(PATIENCE);
        Map<String, Object> last = Map.of();
        while (Instant.now().isBefore(deadline)) {
            try {
                last = batch(system, batch);
                if (phases.contains(String.valueOf(last.get("phase")))) {
                    return last;
                }
            } catch (IOException away) {
                // It starts again.
            }
            Thread.sleep(20);
        }
        throw new AssertionError("not " + phases + ": " + last);
    }

    private Map<String, Object> done(SharedStack.Running system, String batch) throws Exception {
        var row = await(system, batch, Set.of("done", "refused", "failed"));
        assertEquals("done", row.get("phase"), row.toString());
        awaitVisible(system, row);
        return row;
    }

    private void awaitVisible(SharedStack.Running system, Map<String, Object> batch) throws Exception {
        var deadline = Instant.now().plus(PATIENCE);
        int status;
        do {
            var url = system.baseUrl() + "/v1/series?limit=1&after=" + batch.get("token");
            status = http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding())
                    .statusCode();
        } while (status == 504 && Instant.now().isBefore(deadline));
        assertEquals(200, status);
    }

    private void undo(SharedStack.Running system, String batch) throws Exception {
        call(HttpRequest.newBuilder(URI.create(system.baseUrl() + "/v1/batches/" + batch))
                .DELETE());
        awaitVisible(system, await(system, batch, Set.of("undone")));
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
        String first = post(system, "series=import.a" + DEFINE, file(3000, 0));
        assertEquals(3000L, done(system, first).get("accepted"));
        var revisions =
                "SELECT groupBitXor(cityHash64(ts, value, batch, revision)) FROM reading FINAL WHERE series = 'import.a'";
        var before = system.store().rows(revisions);
        assertEquals(first, post(system, "series=import.a" + DEFINE, file(3000, 0)));
        String same = post(system, "series=import.a&source=other", file(3000, 0));
        assertEquals(3000L, done(system, same).get("duplicate"));
        assertEquals(before, system.store().rows(revisions));
        // Twice as many rows, the first half with other values.
        String second = post(system, "series=import.a", file(6000, 5));
        var replaced = done(system, second);
        assertEquals(List.of(3000L, 3000L), List.of(replaced.get("accepted"), replaced.get("replaced")));
        assertEquals(List.of("6000\t" + sum(6000, 5) + "\t['" + second + "']"), summary(system, "import.a"));
        undo(system, second);
        assertEquals(List.of("3000\t" + sum(3000, 0) + "\t['" + first + "']"), summary(system, "import.a"));
        undo(system, first);
        assertEquals(List.of("0\t0\t[]"), summary(system, "import.a"));
        // The windows go with the readings.
        assertEquals(List.of("0"), system.store().rows("SELECT count() FROM rollup_latest WHERE series = 'import.a'"));
        assertEquals(first, post(system, "series=import.a" + DEFINE, file(3000, 0)));
        assertEquals(3000L, done(system, first).get("accepted"));
        assertEquals(List.of("3000\t" + sum(3000, 0) + "\t['" + first + "']"), summary(system, "import.a"));
    }

    @Test
    void goesOnAfterTheEndpointIsKilled(SharedStack.Running system) throws Exception {
        String batch = post(system, "series=import.killed" + DEFINE, file(ROWS, 0));
        String queued = post(system, "series=import.queued" + DEFINE, file(1000, 0));
        Map<String, Object> row = Map.of();
        while (!(row.get("rows_done") instanceof Long done && done > 0 && "sending".equals(row.get("phase")))) {
            row = batch(system, batch);
            assertTrue(!"done".equals(row.get("phase")), "too fast to be killed: " + row);
        }
        ProcessHandle.of(system.pid("endpoint")).orElseThrow().destroyForcibly();
        row = done(system, batch);
        assertEquals((long) ROWS, row.get("accepted"), row.toString());
        assertEquals((long) ROWS, row.get("rows_done"));
        assertEquals(List.of(ROWS + "\t" + sum(ROWS, 0) + "\t['" + batch + "']"), summary(system, "import.killed"));
        assertEquals(1000L, done(system, queued).get("accepted"));
    }

    @Test
    void refusesWithRowsAndReasons(SharedStack.Running system) throws Exception {
        String batch = post(system, "series=import.bad" + DEFINE, "ts,value\n2024-01-01,1\nx,2\n2024-01-02,-3\n");
        var row = await(system, batch, Set.of("refused"));
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
