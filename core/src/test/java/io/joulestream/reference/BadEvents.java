package io.joulestream.reference;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records that end as dead letters, with one fault each, for a series that is defined. */
final class BadEvents {
    private final Chance chance;
    private final HistoryDefinitions definitions;
    private final boolean contested;

    BadEvents(Chance chance, HistoryDefinitions definitions, boolean contested) {
        this.chance = chance;
        this.definitions = definitions;
        this.contested = contested;
    }

    /** A faulty record around a good time. */
    Map<String, Object> next(long t) {
        return switch (chance.below(6)) {
            case 0 -> Map.of(Reference.UNPARSABLE, chance.of("{\"ts\":", "not json", "[1,2]", "{\"ts\":1,\"value\":1"));
            case 1 -> with(good(t), "op", "upsert");
            case 2 -> badTime(t);
            case 3 -> with(good(t), "unit", chance.of("BTU", "kwh", definitions.otherDimensionUnit()));
            case 4 -> chance.in(50) ? definitions.bad() : otherDimension();
            default -> with(good(t), "value", badValue());
        };
    }

    private Map<String, Object> good(long t) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("ts", t);
        fields.put("value", 1);
        fields.put("unit", definitions.dimension);
        return fields;
    }

    private Map<String, Object> badTime(long t) {
        var fields = chance.in(50) ? good(t) : new LinkedHashMap<String, Object>(Map.of("op", "delete"));
        return with(
                fields,
                "ts",
                chance.of(List.<Object>of(
                        "2024-01-01T00:00:00",
                        "2024-01-01",
                        "2024-02-30T00:00:00Z",
                        "yesterday",
                        "",
                        true,
                        t / 1000,
                        t * 1000,
                        HistoryTimes.EARLIEST - 1,
                        "1989-12-31T23:59:59.999Z",
                        "2100-01-01T00:00:00Z")));
    }

    private Object badValue() {
        var bad = new ArrayList<Object>(List.of("NaN", "Infinity", "-Infinity", Double.NaN));
        if (definitions.levels) {
            bad.addAll(List.of("tired", 0, 11, -1));
            if (contested) {
                bad.add(new BigDecimal("3.5"));
            }
            return chance.of(bad);
        }
        bad.addAll(List.of("warm", "", true, new BigDecimal("1e12"), new BigDecimal("999999999999.9999995")));
        bad.add(new BigDecimal("-1000000000000"));
        return chance.of(bad);
    }

    private Map<String, Object> otherDimension() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("op", "series");
        fields.put("kind", "gauge");
        fields.put("unit", definitions.otherDimensionUnit());
        return fields;
    }

    private static Map<String, Object> with(Map<String, Object> fields, String name, Object value) {
        var result = new LinkedHashMap<>(fields);
        result.put(name, value);
        return result;
    }
}
