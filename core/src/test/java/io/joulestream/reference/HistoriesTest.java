package io.joulestream.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HistoriesTest {
    private static final int SEEDS = 300;

    @Test
    void givesTheSameHistoryForTheSameSeed() {
        assertEquals(Histories.of(7, HistoryOptions.everything()), Histories.of(7, HistoryOptions.everything()));
        assertNotEquals(Histories.of(7, HistoryOptions.everything()), Histories.of(8, HistoryOptions.everything()));
    }

    @Test
    void leadsToEveryRuleOfACounter() {
        var rules = new TreeMap<String, Integer>();
        for (int seed = 0; seed < SEEDS; seed++) {
            var history = Histories.of(seed, HistoryOptions.everything());
            var reference = new Reference(history.defaultZone());
            history.events().forEach(event -> reference.apply(event.fields(), event.receivedMillis()));
            reference.evidence().values().forEach(pair -> rules.merge(pair.rule(), 1, Integer::sum));
        }
        assertEquals(Set.of("rollover", "dip", "reset", "implausible", "event"), rules.keySet());
        assertTrue(rules.values().stream().allMatch(count -> count > 10), rules.toString());
    }

    @Test
    void leadsToEveryOutcomeOfRule10() {
        var outcomes = new TreeMap<String, Integer>();
        for (int seed = 0; seed < SEEDS; seed++) {
            var history = Histories.of(seed, HistoryOptions.everything());
            var reference = new Reference(history.defaultZone());
            history.events()
                    .forEach(event ->
                            outcomes.merge(reference.apply(event.fields(), event.receivedMillis()), 1, Integer::sum));
        }
        assertEquals(
                Set.of(
                        "accepted",
                        "replaced",
                        "duplicate",
                        "deleted",
                        "nothing_to_delete",
                        "definition",
                        "series_deleted",
                        "meter_event",
                        "dead_letter:meter_event_invalid",
                        "dead_letter:record_unparsable",
                        "dead_letter:op_unknown",
                        "dead_letter:timestamp_invalid",
                        "dead_letter:timestamp_out_of_range",
                        "dead_letter:value_invalid",
                        "dead_letter:value_not_finite",
                        "dead_letter:value_out_of_range",
                        "dead_letter:unit_unknown",
                        "dead_letter:unit_mismatch",
                        "dead_letter:series_unknown",
                        "dead_letter:definition_invalid",
                        "dead_letter:level_invalid"),
                outcomes.keySet());
        assertTrue(outcomes.getOrDefault("accepted", 0) > SEEDS * 5, outcomes.toString());
    }

    @Test
    void refusesNothingWhereNothingBadIsAskedFor() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var history = Histories.of(seed, HistoryOptions.everything().withBadEvents(false));
            var reference = new Reference(history.defaultZone());
            for (var event : history.events()) {
                var outcome = reference.apply(event.fields(), event.receivedMillis());
                assertTrue(!outcome.startsWith("dead_letter"), seed + " " + event + " " + outcome);
            }
        }
    }

    @Test
    void hasRowsOfEveryPeriodKindAndQuality() {
        var seen = new HashSet<String>();
        for (int seed = 0; seed < SEEDS; seed++) {
            replay(Histories.of(seed, HistoryOptions.everything()))
                    .rows()
                    .forEach((key, row) -> seen.add(key.period() + " " + row.quality()));
        }
        for (var period : WindowKey.PERIODS) {
            for (var quality : List.of("measured", "interpolated", "partial")) {
                assertTrue(seen.contains(period + " " + quality), period + " " + quality + " not in " + seen);
            }
        }
    }

    /** Rules 5 and 18: a day's readings are all in its hours, every reading is in one window of each period. */
    @Test
    void countsEveryReadingOnceInEveryPeriod() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var reference = replay(Histories.of(seed, HistoryOptions.everything()));
            var counts = new HashMap<String, Long>();
            var sums = new HashMap<String, BigDecimal>();
            reference.rows().forEach((key, row) -> {
                counts.merge(key.period(), row.count(), Long::sum);
                sums.merge(key.period(), row.sum() == null ? BigDecimal.ZERO : row.sum(), BigDecimal::add);
            });
            var readings = reference.readings();
            var sum = readings.values().stream().reduce(BigDecimal.ZERO.setScale(6), BigDecimal::add);
            counts.values().forEach(count -> assertEquals(readings.size(), count));
            sums.values().forEach(each -> assertEquals(sum, each));
        }
    }

    /** Rule 13: conserved. Where all spans tell of a period, its totals and covered times are those of the months. */
    @Test
    void conservesTotalsOverPeriods() {
        int compared = 0;
        for (int seed = 0; seed < 2 * SEEDS; seed++) {
            var options = HistoryOptions.everything().withMaxReach(Duration.ofHours(seed % 2 == 0 ? 2 : 48));
            var rows = replay(Histories.of(seed, options)).rows();
            var totals = new TreeMap<String, BigDecimal>();
            var covered = new TreeMap<String, Long>();
            rows.forEach((key, row) -> {
                totals.merge(key.period(), row.total() == null ? BigDecimal.ZERO : row.total(), BigDecimal::add);
                covered.merge(key.period(), row.measuredMs() + row.interpolatedMs(), Long::sum);
            });
            if (rows.isEmpty()) {
                continue;
            }
            assertEquals(totals.get("P1M"), totals.get("P1D"));
            assertEquals(covered.get("P1M"), covered.get("P1D"));
            for (var period : List.of("PT1H", "PT15M", "PT1M")) {
                if (Objects.equals(covered.get("P1M"), covered.get(period))) {
                    // Overlapping deltas can cover the same time with fewer spans, but all of theirs are equally long.
                    assertEquals(totals.get("P1M"), totals.get(period), seed + " " + period);
                    compared++;
                }
            }
        }
        assertTrue(compared > SEEDS, String.valueOf(compared));
    }

    /** Rule 21: the last word on each reading is all that counts. */
    @Test
    void dependsOnTheFinalReadingsOnly() {
        for (int seed = 0; seed < SEEDS; seed++) {
            var history = Histories.of(
                    seed, HistoryOptions.everything().withSeriesDeletes(false).withBadEvents(false));
            var lastDefinition = new HashMap<String, Object>();
            history.events().forEach(event -> {
                if (event.fields().containsKey("kind")) {
                    lastDefinition.clear();
                    lastDefinition.putAll(event.fields());
                    lastDefinition.keySet().removeAll(Set.of("ts", "value", "note", "source", "batch"));
                    lastDefinition.put("op", "series");
                }
            });
            var edited = replay(history);
            var fresh = new Reference(history.defaultZone());
            var unit = canonical(String.valueOf(lastDefinition.get("unit")));
            if (!edited.meterEvents().isEmpty()) {
                // Events outlive the definition under which they were valid.
                fresh.apply(Map.of("op", "series", "kind", "counter", "unit", unit, "modulus", 999_999_999_999L), 0);
                edited.meterEvents()
                        .forEach((t, event) ->
                                assertEquals("meter_event", fresh.apply(fields(t, event, unit), Long.MAX_VALUE / 2)));
            }
            assertEquals("definition", fresh.apply(lastDefinition, 0));
            edited.readings()
                    .forEach((t, value) ->
                            fresh.apply(Map.of("ts", t, "value", value, "unit", unit), Long.MAX_VALUE / 2));
            assertEquals(edited.rows(), fresh.rows());
        }
    }

    @Test
    void tellsWhichRowsAnEventChanged() {
        var history = Histories.of(1, HistoryOptions.everything());
        var changes = Histories.changedBy(history);
        assertEquals(history.events().size(), changes.size());
        var reference = new Reference(history.defaultZone());
        for (int i = 0; i < changes.size(); i++) {
            var event = history.events().get(i);
            var outcome = reference.apply(event.fields(), event.receivedMillis());
            if (outcome.startsWith("dead_letter")
                    || outcome.equals("duplicate")
                    || outcome.equals("nothing_to_delete")) {
                assertEquals(Set.of(), changes.get(i), outcome);
            } else if (!String.valueOf(event.fields().get("op")).startsWith("meter")
                    && (outcome.equals("accepted") || outcome.equals("replaced") || outcome.equals("deleted"))) {
                assertTrue(changes.get(i).size() >= 4, outcome); // a window of four periods at least
            }
        }
    }

    @Test
    void writesJson() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("ts", 5L);
        fields.put("value", new BigDecimal("1.50"));
        fields.put("note", "a \"b\" \\ \n é");
        fields.put("signed", true);
        fields.put("x", Double.NaN);
        assertEquals(
                "{\"ts\":5,\"value\":1.50,\"note\":\"a \\\"b\\\" \\\\ \\u000a é\",\"signed\":true,\"x\":\"NaN\"}",
                Histories.toJson(fields));
        assertEquals("[1", Histories.toJson(Map.of(Reference.UNPARSABLE, "[1")));
    }

    private static Map<String, Object> fields(long t, ReferenceMeterEvent event, String unit) {
        var fields = new HashMap<String, Object>(Map.of("op", "meter", "ts", t, "event", event.event(), "unit", unit));
        if (event.event().equals("swap")) {
            fields.put("closing", ReferenceRows.decimal(event.closing()));
            fields.put("opening", ReferenceRows.decimal(event.opening()));
        }
        return fields;
    }

    private static String canonical(String unit) {
        try {
            return ReferenceUnit.of(unit).canonical();
        } catch (RefusedEvent e) {
            throw new AssertionError(e);
        }
    }

    private static Reference replay(Histories.History history) {
        var reference = new Reference(history.defaultZone());
        history.events().forEach(event -> reference.apply(event.fields(), event.receivedMillis()));
        return reference;
    }
}
