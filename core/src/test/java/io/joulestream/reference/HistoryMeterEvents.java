package io.joulestream.reference;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Meter events of one life: at times of readings and between, before the first and after the last, several in a pair. */
final class HistoryMeterEvents {
    private final Chance chance;
    private final HistoryDefinitions definitions;
    private final HistoryValues values;
    /** Those that are there, valid ones only. */
    private final TreeMap<Long, Map<String, Object>> present = new TreeMap<>();

    HistoryMeterEvents(Chance chance, HistoryDefinitions definitions, HistoryValues values) {
        this.chance = chance;
        this.definitions = definitions;
        this.values = values;
    }

    /**
     * The next one, or a delete; valid, unless {@code bad}.
     *
     * @param definition the one in force: of a counter, or what is valid for a counter is bad
     * @param readings the times of the readings that are there
     */
    Map<String, Object> next(Map<String, Object> definition, List<Long> readings, long anyTime, boolean bad) {
        var fields = new LinkedHashMap<String, Object>();
        if (!bad && !present.isEmpty() && chance.in(25)) {
            long t = chance.in(80) ? chance.of(List.copyOf(present.keySet())) : anyTime;
            fields.put("op", "meter-delete");
            fields.put("ts", t);
            present.remove(t);
            return fields;
        }
        if (!bad && !present.isEmpty() && chance.in(10)) {
            long t = chance.of(List.copyOf(present.keySet()));
            fields.put("ts", t);
            fields.putAll(Objects.requireNonNull(present.get(t)));
            // The same again, if it is still valid: rollovers may have lost their modulus.
            if (!"rollover".equals(fields.get("event")) || definition.containsKey("modulus")) {
                return fields;
            }
            fields.clear();
        }
        var event = chance.of("reset", "swap", "swap", "correction", "rollover");
        if (event.equals("rollover") && !definition.containsKey("modulus") && !bad) {
            event = "swap";
        }
        fields.put("op", "meter");
        fields.put("event", event);
        if (event.equals("swap") || chance.in(5)) {
            fields.put("closing", register());
            fields.put("opening", register());
            fields.put("unit", definitions.dimension);
        }
        long t = time(readings, anyTime);
        if (bad) {
            if ("counter".equals(definition.get("kind"))) {
                spoil(fields);
            }
        } else {
            present.put(t, Map.copyOf(fields));
        }
        fields.put("ts", t);
        if (chance.in(5)) {
            fields.put("note", "plombiert \"neu\"");
            fields.put("source", "installer");
        }
        return fields;
    }

    private BigDecimal register() {
        return chance.in(20) ? BigDecimal.ZERO : values.start();
    }

    private long time(List<Long> readings, long anyTime) {
        if (readings.isEmpty()) {
            return anyTime;
        }
        long reading = chance.of(readings);
        int index = readings.indexOf(reading);
        long next = readings.get(Math.min(index + 1, readings.size() - 1));
        long last = readings.get(readings.size() - 1);
        long t =
                switch (chance.below(8)) {
                    case 0, 1 -> reading;
                    case 2 -> reading + chance.of(-1L, 1L);
                    case 3, 4 -> chance.between(reading, next);
                    case 5 -> readings.get(0) - chance.between(0, 3_600_000);
                    case 6 -> last + chance.between(0, 86_400_000);
                    default -> anyTime;
                };
        return Math.max(HistoryTimes.EARLIEST, Math.min(HistoryTimes.LATEST, t));
    }

    private void spoil(Map<String, Object> fields) {
        switch (chance.below(5)) {
            case 0 -> fields.remove("event");
            case 1 -> fields.put("event", chance.of(List.<Object>of("exchange", "Reset", "", 5, true)));
            case 2 -> {
                fields.put("event", "swap");
                fields.put("closing", BigDecimal.ONE);
                fields.put("opening", BigDecimal.ONE);
                fields.remove(chance.of("closing", "opening"));
            }
            case 3 -> {
                fields.put("event", "swap");
                fields.put("unit", definitions.dimension);
                fields.put("closing", BigDecimal.ONE);
                fields.put(
                        "opening", chance.of(List.<Object>of(new BigDecimal("-1"), "x", true, new BigDecimal("1e12"))));
            }
            default -> {
                fields.put("event", "reset");
                fields.put("unit", chance.of("BTU", definitions.otherDimensionUnit()));
            }
        }
    }
}
