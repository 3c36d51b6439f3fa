package io.joulestream.jobs.activities;

import io.joulestream.core.activity.Activity;
import io.joulestream.core.weather.GridCell;
import io.joulestream.core.weather.Observation;
import io.joulestream.core.weather.Weather;
import io.joulestream.jobs.kafka.Topics;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What people and weather services send, at random: few activities that change often, near the borders of hours, days, weeks,
 * months and cells, and the weather around them. All of it goes to the logs, and to the reference what it means.
 */
final class RandomActivities {
    static final long HOUR = 3_600_000;
    static final long DAY = 24 * HOUR;
    /** A Saturday: on the next day clocks change in London, and on the one after that a week and a month begin. */
    static final long FIRST_DAY = Instant.parse("2024-03-30T00:00:00Z").toEpochMilli();

    private static final int DAYS = 4;
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    static final List<Spot> SPOTS = List.of(
            new Spot(51_450_000, -50_000, "Perry Vale", "GB", LONDON),
            new Spot(51_499_999, -1, "Blackwall", "GB", LONDON), // the same cell's corner
            new Spot(51_500_000, 0, "Blackwall", "GB", LONDON), // and the next cell
            new Spot(-36_850_000, 174_760_000, "Auckland", "NZ", ZoneId.of("Pacific/Auckland")),
            new Spot(21_306_900, -157_858_300, "Honolulu", "US", ZoneId.of("Pacific/Honolulu")));
    private static final List<String> TENANTS = List.of("a", "b");
    private static final List<String> REASONS = List.of("quota", "auth", "not_found", "server");

    final ActivityLogs logs = new ActivityLogs();
    final ActivitiesReference reference = new ActivitiesReference();
    /** Reasons by where the records are. */
    final SortedMap<String, String> deadLetters = new TreeMap<>();

    private final SplittableRandom random;

    RandomActivities(SplittableRandom random) {
        this.random = random;
    }

    /** A record of any kind, received now. */
    void write(long now) {
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5, 6 -> activity(now);
            case 7 -> refused(now);
            default -> observation(now);
        }
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private void activity(long now) {
        String tenant = one(TENANTS);
        String id = String.valueOf(random.nextInt(4));
        String key = tenant + "/watch/" + id;
        if (random.nextInt(6) == 0) {
            logs.append(Topics.ACTIVITIES, key, Map.of("op", "delete"), now);
            reference.deleted(tenant, id);
            return;
        }
        ActivitiesReference.Sent before = reference.present().stream()
                .filter(each -> each.tenant().equals(tenant) && each.id().equals(id))
                .findAny()
                .orElse(null);
        Activity edited = before == null || random.nextBoolean() ? null : before.activity();
        Spot spot = random.nextInt(8) == 0 ? null : one(SPOTS);
        if (before != null && edited != null && random.nextInt(3) > 0) {
            spot = before.spot();
        }
        Activity activity = new Activity(
                edited == null ? one(List.of("run", "ride/ü")) : edited.type(),
                edited == null || random.nextInt(3) == 0 ? start(now) : Math.min(edited.startMillis(), now + DAY),
                spot == null ? null : spot.position(),
                edited == null ? some(0, 20_000_000_000L) : edited.distance(),
                edited == null ? some(0, 10_000_000_000L) : edited.moving(),
                some(0, 10_000_000_000L),
                some(0, 1_000_000_000L),
                some(30_000_000, 250_000_000),
                random.nextBoolean() ? null : "no. " + random.nextInt(3));
        logs.append(Topics.ACTIVITIES, key, fields(activity, spot), now);
        reference.sent(new ActivitiesReference.Sent(tenant, id, activity, spot));
    }

    private static Map<String, Object> fields(Activity activity, @Nullable Spot spot) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", activity.type());
        fields.put("start", activity.startMillis());
        if (spot != null) {
            fields.put("lat", spot.lat());
            fields.put("lon", spot.lon());
        }
        put(fields, "distance_m", activity.distance());
        put(fields, "moving_s", activity.moving());
        put(fields, "elapsed_s", activity.elapsed());
        put(fields, "elevation_m", activity.elevation());
        put(fields, "heart_rate", activity.heartRate());
        if (activity.name() != null) {
            fields.put("name", activity.name());
        }
        return fields;
    }

    /** Records that nobody can use. */
    private void refused(long now) {
        String key = one(TENANTS) + "/watch/" + random.nextInt(4);
        Spot spot = one(SPOTS);
        String ofWeather = one(TENANTS) + "/" + spot.cell();
        switch (random.nextInt(3)) {
            case 0 -> {
                Map<String, Object> fields = Map.of("type", "run", "start", FIRST_DAY, "heart_rate", 29.999999);
                logs.append(Topics.ACTIVITIES, key, fields, now);
                deadLetters.put(logs.last(Topics.ACTIVITIES, key), "activity_invalid");
            }
            case 1 -> {
                // Only the job itself answers.
                Map<String, Object> fields = Map.of("op", "answer", "day", "2024-03-30", "reason", "quota", "again", 0);
                logs.append(Topics.WEATHER, ofWeather, fields, now);
                deadLetters.put(logs.last(Topics.WEATHER, ofWeather), "op_unknown");
            }
            default -> {
                Map<String, Object> fields = position(new GridCell(0, 0)); // another cell than its key says
                fields.put("ts", FIRST_DAY);
                fields.put("temperature", 1);
                logs.append(Topics.WEATHER, ofWeather, fields, now);
                deadLetters.put(logs.last(Topics.WEATHER, ofWeather), "observation_invalid");
            }
        }
    }

    /** At most a day ahead of the clock. */
    private long start(long now) {
        long hour =
                switch (random.nextInt(6)) {
                    case 0, 1 -> 23;
                    case 2 -> 22;
                    case 3 -> 0;
                    default -> random.nextInt(24);
                };
        long within =
                switch (random.nextInt(4)) {
                    case 0 -> 0;
                    case 1 -> HOUR - 1;
                    default -> random.nextLong(HOUR);
                };
        return Math.min(FIRST_DAY + random.nextInt(DAYS) * DAY + hour * HOUR + within, now + DAY);
    }

    private void observation(long now) {
        String owner = random.nextInt(3) == 0 ? one(TENANTS) : "*";
        GridCell cell;
        long ts;
        List<ActivitiesReference.Sent> present = reference.present();
        ActivitiesReference.Sent near = present.isEmpty() ? null : one(present);
        Spot spot = near == null ? null : near.spot();
        if (near == null || spot == null || random.nextInt(8) == 0) {
            cell = one(SPOTS).cell();
            ts = start(now);
        } else {
            cell = spot.cell();
            ts = near.activity().startMillis() / HOUR * HOUR + (random.nextInt(6) - 2) * HOUR;
        }
        ts = Math.min(ts, now + DAY);
        if (random.nextInt(6) == 0) {
            Map<String, Object> fields = position(cell);
            fields.put("op", "delete");
            fields.put("ts", ts);
            logs.append(Topics.WEATHER, owner + "/" + cell, fields, now);
            reference.removed(owner, cell, ts);
        } else {
            observe(owner, cell, new Observation(ts, random.nextInt(3) == 0, weather()), now);
        }
    }

    private static Map<String, Object> position(GridCell cell) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("lat", BigDecimal.valueOf(cell.south() * 10L + 5, 2));
        fields.put("lon", BigDecimal.valueOf(cell.west() * 10L + 5, 2));
        return fields;
    }

    private void observe(String owner, GridCell cell, Observation observation, long now) {
        Weather weather = observation.weather();
        Map<String, Object> fields = position(cell);
        fields.put("ts", observation.tsMillis());
        fields.put("provisional", observation.provisional());
        put(fields, "temperature", weather.temperature());
        put(fields, "humidity", weather.humidity());
        put(fields, "pressure", weather.pressure());
        put(fields, "wind_speed", weather.windSpeed());
        put(fields, "wind_direction", weather.windDirection());
        put(fields, "precipitation", weather.precipitation());
        logs.append(Topics.WEATHER, owner + "/" + cell, fields, now);
        reference.observed(owner, cell, observation);
    }

    private Weather weather() {
        return new Weather(
                Long.valueOf(random.nextInt(3) * 10_000_000L - 5_000_000),
                some(0, 100_000_000),
                some(800_000_000, 1_200_000_000),
                some(0, 50_000_000),
                some(0, 359_999_999),
                some(0, 20_000_000));
    }

    private @Nullable Long some(long least, long most) {
        return switch (random.nextInt(6)) {
            case 0 -> null;
            case 1 -> Long.valueOf(least);
            case 2 -> Long.valueOf(most);
            default -> Long.valueOf(random.nextLong(least, most + 1));
        };
    }

    private static void put(Map<String, Object> fields, String name, @Nullable Long micros) {
        if (micros != null) {
            fields.put(name, BigDecimal.valueOf(micros, 6));
        }
    }

    /**
     * Answers for a cell and day as {@link AskWeather} does: observations, then how it went.
     *
     * @param isLast nothing is to be asked for again
     */
    void answer(String place, long now, boolean isLast) {
        String[] parts = place.split("@", -1);
        GridCell cell = SPOTS.stream()
                .map(Spot::cell)
                .filter(each -> each.toString().equals(parts[0]))
                .findAny()
                .orElseThrow();
        long day = Long.parseLong(parts[1]) * DAY;
        String reason = "";
        long again = 0;
        if (random.nextInt(3) == 0) {
            reason = one(REASONS);
            again = isLast || reason.equals("auth") ? 0 : now + 1 + random.nextLong(6 * HOUR);
        } else {
            boolean provisional = random.nextBoolean();
            int known = random.nextInt(4);
            for (long ts = day; ts < day + DAY && ts <= now; ts += HOUR) {
                if (random.nextInt(4) < known) {
                    observe("*", cell, new Observation(ts, provisional, weather()), now);
                }
            }
            again = isLast || !provisional ? 0 : now + 1 + random.nextLong(30 * HOUR);
        }
        LocalDate date = LocalDate.ofEpochDay(day / DAY);
        logs.append(
                Topics.WEATHER,
                "*/" + cell,
                Map.of("op", "answer", "day", date.toString(), "reason", reason, "again", again),
                now);
        reference.answered(cell, date, reason);
    }
}
