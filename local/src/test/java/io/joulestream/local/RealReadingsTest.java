package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.joulestream.reference.Reference;
import io.joulestream.reference.ReferenceRow;
import io.joulestream.reference.WindowKey;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

@EnabledIfEnvironmentVariable(named = RealReadings.FOLDER, matches = ".+")
class RealReadingsTest {

    @Test
    void readsMinutesOfAHousehold() {
        var series = RealReadings.householdPower();
        assertEquals(15_920, series.readings().size()); // 15,922 less two that are '?'
        // 16/12/2006;17:24:00;4.216 in Paris, +01:00
        assertEquals(
                Map.of("ts", at("2006-12-16T16:24:00Z"), "value", new BigDecimal("4.216")),
                series.readings().get(0));
        var rows = rows(series);
        // the first whole minute: 4.216 kW for a minute = 70.266667 Wh
        assertEquals(
                new BigDecimal("70.266667"),
                row(rows, "PT1M", "2006-12-16T16:24:00Z").total());
        assertEquals(1440, row(rows, "P1D", "2006-12-17T23:00:00Z").count());
    }

    @Test
    void readsHalfHoursOfAState() {
        var series = RealReadings.victoriaDemand();
        assertEquals(52_608, series.readings().size());
        var rows = rows(series);
        // The manifest: 46 half hours on 2012-10-07, 50 on 2012-04-01 (local days)
        assertEquals(46, row(rows, "P1D", "2012-10-06T14:00:00Z").count());
        assertEquals(50, row(rows, "P1D", "2012-03-31T13:00:00Z").count());
        // 4382.825174 MWh in the first half hour: half of it in each quarter
        assertEquals(
                new BigDecimal("2191412587.000000"),
                row(rows, "PT15M", "2011-12-31T13:00:00Z").total());
        var months =
                rows.keySet().stream().filter(key -> key.period().equals("P1M")).toList();
        assertEquals(36, months.size());
        months.forEach(key ->
                assertEquals("measured", Objects.requireNonNull(rows.get(key)).quality()));
    }

    @Test
    void turnsHoursIntoARegisterThatRollsOver() {
        var series = RealReadings.householdRegister();
        assertEquals(19_418, series.readings().size());
        assertEquals(new BigDecimal(95_000), series.readings().get(0).get("value"));
        var rows = rows(series);
        // sums of the file's values, over the rollover and over both changes of the clocks
        assertEquals(new BigDecimal("21927130.000000"), total(rows));
        assertEquals(
                new BigDecimal("970620.000000"),
                row(rows, "P1M", "2016-02-01T06:00:00Z").total());
        assertEquals(
                new BigDecimal("555360.000000"),
                row(rows, "P1M", "2016-03-01T06:00:00Z").total());
        assertEquals(
                new BigDecimal("589470.000000"),
                row(rows, "P1M", "2016-11-01T05:00:00Z").total());
    }

    @Test
    void readsSecondsOfAppliances() {
        var series = RealReadings.appliance("Refrigerator__dev_76C07F_2012.06.11");
        assertEquals(62_902, series.readings().size());
        assertEquals(
                Map.of("ts", at("2012-06-10T22:00:01Z"), "value", new BigDecimal("68")),
                series.readings().get(0));
        var outcomes = new HashMap<String, Integer>();
        var reference = reference(series, outcomes);
        // counted in the file: 4,581 repeated seconds, 766 of them with another value than the one before
        assertEquals(62_902 - 4_581, outcomes.get("accepted"));
        assertEquals(766, outcomes.get("replaced"));
        assertEquals(4_581 - 766, outcomes.get("duplicate"));
        assertEquals(
                62_902 - 4_581,
                row(reference.rows(), "P1D", "2012-06-10T22:00:00Z").count());
    }

    @Test
    void isAcceptedWholeByTheReference() {
        for (var series : RealReadings.all()) {
            var outcomes = new HashMap<String, Integer>();
            reference(series.shuffled(1), outcomes);
            outcomes.keySet().removeAll(List.of("accepted", "replaced", "duplicate"));
            assertEquals(Map.of(), outcomes, series.name());
        }
    }

    @Test
    void shufflesBySeed() {
        var series = RealReadings.householdPower();
        assertEquals(series.shuffled(1), series.shuffled(1));
        assertNotEquals(series.shuffled(1), series.shuffled(2));
        assertEquals(
                new HashSet<>(series.readings()),
                new HashSet<>(series.shuffled(1).readings()));
        assertEquals(rows(series), rows(series.shuffled(1)));
    }

    static Reference reference(RealReadings.Series series, Map<String, Integer> outcomes) {
        var reference = new Reference(ZoneId.of("UTC"));
        var definition = new HashMap<>(series.definition());
        definition.put("op", "series");
        assertEquals("definition", reference.apply(definition, 0));
        long now = System.currentTimeMillis();
        series.readings().forEach(reading -> outcomes.merge(reference.apply(reading, now), 1, Integer::sum));
        return reference;
    }

    private static SortedMap<WindowKey, ReferenceRow> rows(RealReadings.Series series) {
        return reference(series, new HashMap<>()).rows();
    }

    private static ReferenceRow row(SortedMap<WindowKey, ReferenceRow> rows, String period, String start) {
        return Objects.requireNonNull(rows.get(new WindowKey(period, at(start))), period + " " + start);
    }

    private static BigDecimal total(SortedMap<WindowKey, ReferenceRow> rows) {
        return rows.entrySet().stream()
                .filter(entry -> entry.getKey().period().equals("P1M"))
                .map(entry -> Objects.requireNonNull(entry.getValue().total()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static long at(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }
}
