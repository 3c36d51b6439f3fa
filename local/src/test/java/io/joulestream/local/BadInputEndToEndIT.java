package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * What is bad by itself is refused over HTTP, with its index and reason, and is a dead letter where it comes through
 * Kafka; what only the series' state can judge is a dead letter either way. Nothing else stops, and nothing is lost.
 */
@OnSharedStack
class BadInputEndToEndIT {
    private static final long T = 1_700_000_000_000L;
    private static final int MOST_BYTES = 1_000_000;

    /** A record's text after the series' name, and why it cannot be used. */
    private record Bad(String reason, String json) {
        static Bad reading(String reason, String fields) {
            return new Bad(reason, "{" + fields + "}");
        }
    }

    private static final List<Bad> BY_ITSELF = List.of(
            new Bad("record_unparsable", "{\"ts\":"),
            new Bad("record_unparsable", "[" + T + ",1]"),
            Bad.reading("record_too_large", "\"ts\":" + T + ",\"value\":1,\"note\":\"" + "n".repeat(MOST_BYTES) + "\""),
            Bad.reading("value_not_finite", "\"ts\":" + T + ",\"value\":NaN"),
            Bad.reading("value_not_finite", "\"ts\":" + T + ",\"value\":\"-Infinity\""),
            Bad.reading("value_invalid", "\"ts\":" + T + ",\"value\":true"),
            Bad.reading("value_invalid", "\"ts\":" + T),
            Bad.reading("value_out_of_range", "\"ts\":" + T + ",\"value\":1e12,\"unit\":\"Wh\""),
            Bad.reading("unit_unknown", "\"ts\":" + T + ",\"value\":1,\"unit\":\"BTU\""),
            Bad.reading("timestamp_invalid", "\"ts\":\"2024-01-01T00:00:00\",\"value\":1"),
            Bad.reading("timestamp_invalid", "\"value\":1"),
            Bad.reading("timestamp_out_of_range", "\"ts\":" + T / 1000 + ",\"value\":1"),
            Bad.reading("timestamp_out_of_range", "\"ts\":" + T * 1000 + ",\"value\":1"),
            Bad.reading("op_unknown", "\"op\":\"upsert\",\"ts\":" + T + ",\"value\":1"));

    /** For a counter in kWh with a modulus of 1000. */
    private static final List<Bad> BY_STATE = List.of(
            Bad.reading("unit_mismatch", "\"ts\":" + T + ",\"value\":1,\"unit\":\"W\""),
            Bad.reading("value_out_of_range", "\"ts\":" + T + ",\"value\":1000"),
            Bad.reading("value_out_of_range", "\"ts\":" + T + ",\"value\":-1"),
            Bad.reading("value_invalid", "\"ts\":" + T + ",\"value\":\"warm\""));

    private static final Map<String, Object> COUNTER = Map.of("kind", "counter", "unit", "kWh", "modulus", 1000);

    private final SharedStack.Running system;
    private final LogClient log;
    private final MirroredSeries series;
    private final DeadLetters letters;

    BadInputEndToEndIT(SharedStack.Running system, TestInfo test) {
        this.system = system;
        this.log = new LogClient(system.addresses().kafkaBootstrap());
        this.series = new MirroredSeries(
                system.baseUrl(), "bad-" + test.getTestMethod().orElseThrow().getName());
        this.letters = new DeadLetters(series.client(), log);
    }

    @BeforeEach
    void definesTheSeries() {
        series.define(COUNTER);
    }

    @AfterEach
    void closes() {
        log.close();
    }

    @Test
    void refusesEachBadItemOfALineAndTakesTheGoodOnes() {
        refusesEachBadItem("application/x-ndjson", BY_ITSELF);
    }

    @Test
    void refusesEachBadItemOfAnArrayAndTakesTheGoodOnes() {
        refusesEachBadItem(
                "application/json",
                BY_ITSELF.stream().filter(bad -> !bad.json().equals("{\"ts\":")).toList());
    }

    private void refusesEachBadItem(String type, List<Bad> bad) {
        var items = new ArrayList<String>();
        var expected = new TreeMap<Integer, String>();
        for (var each : bad) {
            items.add(withSeries(good(items.size())));
            expected.put(items.size(), each.reason());
            items.add(withSeries(each.json()));
        }
        items.add("{\"ts\":" + T + ",\"value\":1}");
        expected.put(items.size() - 1, "key_invalid");
        items.add("{\"series\":\"a/b\",\"ts\":" + T + ",\"value\":1}");
        expected.put(items.size() - 1, "key_invalid");
        items.add(withSeries("{\"op\":\"series-delete\"}"));
        expected.put(items.size() - 1, "op_unknown");

        var verdicts = series.client().post(type, body(type, items), items.size());

        assertEquals(202, verdicts.status());
        assertEquals(expected, verdicts.refused());
        for (var i = 0; i < items.size(); i++) {
            if (!expected.containsKey(i)) {
                series.mirror(goodFields(i), verdicts.token());
            }
        }
        assertEquals(bad.size(), series.reference().readings().size());
        series.assertSame();
        assertEquals(List.of(), letters.reasonsOf(series.name(), verdicts.token()));
    }

    @Test
    void says422WhereNoItemIsGood() {
        for (var bad : BY_ITSELF) {
            var verdicts = series.client().post("application/x-ndjson", withSeries(bad.json()), 1);
            assertEquals(422, verdicts.status(), bad.reason());
            assertEquals(Map.of(0, bad.reason()), verdicts.refused());
        }
        series.assertSame();
        assertEquals(List.of(), letters.reasonsOf(series.name(), series.token()));
    }

    @Test
    void keepsEachBadRecordOfTheLogAndGoesOn() {
        var reasons = new ArrayList<String>();
        var all = new ArrayList<>(BY_ITSELF);
        all.addAll(BY_STATE);
        var places = new ArrayList<LogClient.Place>();
        for (var i = 0; i < all.size(); i++) {
            places.add(log.append(series.name(), all.get(i).json()));
            reasons.add(all.get(i).reason());
            var place = log.append(series.name(), good(i));
            series.mirror(goodFields(i), place.token());
        }
        series.assertSame();
        assertEquals(reasons, letters.reasonsOf(series.name(), series.token()));
        for (var i = 0; i < all.size(); i++) {
            letters.assertKept(
                    all.get(i).reason(),
                    places.get(i),
                    bytes("default/" + series.name()),
                    bytes(all.get(i).json()));
        }
    }

    @Test
    void keepsRecordsWithoutAUsableKeyOrText() {
        var reading = bytes("{\"ts\":" + T + ",\"value\":1}");
        keeps("key_invalid", null, reading);
        keeps("key_invalid", bytes("no-slash"), reading);
        keeps("key_invalid", bytes("Default/" + series.name()), reading);
        keeps("key_invalid", new byte[] {'a', '/', (byte) 0xff}, reading);
        keeps("record_unparsable", bytes("default/" + series.name()), null);
        keeps("record_unparsable", bytes("default/" + series.name()), new byte[0]);
        keeps("record_unparsable", bytes("default/" + series.name()), new byte[] {'{', (byte) 0xff, 0, '}'});
        series.send(List.of(goodFields(1)));
        series.assertSame();
    }

    private void keeps(String reason, String name, String json) {
        keeps(reason, bytes("default/" + name), bytes(json));
    }

    private void keeps(String reason, byte @Nullable [] key, byte @Nullable [] value) {
        var place = log.append(key, value);
        letters.assertKept(reason, place, key, value);
    }

    @Test
    void keepsWhatOnlyTheSeriesStateCanJudge() {
        var reasons = new ArrayList<String>();
        for (var bad : BY_STATE) {
            var verdicts = series.client().post("application/x-ndjson", withSeries(bad.json()), 1);
            assertEquals(Map.of(), verdicts.refused(), bad.toString());
            reasons.add(bad.reason());
        }
        var dimension = series.client().define(Map.of("kind", "gauge", "unit", "W"));
        reasons.add("definition_invalid");
        series.client().await(dimension);
        assertEquals(reasons, letters.reasonsOf(series.name(), dimension));
        keeps("definition_invalid", series.name(), "{\"op\":\"series\",\"kind\":\"gauge\",\"unit\":\"W\"}");
        series.send(List.of(goodFields(1)));
        series.assertSame();

        var levels = new MirroredSeries(system.baseUrl(), "bad-levels");
        levels.define(Map.of("kind", "gauge", "unit", "1", "levels", true));
        var outcomes = levels.send(List.of(
                Map.of("ts", T, "value", 11), Map.of("ts", T, "value", "tired"), Map.of("ts", T, "value", "peak")));
        assertEquals(List.of("dead_letter:level_invalid", "dead_letter:level_invalid", "accepted"), outcomes);
        levels.assertSame();
        assertEquals(List.of("level_invalid", "level_invalid"), letters.reasonsOf(levels.name(), levels.token()));
        keeps("level_invalid", levels.name(), "{\"ts\":" + T + ",\"value\":0}");
    }

    @Test
    void refusesABadDefinition() {
        var answer = series.client().tryToDefine(Map.of("kind", "counter", "unit", "kWh", "zone", "Mars/Olympus"));
        assertEquals(422, answer.statusCode(), answer.body());
        assertEquals("definition_invalid", JsonText.object(answer.body()).get("reason"));
        keeps("definition_invalid", series.name(), "{\"op\":\"series\",\"kind\":\"delta\",\"unit\":\"kWh\"}");
        series.assertSame();
    }

    @Test
    void keepsReadingsOfAnUndefinedSeries() {
        var unknown = new MirroredSeries(system.baseUrl(), "bad-undefined");
        assertEquals(
                List.of("dead_letter:series_unknown", "dead_letter:series_unknown"),
                unknown.send(List.of(goodFields(0), Map.of("ts", T, "value", 1, "unit", "kWh"))));
        unknown.assertSame();
        var place = log.append(unknown.name(), good(1));
        assertEquals("dead_letter:series_unknown", unknown.mirror(goodFields(1), place.token()));
        letters.assertKept("series_unknown", place, bytes("default/" + unknown.name()), bytes(good(1)));
        unknown.define(COUNTER);
        unknown.send(List.of(goodFields(2)));
        unknown.assertSame();
        assertEquals(
                List.of("series_unknown", "series_unknown", "series_unknown"),
                letters.reasonsOf(unknown.name(), unknown.token()));
    }

    private static Map<String, Object> goodFields(int i) {
        return Map.of("ts", T + i * 600_000L, "value", i);
    }

    private static String good(int i) {
        return "{\"ts\":" + (T + i * 600_000L) + ",\"value\":" + i + "}";
    }

    private String withSeries(String json) {
        return json.startsWith("{\"") ? "{\"series\":\"" + series.name() + "\"," + json.substring(1) : json;
    }

    private static String body(String type, List<String> items) {
        return type.equals("application/json") ? "[" + String.join(",", items) + "]" : String.join("\n", items);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
