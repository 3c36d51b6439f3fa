package io.joulestream.reference;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Random definitions of one dimension that all readings of a history are valid under. */
final class HistoryDefinitions {
    private static final Map<String, List<String>> UNITS = Map.of(
            "Wh", List.of("Wh", "kWh", "MWh", "GWh", "J", "kJ", "MJ", "GJ"),
            "W", List.of("mW", "W", "kW", "MW"),
            "m3", List.of("m3", "m³", "L", "ft3", "ft³", "CCF"),
            "Cel", List.of("Cel", "°C", "degF", "°F", "K"),
            "1", List.of("1", "%"));

    private final Chance chance;
    private final HistoryOptions options;
    /** The zone whose edges the times lie at. */
    private final String home;

    private final List<String> kinds;

    /** The canonical unit. */
    final String dimension;
    /** Energy levels: all values are integers from 1 to 10. */
    final boolean levels;
    /** In the canonical unit: all values are below it. Null: no definition has one. */
    final @Nullable BigDecimal modulus;
    /** Whether any definition is a counter, so that no value is negative. */
    final boolean counters;

    HistoryDefinitions(Chance chance, HistoryOptions options, String home) {
        this.chance = chance;
        this.home = home;
        this.options = options;
        var first = chance.of(options.kinds().stream().sorted().toList());
        this.dimension = switch (first) {
            case "counter" -> chance.of("Wh", "Wh", "m3");
            case "delta" -> chance.of("Wh", "Wh", "m3", "1");
            default -> chance.of("W", "W", "W", "Cel", "1", "Wh");
        };
        this.levels = first.equals("gauge") && dimension.equals("1") && chance.in(50);
        boolean every = options.definitionChanges()
                && chance.in(40)
                && List.of("Wh", "m3").contains(dimension);
        this.kinds = every ? options.kinds().stream().sorted().toList() : List.of(first);
        this.counters = kinds.contains("counter");
        this.modulus =
                counters && chance.in(40) ? chance.of(new BigDecimal("1000"), new BigDecimal("99999.999")) : null;
    }

    String unit() {
        return chance.of(UNITS.getOrDefault(dimension, List.of()));
    }

    String otherDimensionUnit() {
        return dimension.equals("W") ? "kWh" : "kW";
    }

    Map<String, Object> next() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("op", "series");
        var kind = chance.of(kinds);
        fields.put("kind", kind);
        // A factor that leaves modulus and maxRate finite decimals, unless each reading names its unit anyway.
        var unit = counters
                ? chance.of(dimension.equals("Wh") ? List.of("Wh", "kWh", "MWh") : List.of("m3", "L"))
                : unit();
        fields.put("unit", unit);
        if (chance.in(90)) {
            fields.put("zone", chance.in(80) ? home : chance.of(HistoryTimes.ZONES));
        }
        if (chance.in(50)) {
            fields.put("expectedInterval", chance.of("PT1S", "PT5S", "PT60S", "PT1M0.001S", "PT15M", "PT1H", "P1D"));
        }
        if (chance.in(60)) {
            fields.put("maxGap", chance.of("PT0.001S", "PT1S", "PT10M", "PT15M", "PT1H", "PT6H", "P2D", "P31D"));
        }
        if (chance.in(20)) {
            fields.put("name", "Zähler \"1\"\n");
            fields.put("quantity", "electricity");
        }
        switch (kind) {
            case "counter" -> counter(fields, unit);
            case "delta" -> delta(fields);
            default -> gauge(fields);
        }
        return fields;
    }

    private void counter(Map<String, Object> fields, String unit) {
        if (modulus != null && chance.in(70)) {
            fields.put("modulus", HistoryValues.in(unit, modulus));
        }
        if (chance.in(15)) {
            fields.put("signed", true);
        } else if (chance.in(20)) {
            fields.put("maxRate", HistoryValues.in(unit, HistoryValues.RATE));
        }
        if (fields.containsKey("maxGap") && chance.in(20)) {
            fields.put("maxGap", "P3650D");
        }
        if (chance.in(40)) {
            fields.put("horizon", chance.of("PT0S", "P1D", "P3D", "P31D", "P40D", "P100D"));
        }
        if (options.contested() && chance.in(20)) {
            fields.put("signed", true);
            fields.put("maxRate", HistoryValues.in(unit, HistoryValues.RATE));
        }
    }

    private void delta(Map<String, Object> fields) {
        fields.put(
                "interval",
                chance.of(
                        "PT1M",
                        "PT15M",
                        "PT15M0.001S",
                        "PT30M",
                        "PT1H",
                        "PT6H",
                        "PT24H",
                        "P7D",
                        "P1D",
                        "P1D",
                        "P1M",
                        "P1M"));
        if (chance.in(60)) {
            fields.put("stamp", chance.of("start", "end"));
        }
    }

    private void gauge(Map<String, Object> fields) {
        if (chance.in(60)) {
            fields.put("hold", chance.of("step", "linear"));
        }
        if (levels) {
            fields.put("unit", "1");
            fields.put("levels", true);
        }
    }

    /** Definitions that are refused where this history's is in force, or where none is. */
    Map<String, Object> bad() {
        var fields = next();
        switch (chance.below(6)) {
            case 0 -> fields.remove("kind");
            case 1 -> fields.put("kind", "meter");
            case 2 -> fields.put("zone", "Europe/Springfield");
            case 3 -> fields.put("maxGap", "an hour");
            case 4 -> {
                fields.put("kind", "delta");
                fields.remove("interval");
                fields.remove("levels");
            }
            default -> {
                fields.put("kind", "gauge");
                fields.put("unit", "W");
                fields.put("levels", true);
            }
        }
        return fields;
    }
}
