package io.joulestream.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.store.EvidenceRow;
import io.joulestream.endpoint.store.MonthRow;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SEMANTICS 22 - 24, as they are answered. The series is in Europe/Madrid. */
class MonthlyHandlerTest {
    private static final String MONTHLY = "/v1/series/meter/monthly";
    private static final int JANUARY = 2024 * 12;
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

    @Test
    void answersTwelveMonthsOfWhichThoseWithoutARowAreMissing() throws Exception {
        server.store.months.put("exact", List.of(Rows.month(JANUARY + 1, "measured", 1100)));
        var answer = server.get(MONTHLY + "?year=2024");
        String body = answer.body();
        assertEquals("""
                {"completeThrough":1700000000000,"series":"meter","unit":"Wh","zone":"Europe/Madrid","mode":"exact",\
                "year":2024,"revision":24289,"months":[\
                {"month":"2024-01","end":1706742000000,"end_reading":null,"method":"missing","left":null,"right":null,\
                "consumption":null,"quality":"missing"},\
                {"month":"2024-02","end":1700002800000,"end_reading":1100,"method":"measured",\
                "left":{"ts":1700002800000,"value":1100},"right":{"ts":1700002800000,"value":1100},\
                "consumption":100,"quality":"measured"},""", body.substring(0, body.indexOf("{\"month\":\"2024-03\"")));
        assertEquals(12, months(body).size());
        assertEquals("2024-12", months(body).get(11).get("month"));
        assertEquals("missing", months(body).get(11).get("method"));
    }

    @Test
    void theOutermostLinesOfCompatGoOn() throws Exception {
        long end = Instant.parse("2024-02-29T22:59:59.999Z").toEpochMilli();
        long month = 31 * 86_400_000L;
        server.store.months.put(
                "compat",
                List.of(
                        Rows.month(JANUARY, "actual", 900),
                        new MonthRow(
                                JANUARY + 1,
                                end + 1,
                                "extrapolated",
                                new BigDecimal("1000.000000"),
                                end - month,
                                new BigDecimal("900.000000"),
                                end,
                                new BigDecimal("1000.000000"),
                                new BigDecimal("100.000000"),
                                "extrapolated",
                                7)));
        List<Map<String, Object>> months =
                months(server.get(MONTHLY + "?mode=compat&year=2024").body());
        Map<String, Object> march = months.get(2);
        // 31 days less the hour that the clocks went forward by.
        assertEquals("99.865591", String.valueOf(march.get("consumption")));
        assertEquals("1099.865591", String.valueOf(march.get("end_reading")));
        assertEquals("extrapolated", march.get("method"));
        assertEquals("extrapolated", march.get("quality"));
        assertEquals(Map.of("ts", end - month, "value", 900), march.get("left"));
        // Before the first row nothing goes on: its end is a reading.
        assertEquals(
                "missing",
                months(server.get(MONTHLY + "?mode=compat&year=2023").body())
                        .get(11)
                        .get("method"));
        // The line is there in every later year, across the years between.
        Map<String, Object> later =
                months(server.get(MONTHLY + "?mode=compat&year=2030").body()).get(0);
        assertEquals("extrapolated", later.get("method"));
        assertEquals("100", String.valueOf(later.get("consumption")));
    }

    @Test
    void anExactMonthBehindTheLastRowIsMissing() throws Exception {
        server.store.months.put("exact", List.of(Rows.month(JANUARY, "extrapolated", 900)));
        assertEquals(
                "missing",
                months(server.get(MONTHLY + "?year=2024").body()).get(1).get("method"));
    }

    /** Of the pairs that reach into the year, by the site's clock. */
    @Test
    void tellsWhereConsumptionIsNoPlainGrowthIfAsked() throws Exception {
        long year = Instant.parse("2023-12-31T23:00:00Z").toEpochMilli();
        long next = Instant.parse("2024-12-31T23:00:00Z").toEpochMilli();
        for (long end : List.of(year - 1, year + 1, next - 1, next + 2)) {
            BigDecimal value = BigDecimal.TEN;
            server.store.evidence.add(
                    new EvidenceRow(end - 1, end, "dip", "guessed", "", value, value, value, value, 1));
        }
        assertFalse(server.get(MONTHLY + "?year=2024").body().contains("evidence"));
        Map<?, ?> evidence = (Map<?, ?>) Objects.requireNonNull(RunningEndpoint.json(
                        server.get(MONTHLY + "?year=2024&evidence=true").body())
                .get("evidence"));
        assertEquals(List.of(year + 1, next - 1), evidence.get("ts"));
        assertEquals(false, evidence.get("more"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', year",
        "?year=24, year",
        "?year=1969, year",
        "?year=2150, year",
        "?year=-2024, year",
        "?year=2024&mode=old, mode",
        "?year=2024&evidence=yes, evidence",
        "?year=2024&from=1, from"
    })
    void refusesWhatItDoesNotKnow(String query, String field) throws Exception {
        var answer = server.get(MONTHLY + query);
        assertEquals(400, answer.statusCode());
        assertEquals(field, RunningEndpoint.json(answer.body()).get("field"));
    }

    @Test
    void knowsNoOtherSeries() throws Exception {
        assertEquals(404, server.get("/v1/series/other/monthly?year=2024").statusCode());
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> months(String body) throws Exception {
        return (List<Map<String, Object>>)
                Objects.requireNonNull(RunningEndpoint.json(body).get("months"));
    }
}
