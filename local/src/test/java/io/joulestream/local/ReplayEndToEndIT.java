package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.local.cli.Joulestream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** SEMANTICS 9 and 10: letters are mended, replayed and leave the list; what became of every record adds up. */
@OnSharedStack
class ReplayEndToEndIT {
    private static final long T = 1_700_000_000_000L;
    private static final Map<String, Object> SMALL = Map.of("kind", "counter", "unit", "kWh", "modulus", 1000);
    private static final Map<String, Object> LARGE = Map.of("kind", "counter", "unit", "kWh", "modulus", 100_000);

    private final SharedStack.Running system;
    private final LogClient log;
    private final MirroredSeries series;
    private final DeadLetters letters;

    ReplayEndToEndIT(SharedStack.Running system) {
        this.system = system;
        this.log = new LogClient(system.addresses().kafkaBootstrap());
        this.series = new MirroredSeries(system.baseUrl(), "replay-meter");
        this.letters = new DeadLetters(series.client(), log);
    }

    @AfterEach
    void closes() {
        log.close();
    }

    @Test
    void whatIsMendedAppliesUnlessItWasOvertaken() {
        var before = ledger(log.append("replay-other", "{\"ts\":").token());
        // Nobody knows the series yet. The third reading is sent again later, with another value.
        log.append(series.name(), json(0, 10));
        log.append(series.name(), json(1, 20));
        log.append(series.name(), json(2, 30));
        log.append(series.name(), "{\"ts\":");
        series.define(SMALL);
        series.send(List.of(reading(2, 35)));
        // Too large for this register; not for any.
        log.append(series.name(), json(3, 5_000));
        log.append(series.name(), json(4, -1));
        series.send(List.of(reading(6, 6)));
        series.assertSame();
        assertEquals(
                List.of(
                        "series_unknown",
                        "series_unknown",
                        "series_unknown",
                        "record_unparsable",
                        "value_out_of_range",
                        "value_out_of_range"),
                letters.reasonsOf(series.name(), series.token()));

        series.define(LARGE);
        series.client().await(series.token());
        assertEquals(replayed(2, 1, 0), run("replay", "--reason", "series_unknown", "--series", series.name()));
        apply(reading(0, 10));
        apply(reading(1, 20));
        assertEquals(replayed(3, 0, 0), run("replay", "--series", series.name()));
        apply(reading(3, 5_000));
        series.assertSame();
        assertEquals(
                List.of("record_unparsable", "value_out_of_range"), letters.reasonsOf(series.name(), series.token()));
        var listed = run("list", "--series", series.name(), "--reason", "value_out_of_range");
        assertTrue(
                listed.lines().count() == 1 && listed.contains("  value_out_of_range  replay-meter  readings/"),
                listed);

        var after = ledger(series.token());
        var more = new TreeMap<String, Long>();
        after.forEach((outcome, count) -> more.put(outcome, count - before.getOrDefault(outcome, 0L)));
        more.values().removeIf(count -> count == 0);
        assertEquals(
                Map.of("accepted", 5L, "definition", 2L, "dead_letters", 8L, "superseded", 1L, "consumed", 16L), more);
    }

    /** It went through the log already, and the job has met it: the command waits for that. */
    private void apply(Map<String, Object> reading) {
        assertEquals("accepted", series.mirror(reading, series.token()));
    }

    private static String replayed(int applied, int superseded, int underWay) {
        return "%d replayed, %d superseded, %d were under way, 0 are no more in the log%n"
                .formatted(applied, superseded, underWay);
    }

    /** The totals of the topic, as of a write; fails unless they are of all its records, by the store and by themselves. */
    private Map<String, Long> ledger(String token) {
        var status = series.client().get("/v1/status?after=" + ReadingsClient.encoded(token));
        if (!(status.get("ledger") instanceof Map<?, ?> topics)
                || !(topics.get("readings") instanceof Map<?, ?> told)
                || !(status.get("readings") instanceof Map<?, ?> readings)
                || !(readings.get("partitions") instanceof List<?> partitions)) {
            throw new AssertionError(status.toString());
        }
        assertEquals(true, told.get("adds_up"), told.toString());
        var committed = new ArrayList<String>();
        for (var each : partitions) {
            if (each instanceof Map<?, ?> at && at.get("next") instanceof Long next && next > 0) {
                committed.add(at.get("partition") + "\t" + next);
            }
        }
        assertEquals(
                committed,
                system.store().rows("SELECT partition, next_offset FROM ledger_latest ORDER BY partition"),
                "counted as far as it is committed");
        var totals = new TreeMap<String, Long>();
        told.forEach((name, count) -> {
            if (count instanceof Long number) {
                totals.put(String.valueOf(name), number);
            }
        });
        return totals;
    }

    private String run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var all = new ArrayList<>(List.of("dead-letters"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--url", system.addresses().endpointUrl()));
        var exit = new CommandLine(new Joulestream())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
        assertEquals(0, exit, err.toString());
        return out.toString();
    }

    private static Map<String, Object> reading(int slot, int value) {
        return Map.of("ts", T + slot * 600_000L, "value", value);
    }

    private static String json(int slot, int value) {
        return "{\"ts\":" + (T + slot * 600_000L) + ",\"value\":" + value + "}";
    }
}
