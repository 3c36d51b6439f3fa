package io.joulestream.local;

import io.joulestream.core.weather.GridCell;
import io.joulestream.core.weather.Observation;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Activities near the airports, at random in the year 2013, and the tenant's own observations of some of their days. */
final class AirportActivities {
    private static final long HOUR = AirportWeather.HOUR;
    private static final long DAY = 24 * HOUR;
    private static final long START =
            AirportWeather.FIRST_DAY.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    /** Of a bracket, in hours. */
    private static final int WIDEST = 3;

    private final AirportWeather weather;
    private final SplittableRandom random;
    private final List<GridCell> cells;

    AirportActivities(AirportWeather weather, SplittableRandom random) {
        this.weather = weather;
        this.random = random;
        this.cells = AirportWeather.CELLS.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    /** When and where one starts. */
    private record Start(GridCell cell, long millis) {
        String day(int hoursLater) {
            return cell + " " + LocalDate.ofInstant(Instant.ofEpochMilli(millis + hoursLater * HOUR), ZoneOffset.UTC);
        }
    }

    /**
     * @param activities new ones
     * @param changes edits, moves and deletes of some of them
     * @param again more of them, on days that the others want too
     * @param own the tenant's observations
     * @param around the service's observations that any of the activities may be told
     * @param needed cells and days that any of them wants where nobody has own observations
     * @param neededBesideOwn the same where the own ones are there before
     * @param besides cells and days that may be wanted because an hour around a start is missing
     */
    record Batch(
            List<Map<String, Object>> activities,
            List<Map<String, Object>> changes,
            List<Map<String, Object>> again,
            List<Map<String, Object>> own,
            Map<GridCell, Set<Observation>> around,
            Set<String> needed,
            Set<String> neededBesideOwn,
            Set<String> besides) {}

    /** So many activities of one of the parts of the year. */
    Batch batch(int count, int part, int parts) {
        long from = START + AirportWeather.DAYS * DAY * part / parts;
        long to = START + AirportWeather.DAYS * DAY * (part + 1) / parts;
        var starts = new ArrayList<Start>();
        var activities = new ArrayList<Map<String, Object>>();
        var changes = new ArrayList<Map<String, Object>>();
        var again = new ArrayList<Map<String, Object>>();
        for (int i = 0; i < count; i++) {
            String id = "a" + part + "-" + i;
            var start = random.nextInt(6) == 0 ? nearMissing(from, to) : start(from, to);
            starts.add(start);
            activities.add(activity(id, start));
            int dice = random.nextInt(20);
            if (dice == 0) {
                changes.add(Map.of("id", id, "op", "delete"));
            } else if (dice < 3) {
                var moved = start(from, to);
                starts.add(moved);
                changes.add(activity(id, moved));
            }
        }
        for (int i = 0; i < count / 10; i++) {
            again.add(activity("b" + part + "-" + i, starts.get(random.nextInt(count))));
        }
        var own = new TreeMap<String, Map<String, Object>>();
        starts.stream().filter(start -> random.nextInt(4) == 0).forEach(start -> ownAround(start, own));
        return new Batch(
                activities,
                changes,
                again,
                List.copyOf(own.values()),
                around(starts),
                needed(starts, Map.of()),
                needed(starts, own),
                besides(starts));
    }

    private Start start(long from, long to) {
        long millis = random.nextLong(from, to);
        return new Start(some(cells), random.nextInt(10) == 0 ? millis / HOUR * HOUR : millis);
    }

    /** Where an hour is missing, or the ones around it; often that of midnight, which the day before makes up for. */
    private Start nearMissing(long from, long to) {
        GridCell cell = some(cells);
        var missing = new ArrayList<Long>();
        for (long hour = from / HOUR * HOUR; hour < to; hour += HOUR) {
            if (weather.at(cell, hour) == null) {
                missing.add(hour);
            }
        }
        if (missing.isEmpty()) {
            return start(from, to);
        }
        var midnights = missing.stream().filter(hour -> hour % DAY == 0).toList();
        long near = midnights.isEmpty() || random.nextBoolean()
                ? some(missing) + random.nextLong(-2 * HOUR, 2 * HOUR)
                : some(midnights) + random.nextLong(2 * HOUR);
        return new Start(cell, Math.max(START, Math.min(START + AirportWeather.DAYS * DAY - 1, near)));
    }

    private <T> T some(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private Map<String, Object> activity(String id, Start start) {
        return Map.of(
                "id",
                id,
                "type",
                "ride",
                "start",
                start.millis(),
                "lat",
                inside(start.cell().south()),
                "lon",
                inside(start.cell().west()),
                "distance_m",
                random.nextInt(100_000));
    }

    private BigDecimal inside(int side) {
        return BigDecimal.valueOf((long) side * GridCell.SIDE_MICROS + random.nextInt(GridCell.SIDE_MICROS), 6);
    }

    /** Warmer ones than the service's, with winds of their own, hour after hour, now and then one missing. */
    private void ownAround(Start start, Map<String, Map<String, Object>> own) {
        for (int i = -2; i <= WIDEST; i++) {
            long hour = start.millis() / HOUR * HOUR + i * HOUR;
            if (random.nextInt(8) > 0) {
                var item = new HashMap<String, Object>();
                item.put("lat", BigDecimal.valueOf(start.cell().centreLatMicros(), 6));
                item.put("lon", BigDecimal.valueOf(start.cell().centreLonMicros(), 6));
                item.put("ts", hour);
                item.put("temperature", BigDecimal.valueOf(random.nextInt(4000, 5000), 2));
                item.put("wind_direction", random.nextInt(361));
                own.put(start.cell() + " " + hour, item);
            }
        }
    }

    private Map<GridCell, Set<Observation>> around(List<Start> starts) {
        var around = new HashMap<GridCell, Set<Observation>>();
        for (Start start : starts) {
            weather.all(start.cell())
                    .subMap(start.millis() - WIDEST * HOUR, true, start.millis() + WIDEST * HOUR, true)
                    .forEach((ts, hour) -> {
                        if (hour.isWeather()) {
                            around.computeIfAbsent(start.cell(), any -> new HashSet<>())
                                    .add(hour.observation(ts));
                        }
                    });
        }
        return around;
    }

    private static Set<String> needed(List<Start> starts, Map<String, Map<String, Object>> own) {
        var needed = new HashSet<String>();
        for (Start start : starts) {
            if (!hasOwn(start, own)) {
                needed.add(start.day(0));
                needed.add(start.day(1));
            }
        }
        return needed;
    }

    /** Whether there are own ones before and after, no more than three hours apart. */
    private static boolean hasOwn(Start start, Map<String, Map<String, Object>> own) {
        long hour = start.millis() / HOUR * HOUR;
        for (int before = 0; before < WIDEST; before++) {
            for (int after = 1; before + after <= WIDEST; after++) {
                if (own.containsKey(start.cell() + " " + (hour - before * HOUR))
                        && own.containsKey(start.cell() + " " + (hour + after * HOUR))) {
                    return true;
                }
            }
        }
        return false;
    }

    private Set<String> besides(List<Start> starts) {
        var besides = new HashSet<String>();
        for (Start start : starts) {
            long hour = start.millis() / HOUR * HOUR;
            for (long around : new long[] {hour, hour + HOUR}) {
                var known = weather.at(start.cell(), around);
                if (known == null || !known.isWeather()) {
                    besides.add(start.day(-WIDEST));
                    besides.add(start.day(WIDEST));
                }
            }
        }
        return besides;
    }
}
