package io.joulestream.reference;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Random lives of one series, the same for the same seed and options. Each event has at most one fault, so that its
 * outcome does not depend on which check comes first; times lie between 1990 and 2026-10-01, receipt after 2026-11-01.
 */
public final class Histories {
    /** One record of the log: its fields, and when the log received it. */
    public record Event(Map<String, Object> fields, long receivedMillis) {
        public String toJson() {
            return Histories.toJson(fields);
        }
    }

    /** Events in the order of the log; the zone is the job's default. */
    public record History(ZoneId defaultZone, List<Event> events) {}

    private static final long RECEIVED = Instant.parse("2026-11-01T00:00:00Z").toEpochMilli();

    private final Chance chance;
    private final HistoryOptions options;
    private final List<Event> events = new ArrayList<>();
    private long received = RECEIVED;

    private Histories(long seed, HistoryOptions options) {
        this.chance = new Chance(seed);
        this.options = options;
    }

    public static History of(long seed, HistoryOptions options) {
        var histories = new Histories(seed, options);
        var defaultZone = ZoneId.of(histories.chance.of(HistoryTimes.ZONES));
        int lives = options.seriesDeletes() && histories.chance.in(30) ? 2 : 1;
        for (int life = 0; life < lives; life++) {
            if (life > 0) {
                histories.add(Map.of("op", "series-delete"));
            }
            histories.new Life().run();
        }
        return new History(defaultZone, List.copyOf(histories.events));
    }

    /** The text of the record on the topic; without spaces, fields in the map's order. */
    public static String toJson(Map<String, Object> event) {
        return Wire.toJson(event);
    }

    /** For each event of the history, the windows whose rows differ before and after it (rule 8), by brute force. */
    public static List<Set<WindowKey>> changedBy(History history) {
        return changedBy(history, Reference::rows);
    }

    /** As {@link #changedBy}, of the months. */
    public static List<Set<MonthKey>> monthsChangedBy(History history) {
        return changedBy(history, Reference::months);
    }

    /** As {@link #changedBy}, of the later readings of the pairs that have evidence. */
    public static List<Set<Long>> evidenceChangedBy(History history) {
        return changedBy(history, Reference::evidence);
    }

    private static <K, V> List<Set<K>> changedBy(History history, Function<Reference, Map<K, V>> rows) {
        var reference = new Reference(history.defaultZone());
        var changes = new ArrayList<Set<K>>();
        Map<K, V> before = Map.of();
        for (var event : history.events()) {
            reference.apply(event.fields(), event.receivedMillis());
            var after = rows.apply(reference);
            var keys = new HashSet<>(before.keySet());
            keys.addAll(after.keySet());
            var rowsBefore = before;
            keys.removeIf(key -> Objects.equals(rowsBefore.get(key), after.get(key)));
            changes.add(keys);
            before = after;
        }
        return changes;
    }

    private void add(Map<String, Object> fields) {
        received += chance.of(0L, 1L, 1_000L);
        events.add(new Event(fields, received));
    }

    /** One series from its definition to its end. */
    private final class Life {
        private final String home = chance.of(HistoryTimes.ZONES);
        private final HistoryDefinitions definitions = new HistoryDefinitions(chance, options, home);
        private final HistoryValues values = new HistoryValues(chance, definitions);
        private final HistoryMeterEvents meterEvents = new HistoryMeterEvents(chance, definitions, values);
        /** The fields of the definition in force. */
        private final Map<String, Object> definition = new HashMap<>();

        private final HistoryTimes times = new HistoryTimes(chance, ZoneId.of(home), options.maxReach());
        /** The readings that are there, in the canonical unit. */
        private final TreeMap<Long, BigDecimal> present = new TreeMap<>();
        /** Whether anybody tells of the meter; mostly nobody does. */
        private final boolean busyMeter = definitions.counters && chance.in(40);
        /** The unit of a reading that names none. */
        private String seriesUnit = definitions.dimension;

        void run() {
            var plan = values.at(times.some(options.maxReadings()));
            var order = List.copyOf(plan.keySet());
            if (options.shuffled()) {
                order = chance.in(60) ? chance.shuffled(order) : order;
            }
            define(order.get(0), Objects.requireNonNull(plan.get(order.get(0))));
            for (long t : order) {
                put(t, Objects.requireNonNull(plan.get(t)));
                disturb();
            }
            if (options.edits() && chance.in(20)) {
                chance.shuffled(List.copyOf(present.keySet())).forEach(this::delete);
                disturb();
                order.subList(0, chance.below(order.size() + 1))
                        .forEach(t -> put(t, Objects.requireNonNull(plan.get(t))));
            }
        }

        private void define(long t, BigDecimal value) {
            if (options.badEvents() && chance.in(20)) {
                add(reading(t, value)); // series_unknown: it carries no kind
            }
            var first = definitions.next();
            if (options.definitionChanges()
                    && chance.in(20)
                    && !definitions.levels
                    && !"delta".equals(first.get("kind"))) {
                seriesUnit = String.valueOf(first.get("unit"));
                var fields = reading(t, value);
                fields.put("kind", String.valueOf(first.get("kind")));
                fields.putIfAbsent("unit", seriesUnit);
                seriesUnit = String.valueOf(fields.get("unit"));
                add(fields);
                definition.clear();
                definition.put("kind", String.valueOf(fields.get("kind")));
                present.put(t, value);
            } else {
                define(first);
            }
        }

        private void define(Map<String, Object> newDefinition) {
            seriesUnit = String.valueOf(newDefinition.get("unit"));
            definition.clear();
            definition.putAll(newDefinition);
            add(newDefinition);
        }

        private void disturb() {
            if (options.edits() && chance.in(15) && !present.isEmpty()) {
                long t = chance.of(List.copyOf(present.keySet()));
                var old = Objects.requireNonNull(present.get(t));
                switch (chance.below(4)) {
                    case 0 -> put(t, old);
                    case 1 -> delete(t);
                    default -> put(t, values.instead(old));
                }
            }
            if (options.edits() && chance.in(4)) {
                delete(times.any());
            }
            if (options.meterEvents() && busyMeter) {
                meterEvents();
            }
            if (options.definitionChanges() && chance.in(6)) {
                define(definitions.next());
            }
            if (options.badEvents() && chance.in(10)) {
                add(new BadEvents(chance, definitions, options.contested()).next(times.any()));
            }
        }

        private void meterEvents() {
            boolean counter = "counter".equals(definition.get("kind"));
            while (counter && chance.in(30)) {
                add(meterEvents.next(definition, List.copyOf(present.keySet()), times.any(), false));
            }
            if (options.badEvents() && chance.in(counter ? 3 : 1)) {
                // What a counter takes is bad for every other kind.
                add(meterEvents.next(definition, List.copyOf(present.keySet()), times.any(), true));
            }
        }

        private void put(long t, BigDecimal value) {
            add(reading(t, value));
            present.put(t, value);
        }

        private void delete(long t) {
            var fields = new LinkedHashMap<String, Object>();
            fields.put("op", "delete");
            fields.put("ts", time(t));
            add(fields);
            present.remove(t);
        }

        private Map<String, Object> reading(long t, BigDecimal value) {
            var fields = new LinkedHashMap<String, Object>();
            var unit = options.units() && !definitions.levels && chance.in(60) ? definitions.unit() : seriesUnit;
            var number = HistoryValues.in(unit, value);
            fields.put("ts", time(t));
            fields.put("value", definitions.levels ? level(number.intValueExact()) : number);
            if (options.contested() && chance.in(5)) {
                fields.put("value", String.valueOf(fields.get("value")));
            }
            if (!unit.equals(seriesUnit) || (options.units() && chance.in(20))) {
                fields.put("unit", unit);
            }
            if (chance.in(5)) {
                fields.put("note", "gelesen \"von Hand\" \\ é\t");
                fields.put("source", "csv");
                fields.put("batch", "b-1");
                fields.put("unknown", chance.in(50));
            }
            return fields;
        }

        private Object level(int level) {
            var words =
                    Map.of(1, "exhausted", 2, "very low", 3, "low", 6, "medium", 8, "high", 9, "very high", 10, "peak");
            var word = words.get(level);
            return word != null && chance.in(50) ? word : level;
        }

        private Object time(long t) {
            var instant = Instant.ofEpochMilli(t);
            return switch (chance.below(4)) {
                case 0 -> instant.toString();
                case 1 ->
                    instant.atZone(ZoneId.of(chance.of("Asia/Kathmandu", "America/St_Johns")))
                            .format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx"));
                default -> t;
            };
        }
    }
}
