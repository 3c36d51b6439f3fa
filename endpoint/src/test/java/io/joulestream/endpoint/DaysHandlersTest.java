package io.joulestream.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.completeness.CompletenessDays.Day;
import io.joulestream.core.completeness.DayCompleteness;
import io.joulestream.core.input.Rejection;
import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.store.Days;
import io.joulestream.endpoint.store.ReadingRow;
import io.joulestream.endpoint.store.SeriesRow;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code GET …/distribution} and {@code GET …/completeness}. */
class DaysHandlersTest {
    /** 2023-11-15 in Madrid. */
    private static final long DAY = 1_700_002_800_000L;

    private static final long LENGTH = 86_400_000;
    private RunningEndpoint server;

    @BeforeEach
    void start() throws Exception {
        server = RunningEndpoint.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void define(Map<String, Object> fields) throws Rejection {
        var definition = SeriesDefinition.of(fields, ZoneId.of("Europe/Madrid"));
        var none = new SeriesRow.Readings(0, null, null, "");
        server.store.series.put(new SeriesKey("default", "meter"), new SeriesRow("meter", definition, false, 7, none));
    }

    private void bucket(long bound, long readings, long coveredMillis) {
        server.store.days.values.add(
                new Days.ValueBucket(bound, readings, coveredMillis, DAY, DAY + 2 * LENGTH, bound > 0 ? 9 : 8));
    }

    @Test
    void weighsTheValuesOfAGaugeByTime() throws Exception {
        define(Map.of("kind", "gauge", "unit", "kW"));
        bucket(-249_561_088, 1, 1);
        bucket(0, 90, 0);
        bucket(7, 3, 3);
        bucket(249_561_088, 1, 6);
        assertEquals(
                """
                {"completeThrough":1700000000000,"series":"meter","kind":"gauge","unit":"W",\
                "zone":"Europe/Madrid","from":1700002800000,"to":1700175600000,"revision":9,\
                "lower":[-250.609663,0,0.000007,249.561088],"upper":[-249.561088,0,0.000007,250.609663],\
                "count":[1,90,3,1],"covered_ms":[1,0,3,6],"quantiles_by":"covered_ms",\
                "quantile":[0,0.1,0.100001,0.4,0.41,1],\
                "quantile_value":[-250.085376,-250.085376,0.000007,0.000007,250.085376,250.085376]}""",
                server.get("/v1/series/meter/distribution?quantiles=0,0.1,0.100001,0.4,0.41,1")
                        .body());
    }

    @Test
    void weighsTheValuesOfADeltaByReadings() throws Exception {
        define(Map.of("kind", "delta", "unit", "Wh", "interval", "PT1H"));
        bucket(1, 5, 0);
        bucket(2, 5, 0);
        var answer = RunningEndpoint.json(server.get("/v1/series/meter/distribution?quantiles=0.5,0.51&from=5&to=6")
                .body());
        assertEquals("count", answer.get("quantiles_by"));
        assertEquals("[1.0E-6, 2.0E-6]", String.valueOf(answer.get("quantile_value")));
        assertEquals(List.of(5L, 6L), server.store.days.asked);
    }

    @Test
    void answersNullsWhereNothingWeighs() throws Exception {
        define(Map.of("kind", "gauge", "unit", "W"));
        var answer = server.get("/v1/series/meter/distribution?quantiles=0.5");
        assertTrue(
                answer.body()
                        .endsWith(
                                "\"from\":null,\"to\":null,\"revision\":0,\"lower\":[],\"upper\":[],\"count\":[],"
                                        + "\"covered_ms\":[],\"quantiles_by\":\"covered_ms\",\"quantile\":[0.5],\"quantile_value\":[null]}"),
                answer.body());
        assertEquals(200, answer.statusCode());
    }

    @Test
    void refusesWhatIsNoQuantileNoRangeNoSeries() throws Exception {
        define(Map.of("kind", "gauge", "unit", "W"));
        for (String quantiles : List.of("", "1.5", "-0.1", "a", "0.5,", "1e-1", "0,".repeat(100) + "1")) {
            var answer = server.get("/v1/series/meter/distribution?quantiles=" + quantiles);
            assertEquals(400, answer.statusCode(), quantiles);
            assertEquals("quantiles", RunningEndpoint.json(answer.body()).get("field"));
        }
        for (String what : List.of("distribution", "completeness", "degree-days")) {
            assertEquals(
                    400, server.get("/v1/series/meter/" + what + "?from=5&to=5").statusCode());
            assertEquals(404, server.get("/v1/series/other/" + what).statusCode());
        }
    }

    @Test
    void fillsTheDaysBetweenAndSaysSinceWhenTheSeriesIsSilent() throws Exception {
        define(Map.of("kind", "gauge", "unit", "W", "expectedInterval", "PT15M"));
        server.store.readings.add(new ReadingRow(DAY + 1, BigDecimal.ONE, 1));
        server.store.readings.add(new ReadingRow(DAY + 2 * LENGTH, BigDecimal.ONE, 1));
        server.store.days.completeness.add(new Days.KnownDay(
                new Day(DAY, DAY + LENGTH, DayCompleteness.of(LENGTH, 900_000, 72, 21_600_000, 64_800_000)), 5));
        server.store.days.completeness.add(new Days.KnownDay(
                new Day(DAY + 2 * LENGTH, DAY + 3 * LENGTH, DayCompleteness.of(0, 900_000, 1, 0, 0)), 9));
        server.store.days.liveness = new Days.Liveness(true, DAY + 4 * LENGTH, DAY + 2 * LENGTH, 11);
        assertEquals("""
                {"completeThrough":1700000000000,"series":"meter","kind":"gauge","zone":"Europe/Madrid",\
                "expectedInterval":"PT15M","stale":true,"stale_since":1700348400000,"revision":9,\
                "start":[1700002800000,1700089200000,1700175600000],"end":[1700089200000,1700175600000,1700262000000],\
                "length_ms":[86400000,86400000,0],"expected":[96,96,0],"actual":[72,0,1],"missing":[24,96,0],\
                "longest_gap_ms":[21600000,86400000,0],"measured_ms":[64800000,0,0],\
                "measured_share":[0.75,0.0,0.0],"score":[0.75,0.0,1.0]}""", server.get("/v1/series/meter/completeness").body());
        server.store.days.liveness = new Days.Liveness(false, DAY + 5 * LENGTH, DAY + 2 * LENGTH, 12);
        var recovered = RunningEndpoint.json(
                server.get("/v1/series/meter/completeness?from=" + (DAY + LENGTH) + "&to=" + (DAY + LENGTH + 1))
                        .body());
        assertEquals(false, recovered.get("stale"));
        assertEquals(null, recovered.get("stale_since"));
        assertEquals(List.of(DAY + LENGTH), recovered.get("start"));
    }

    @Test
    void looksForTheDegreeDaysOfTheSeriesCellAndZone() throws Exception {
        define(Map.of("kind", "gauge", "unit", "W", "lat", new BigDecimal("-0.05"), "lon", new BigDecimal("180")));
        server.store.days.degreeDays.add(new Days.DegreeDay(
                19_676,
                DAY,
                DAY + LENGTH,
                new BigDecimal("9.250000"),
                new BigDecimal("6.250000"),
                BigDecimal.ZERO,
                5,
                4,
                true,
                3));
        assertEquals("""
                {"completeThrough":1700000000000,"series":"meter","zone":"Europe/Madrid","cell":"-1_-1800","revision":3,\
                "day":["2023-11-15"],"start":[1700002800000],"end":[1700089200000],"temperature":[9.25],\
                "heating":[6.25],"cooling":[0],"covered_ms":[5],"own_ms":[4],"provisional":[true]}""", server.get("/v1/series/meter/degree-days?from=5&to=6").body());
        assertEquals(
                new Days.DegreeDayQuery("default", "-1_-1800", "Europe/Madrid", 5, 6),
                server.store.days.degreeDaysAsked);
    }

    @Test
    void knowsNoDegreeDaysOfASeriesWithoutAPlace() throws Exception {
        define(Map.of("kind", "gauge", "unit", "W"));
        var answer =
                RunningEndpoint.json(server.get("/v1/series/meter/degree-days").body());
        assertEquals(null, answer.get("cell"));
        assertEquals(List.of(), answer.get("day"));
        assertEquals(null, server.store.days.degreeDaysAsked);
    }

    @Test
    void knowsNoDayOfASeriesOfWhichNothingIsExpected() throws Exception {
        define(Map.of("kind", "gauge", "unit", "W"));
        server.store.readings.add(new ReadingRow(DAY + 1, BigDecimal.ONE, 1));
        var answer =
                RunningEndpoint.json(server.get("/v1/series/meter/completeness").body());
        assertEquals(List.of(), answer.get("start"));
        assertEquals(null, answer.get("expectedInterval"));
        assertEquals(false, answer.get("stale"));
    }
}
