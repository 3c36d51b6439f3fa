package io.joulestream.local;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The endless life of one source's activities and of the weather around them, always the same for a seed: new ones, edits,
 * moves and deletes, all in London within two days, so that they meet.
 */
final class RandomActivities {
    static final long T = 1_711_929_600_000L; // 2024-04-01T00:00:00Z
    private static final long HOUR = 3_600_000;
    private static final int MOST = 20;

    private final MirroredActivities activities;
    private final Random random;
    private final int ids;

    /** @param ids of activities: the fewer, the more are edited, move and go */
    RandomActivities(MirroredActivities activities, int ids, long seed) {
        this.activities = activities;
        this.ids = ids;
        this.random = new Random(seed);
    }

    MirroredActivities activities() {
        return activities;
    }

    /** Makes up a few activities or observations of the tenant's own, and returns when they are acknowledged. */
    void step() {
        int count = 1 + random.nextInt(MOST);
        if (random.nextBoolean()) {
            activities.postWeather(observations(count));
        } else {
            activities.post(activities(count));
        }
    }

    /** So many of them, deletes among them. */
    List<Map<String, Object>> activities(int count) {
        return Stream.generate(this::activity).limit(count).toList();
    }

    private Map<String, Object> activity() {
        String id = "a" + random.nextInt(ids);
        if (random.nextInt(8) == 0) {
            return Map.of("id", id, "op", "delete");
        }
        long start = T + random.nextInt(50) * HOUR + random.nextInt(4) * HOUR / 4 + random.nextInt(2) * 1234L;
        if (random.nextInt(8) == 0) {
            return Map.of("id", id, "type", "swim", "start", start, "name", "indoors");
        }
        return Map.of(
                "id",
                id,
                "type",
                "trail",
                "start",
                start,
                "lat",
                lat(),
                "lon",
                lon(),
                "distance_m",
                random.nextInt(20_000),
                "heart_rate",
                100 + random.nextInt(50));
    }

    /** Likewise of the weather. */
    List<Map<String, Object>> observations(int count) {
        return Stream.generate(this::observation).limit(count).toList();
    }

    private Map<String, Object> observation() {
        long ts = T + random.nextInt(52) * HOUR;
        double lat = lat();
        double lon = lon();
        if (random.nextInt(10) == 0) {
            return Map.of("op", "delete", "lat", lat, "lon", lon, "ts", ts);
        }
        return Map.of(
                "lat",
                lat,
                "lon",
                lon,
                "ts",
                ts,
                "temperature",
                random.nextInt(300) / 10.0,
                "wind_direction",
                random.nextInt(361),
                "precipitation",
                random.nextInt(10) / 10.0,
                "provisional",
                random.nextBoolean());
    }

    private double lat() {
        return (5145 + random.nextInt(3) * 7) / 100.0;
    }

    private double lon() {
        return random.nextInt(2) * -0.05;
    }
}
