package io.joulestream.endpoint;

import static io.joulestream.endpoint.Rows.HOUR;
import static io.joulestream.endpoint.Rows.START;
import static io.joulestream.endpoint.Rows.decimal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.store.EvidenceRow;
import io.joulestream.endpoint.store.MeterEventRow;
import io.joulestream.endpoint.store.NotedReading;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is answered of a counter's register beside its windows: meter events, evidence, notes. */
class MeterHandlerTest {
    private static final String METER = "/v1/series/meter/";
    private RunningEndpoint server;

    @BeforeEach
    void start() throws Exception {
        server = RunningEndpoint.start();
        server.store.series.put(new SeriesKey("default", "meter"), Rows.series("meter", false));
        for (int hour = 0; hour < 3; hour++) {
            server.store.rollups.add(Rows.rollup(hour, 10 + hour));
        }
        server.store.meterEvents.add(
                new MeterEventRow(START, "swap", decimal("12.500000"), decimal("0.000000"), "sealed", "x", "b", 4));
        server.store.meterEvents.add(new MeterEventRow(START + HOUR, "reset", null, null, "", "", "", 9));
        server.store.evidence.add(pair(0, 1, 21));
        server.store.evidence.add(pair(1, 3, 20));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static EvidenceRow pair(int from, int to, long revision) {
        return new EvidenceRow(
                START + from * HOUR,
                START + to * HOUR,
                "dip",
                "guessed",
                "",
                decimal("100.000000"),
                decimal("99.000000"),
                decimal("95.250000"),
                decimal("0.000000"),
                revision);
    }

    @Test
    void answersMeterEventsAsColumns() throws Exception {
        assertEquals("""
                {"completeThrough":1700000000000,"series":"meter","kind":"counter","unit":"Wh",\
                "zone":"Europe/Madrid","from":null,"to":null,"revision":9,"ts":[1700002800000,1700006400000],\
                "event":["swap","reset"],"closing":[12.5,null],"opening":[0,null],"note":["sealed",""],\
                "source":["x",""],"batch":["b",""]}""", server.get(METER + "meter-events").body());
        assertEquals(List.of(START + HOUR), column("meter-events?from=" + (START + 1), "ts"));
    }

    @Test
    void answersEvidenceOfPairsThatReachIntoTheRange() throws Exception {
        assertEquals(
                """
                {"completeThrough":1700000000000,"series":"meter","kind":"counter","unit":"Wh",\
                "zone":"Europe/Madrid","from":1700006400001,"to":null,"revision":20,"from_ts":[1700006400000],\
                "ts":[1700013600000],"rule":["dip"],"source":["guessed"],"events":[""],"mark":[100],"previous":[99],\
                "value":[95.25],"increment":[0]}""", server.get(METER + "evidence?from=" + (START + HOUR + 1)).body());
        assertEquals(List.of(START + HOUR), column("evidence?limit=1", "ts"));
        assertEquals(400, server.get(METER + "evidence?from=2&to=2").statusCode());
        assertEquals(404, server.get("/v1/series/other/evidence").statusCode());
        assertEquals(404, server.get("/v1/series/other/meter-events").statusCode());
    }

    @Test
    void pointsCarryTheEvidenceOfWhatTheyShowWhereAskedFor() throws Exception {
        assertFalse(server.get(METER + "points?period=PT1H").body().contains("evidence"));
        Map<String, Object> all = evidence("points?period=PT1H&evidence=true");
        assertEquals(List.of(START + HOUR, START + 3 * HOUR), all.get("ts"));
        assertEquals(false, all.get("more"));
        // The latest window starts after the first pair has ended.
        Map<String, Object> latest = evidence("points?period=PT1H&evidence=true&limit=1&order=desc");
        assertEquals(List.of(START + 3 * HOUR), latest.get("ts"));
        assertEquals(
                List.of(),
                evidence("points?period=PT1H&evidence=true&from=0&to=1").get("ts"));
        assertEquals(400, server.get(METER + "points?period=PT1H&evidence=yes").statusCode());
    }

    @Test
    void aPointsAnswerChangesWithItsEvidence() throws Exception {
        String path = METER + "points?period=PT1H&evidence=true";
        var before = server.get(path);
        server.store.evidence.set(0, pair(0, 1, 22));
        assertNotEquals(
                before.headers().firstValue("ETag"), server.get(path).headers().firstValue("ETag"));
    }

    @Test
    void marksThatThereAreMorePairsThanFit() throws Exception {
        for (int i = 0; i < EvidencePart.MOST; i++) {
            server.store.evidence.add(pair(1, 3, 30));
        }
        Map<String, Object> evidence = evidence("points?period=PT1H&evidence=true");
        assertEquals(true, evidence.get("more"));
        assertEquals(EvidencePart.MOST, ((List<?>) Objects.requireNonNull(evidence.get("rule"))).size());
    }

    @Test
    void answersTheNotesOfReadingsWhereAskedFor() throws Exception {
        server.store.readings.add(Rows.reading(0));
        server.store.notedReadings.add(new NotedReading(START, decimal("12.340000"), "by hand", "app", 1));
        String raw = METER + "points?period=raw";
        assertFalse(server.get(raw).body().contains("note"));
        Map<String, Object> noted =
                RunningEndpoint.json(server.get(raw + "&notes=true").body());
        assertEquals(List.of(START), noted.get("ts"));
        assertEquals(List.of(12.34), noted.get("value"));
        assertEquals(List.of("by hand"), noted.get("note"));
        assertEquals(List.of("app"), noted.get("source"));
    }

    private Object column(String path, String name) throws Exception {
        return Objects.requireNonNull(
                RunningEndpoint.json(server.get(METER + path).body()).get(name));
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> evidence(String path) throws Exception {
        return (Map<String, Object>) column(path, "evidence");
    }
}
