package io.joulestream.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.store.ReadingRow;
import io.joulestream.endpoint.store.RollupRow;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TimelineHandlerTest {
    private static final String TIMELINE = "/v1/series/meter/timeline";
    private static final long QUARTER = Rows.HOUR / 4;
    private RunningEndpoint server;

    @BeforeEach
    void start() throws Exception {
        server = RunningEndpoint.start();
        server.store.series.put(new SeriesKey("default", "meter"), Rows.series("meter", false));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void reading(long ts) {
        server.store.readings.add(new ReadingRow(ts, BigDecimal.ONE, ts - Rows.START));
    }

    private void window(long start, long first, long last, long count) {
        server.store.rollups.add(new RollupRow(
                start,
                start + QUARTER,
                count,
                first,
                BigDecimal.ONE,
                last,
                BigDecimal.ONE,
                null,
                null,
                null,
                null,
                null,
                0,
                0,
                "measured",
                7));
    }

    @Test
    void answersEdgesAndCountsOfTheWholeSeries() throws Exception {
        for (long ts : new long[] {0, 3, 4, 9, 10}) {
            reading(Rows.START + ts);
        }
        var answer = server.get(TIMELINE + "?buckets=3");
        assertEquals("""
                {"completeThrough":1700000000000,"series":"meter","kind":"counter","unit":"Wh",\
                "zone":"Europe/Madrid","from":1700002800000,"to":1700002800010,"revision":10,\
                "edges":[1700002800000,1700002800004,1700002800007,1700002800010],"count":[2,1,2]}""", answer.body());
        assertEquals("1700000000000", header(answer, "Joulestream-Complete-Through"));
        assertEquals(100, counts("").size());
    }

    @Test
    void countsWhatIsWithinTheClosedRangeOnly() throws Exception {
        for (int i = 0; i < 10; i++) {
            reading(Rows.START + i);
        }
        window(Rows.START, Rows.START, Rows.START + 9, 10);
        assertEquals(List.of(2, 3), counts("?buckets=2&from=" + (Rows.START + 2) + "&to=" + (Rows.START + 6)));
        assertEquals(List.of(8), counts("?buckets=1&from=" + (Rows.START + 2)));
        assertEquals(List.of(4), counts("?buckets=1&to=" + (Rows.START + 3)));
        assertEquals(List.of(10), counts("?buckets=1&from=-999999999999999999&to=999999999999999999"));
        assertEquals(List.of(0), counts("?buckets=1&from=5&to=6"));
        assertEquals(List.of(0), counts("?buckets=1&from=-999999999999999999&to=-1"));
        assertEquals(List.of(0, 0), counts("?buckets=2&to=5"));
        assertEquals(List.of(0, 0), counts("?buckets=2&from=" + (Rows.START + 10)));
    }

    @Test
    void hasBucketsAroundASingleReadingAndNoneWithoutOne() throws Exception {
        assertEquals(List.of(), counts(""));
        assertEquals(List.of(), counts("?from=5"));
        assertEquals(List.of(0), counts("?buckets=1&from=5&to=6"));
        reading(Rows.START);
        assertEquals(List.of(0, 1), counts("?buckets=2&to=" + Rows.START));
        assertEquals(1, Collections.frequency(counts(""), 1));
    }

    /** The first hour: 15 minutes at a time; what is cut: the second quarter, by an edge, and the fourth, by the end. */
    @Test
    void readsOnlyTheReadingsOfWindowsThatAreCut() throws Exception {
        long from = Rows.START + QUARTER / 2;
        long to = from + 200 * Rows.HOUR;
        // Counts that the readings do not have show what is taken from where.
        window(Rows.START, Rows.START, Rows.START + QUARTER - 1, 50);
        window(Rows.START + QUARTER, Rows.START + QUARTER, Rows.START + 2 * QUARTER - 1, 1_000);
        window(from + 2 * Rows.HOUR - 5, from + 2 * Rows.HOUR - 5, from + 2 * Rows.HOUR - 1, 2_000);
        window(from + 2 * Rows.HOUR, from + 2 * Rows.HOUR, from + 2 * Rows.HOUR + 5, 4_000);
        window(from + 4 * Rows.HOUR - 5, from + 4 * Rows.HOUR - 5, from + 4 * Rows.HOUR, 8_000);
        window(to - 5, to - 5, to, 16_000);
        window(to + 1, to + 1, to + 1, 32_000);
        for (long ts : List.of(Rows.START, from - 1, from, from + 1, from + QUARTER, from + 4 * Rows.HOUR, to)) {
            reading(ts);
        }
        reading(from + 4 * Rows.HOUR - 1);
        var expected = new ArrayList<>(Collections.nCopies(100, 0));
        expected.set(0, 2 + 1_000 + 2_000);
        expected.set(1, 4_000 + 1);
        expected.set(2, 1);
        expected.set(99, 16_000);
        assertEquals(expected, counts("?from=" + from + "&to=" + to));
        assertEquals("PT15M", server.store.lastPeriod);
    }

    @Test
    void takesCoarserWindowsForWiderBuckets() throws Exception {
        for (var width : Map.of(1L, "PT15M", 23L, "PT15M", 24L, "PT1H", 719L, "PT1H", 720L, "P1D")
                .entrySet()) {
            counts("?buckets=10&from=0&to=" + 10 * width.getKey() * Rows.HOUR);
            assertEquals(width.getValue(), server.store.lastPeriod, "hours: " + width.getKey());
        }
    }

    @Test
    void countsReadingsOnlyWhileADefinitionIsBeingApplied() throws Exception {
        server.store.series.put(new SeriesKey("default", "meter"), Rows.series("meter", true));
        window(Rows.START, Rows.START, Rows.START + 5, 1_000);
        reading(Rows.START);
        assertEquals(List.of(1), counts("?buckets=1&from=0&to=1800000000000"));
    }

    @Test
    void answers304UntilACountChanges() throws Exception {
        reading(Rows.START);
        var first = server.get(TIMELINE);
        var unchanged = server.get(TIMELINE, "If-None-Match", header(first, "ETag"));
        assertEquals(304, unchanged.statusCode());
        assertEquals("", unchanged.body());
        reading(Rows.START + 1);
        var changed = server.get(TIMELINE, "If-None-Match", header(first, "ETag"));
        assertEquals(200, changed.statusCode());
        assertNotEquals(header(first, "ETag"), header(changed, "ETag"));
    }

    @Test
    void namesTheParameterThatIsWrong() throws Exception {
        for (var wrong : Map.of(
                        "from=yesterday", "from",
                        "to=2024-03-01T00:00:00", "to",
                        "from=5&to=5", "from",
                        "from=6&to=5", "from",
                        "buckets=0", "buckets",
                        "buckets=1001", "buckets",
                        "buckets=x", "buckets",
                        "period=P1D", "period",
                        "from=1&from=2", "from")
                .entrySet()) {
            var answer = server.get(TIMELINE + "?" + wrong.getKey());
            assertEquals(400, answer.statusCode(), wrong.getKey());
            assertEquals("application/problem+json", header(answer, "Content-Type"));
            Map<String, Object> body = RunningEndpoint.json(answer.body());
            assertEquals(wrong.getValue(), body.get("field"), wrong.getKey());
            assertTrue(body.containsKey("value") && body.containsKey("allowed"), answer.body());
        }
    }

    @Test
    void answersOnlyJsonOfSeriesThatExist() throws Exception {
        assertEquals(406, server.get(TIMELINE, "Accept", "text/csv").statusCode());
        assertEquals(404, server.get("/v1/series/other/timeline").statusCode());
        assertEquals(400, server.get("/v1/series/a%20b/timeline").statusCode());
    }

    private List<?> counts(String query) throws Exception {
        var answer = server.get(TIMELINE + query);
        assertEquals(200, answer.statusCode(), answer.body());
        Map<String, Object> body = RunningEndpoint.json(answer.body());
        var counts = (List<?>) Objects.requireNonNull(body.get("count"));
        var edges = (List<?>) Objects.requireNonNull(body.get("edges"));
        assertEquals(counts.isEmpty() ? 0 : counts.size() + 1, edges.size());
        return counts;
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElseThrow();
    }
}
