package io.joulestream.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.endpoint.store.BatchStore.Sent;
import io.joulestream.endpoint.store.StoreUnavailable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchesTest {
    private static final String FILE =
            "ts,value\n2024-01-01T00:00:00Z,1\n2024-01-01T01:00:00Z,2\n2024-01-01T02:00:00Z,3\n";
    private static final long HOUR = 3_600_000;
    private static final long T0 = 1_704_067_200_000L;

    private Imports imports;

    @BeforeEach
    void start() throws Exception {
        imports = new Imports();
    }

    @AfterEach
    void stop() {
        imports.close();
    }

    private void there(long ts, String wattHours, String batch) throws Exception {
        imports.server
                .log
                .begin()
                .add(
                        "default/meter",
                        ("{\"ts\":" + ts + ",\"value\":" + wattHours + ",\"batch\":\"" + batch + "\"}")
                                .getBytes(StandardCharsets.UTF_8));
    }

    private List<String> owners() {
        return imports.sent("meter").stream().map(Sent::batch).toList();
    }

    @Test
    void theSameFileAgainChangesNothing() throws Exception {
        var first = imports.send("series=meter", FILE);
        int records = imports.server.log.records.size();
        var answer = imports.post("series=meter", FILE.getBytes(StandardCharsets.UTF_8));
        assertEquals(202, answer.statusCode());
        assertEquals(Map.of("batch", first.get("batch"), "repeated", true), RunningEndpoint.json(answer.body()));
        assertEquals(records, imports.server.log.records.size());
        var other = imports.send("series=meter&source=again", FILE);
        assertNotEquals(first.get("batch"), other.get("batch"));
        assertEquals(3, other.get("duplicate"));
        assertEquals(records, imports.server.log.records.size());
    }

    @Test
    void undoGivesBackWhatWasThere() throws Exception {
        there(T0, "7", "");
        there(T0 + HOUR, "2000", "earlier");
        var before = Map.copyOf(imports.readings("meter"));
        var batch = imports.send("series=meter", FILE);
        String id = String.valueOf(batch.get("batch"));
        assertEquals(List.of(1, 1, 1), List.of(batch.get("accepted"), batch.get("duplicate"), batch.get("replaced")));
        assertEquals(List.of(id, "earlier", id), owners());
        var undone = imports.undo(id);
        assertEquals("undone", undone.get("phase"));
        assertEquals(2, undone.get("undone"));
        assertEquals(before, imports.readings("meter"));
        assertEquals(List.of("", "earlier"), owners());
        var again = imports.send("series=meter", FILE);
        assertEquals(id, again.get("batch"));
        assertEquals(List.of(1, 1, 1), List.of(again.get("accepted"), again.get("duplicate"), again.get("replaced")));
        imports.undo(id);
        assertEquals(before, imports.readings("meter"));
    }

    @Test
    void undoLeavesWhatWasChangedSince() throws Exception {
        String id = String.valueOf(imports.send("series=meter", FILE).get("batch"));
        there(T0 + HOUR, "9", "");
        assertEquals(2, imports.undo(id).get("undone"));
        assertEquals(Map.of(T0 + HOUR, "9"), imports.readings("meter"));
    }

    /** In whatever order imports of the same times are undone, the readings are as if those had never been sent. */
    @Test
    void undoneImportsLeaveNothingBehindInAnyOrder() throws Exception {
        for (var order : List.of("abc", "acb", "bac", "bca", "cab", "cba")) {
            there(T0, "7", "");
            var expected = new TreeMap<Character, Map<Long, String>>();
            var ids = new TreeMap<Character, String>();
            for (char file = 'a'; file <= 'c'; file++) {
                var values = new TreeMap<Long, String>();
                var text = new StringBuilder("ts,value\n");
                // Hours 0..3, 1..4, 2..5.
                for (int hour = file - 'a'; hour < file - 'a' + 4; hour++) {
                    text.append(T0 + hour * HOUR)
                            .append(',')
                            .append(file - 'a' + 1)
                            .append('\n');
                    values.put(T0 + hour * HOUR, (file - 'a' + 1) * 1000 + "");
                }
                expected.put(file, values);
                ids.put(
                        file,
                        String.valueOf(imports.send("series=meter&source=" + order, text.toString())
                                .get("batch")));
            }
            for (int i = 0; i < order.length(); i++) {
                char file = order.charAt(i);
                imports.undo(String.valueOf(ids.get(file)));
                expected.remove(file);
                var left = new TreeMap<>(Map.of(T0, "7"));
                expected.values().forEach(left::putAll);
                assertEquals(left, new TreeMap<>(imports.readings("meter")), order + " without " + file);
            }
            assertEquals(List.of(""), owners());
        }
    }

    /** Sent again, each may have replaced the other. */
    @Test
    void undoEndsWhereTwoImportsReplacedEachOther() throws Exception {
        String one = "ts,value\n2024-01-01T00:00:00Z,1\n";
        String two = "ts,value\n2024-01-01T00:00:00Z,2\n";
        String first = String.valueOf(imports.send("series=meter", one).get("batch"));
        String second = String.valueOf(imports.send("series=meter", two).get("batch"));
        imports.undo(first);
        assertEquals(first, imports.send("series=meter", one).get("batch"));
        imports.undo(second);
        assertEquals(Map.of(T0, "1000"), imports.readings("meter"));
        imports.undo(first);
        assertEquals(Map.of(), imports.readings("meter"));
    }

    /** The later row of a time wins, also where the first one said what was there before. */
    @Test
    void laterRowsOfAFileWin() throws Exception {
        there(T0, "5000", "");
        imports.send("series=meter", "ts,value\n2024-01-01T00:00:00Z,6\n2024-01-01T00:00:00Z,5\n");
        assertEquals(Map.of(T0, "5000"), imports.readings("meter"));
        String id = owners().get(0);
        imports.undo(id);
        assertEquals(Map.of(T0, "5000"), imports.readings("meter"));
        assertEquals(List.of(""), owners());
    }

    @Test
    void waitsForAStoreThatIsAway() throws Exception {
        var server = imports.server;
        String id =
                String.valueOf(RunningEndpoint.json(imports.post("series=meter", FILE.getBytes(StandardCharsets.UTF_8))
                                .body())
                        .get("batch"));
        imports.undo(id);
        server.log.away = true;
        server.batches.apply();
        var answer = imports.post("series=power", FILE.getBytes(StandardCharsets.UTF_8));
        String waiting = String.valueOf(RunningEndpoint.json(answer.body()).get("batch"));
        while (!String.valueOf(imports.get(waiting).get("waits_for")).startsWith("the log")) {
            Thread.onSpinWait();
        }
        server.log.away = false;
        while (!"done".equals(imports.get(waiting).get("phase"))) {
            Thread.onSpinWait();
        }
        assertEquals(3, imports.get(waiting).get("accepted"));
        server.batches.trouble = StoreUnavailable.away("gone", new IllegalStateException());
        assertEquals(
                503,
                imports.post("series=level", FILE.getBytes(StandardCharsets.UTF_8))
                        .statusCode());
        server.batches.trouble = null;
    }

    @Test
    void listsTheLatestFirst() throws Exception {
        String first = String.valueOf(imports.send("series=meter", FILE).get("batch"));
        imports.send("series=power", FILE);
        var list = RunningEndpoint.objects(
                RunningEndpoint.json(imports.server.get("/v1/batches").body()), "batches");
        assertEquals(2, list.size());
        assertTrue(list.stream().anyMatch(row -> first.equals(row.get("batch"))));
        assertEquals(404, imports.server.get("/v1/batches/b0").statusCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "series=a%20b | series",
                "series=meter&onError=ignore | onError",
                "series=meter&column=value | column",
                "series=meter&column=value=amount | column",
                "series=meter&column=value=value,colour=red | column",
                "series=meter&column=a=series:x%20y | column",
                "series=meter&profile=acme | profile",
                "series=meter&zone=Mars/Base | zone",
                "series=meter&unit=furlong | unit",
                "series=meter&decimal=point | decimal",
                "series=meter&delimiter=x | delimiter",
                "series=meter&timeFormat=stardate | timeFormat",
                "series=meter&charset=utf-16 | charset",
                "series=meter&header=second | header",
                "series=meter&shift=1h | shift",
                "series=meter&scale=0 | scale",
                "series=meter&series=power | series",
                "series=meter&colour=red | colour"
            })
    void refusesOptions(String query, String field) throws Exception {
        var answer = imports.post(query, FILE.getBytes(StandardCharsets.UTF_8));
        assertEquals(400, answer.statusCode(), answer.body());
        assertEquals(field, RunningEndpoint.json(answer.body()).get("field"));
    }

    @Test
    void refusesFilesThatAreTooLargeAndPagesThatWrite() throws Exception {
        assertEquals(413, imports.post("series=meter", new byte[2_000_001]).statusCode());
        assertEquals(
                415,
                imports.server
                        .post("/v1/import?series=meter", "text/plain", FILE)
                        .statusCode());
    }
}
