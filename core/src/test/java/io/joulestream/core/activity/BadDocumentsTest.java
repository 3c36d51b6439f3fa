package io.joulestream.core.activity;

import static io.joulestream.core.input.Refusals.assertRefused;
import static io.joulestream.core.input.Refusals.fields;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.joulestream.core.input.Reason;
import io.joulestream.core.weather.Position;
import io.joulestream.core.weather.WeatherEvent;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SEMANTICS 28 and 30: whatever is wrong with a document is refused by the name of its field. */
class BadDocumentsTest {
    private static final long NOW = 1_700_000_000_000L;

    /** A good document with one other field: {@code absent}, {@code empty}, so many characters, or what the helper makes of it. */
    private static Map<String, Object> with(Map<String, Object> good, String field, String value) {
        Map<String, Object> fields = new HashMap<>(good);
        if (value.equals("absent")) {
            fields.remove(field);
        } else if (value.equals("empty")) {
            fields.put(field, "");
        } else if (value.startsWith("long")) {
            fields.put(field, "x".repeat(Integer.parseInt(value.substring(4))));
        } else {
            fields.putAll(fields(field + "=" + value));
        }
        return fields;
    }

    private static Map<String, Object> activity() {
        return fields("type=run", "start=1600000000000", "lat=40.4", "lon=-3.7", "distance_m=10", "heart_rate=150");
    }

    private static Map<String, Object> observation() {
        return fields("lat=40.4", "lon=-3.7", "ts=1600000000000", "temperature=12", "wind_direction=270");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            type, absent
            type, 5
            type, true
            type, empty
            type, long64
            start, absent
            start, true
            start, 5.5
            start, soon
            start, 2024-01-01T00:00:00
            start, 2024-02-30T00:00:00Z
            start, 599999999999
            start, 1700086400001
            start, 99999999999999999999
            lat, 90.000001
            lat, -90.000001
            lat, 1e400
            lat, north
            lat, true
            lat, absent
            lon, 180.0000001
            lon, -180.5
            lon, 360
            lon, east
            lon, absent
            distance_m, -0.001
            distance_m, 1000000000.1
            distance_m, far
            distance_m, true
            distance_m, NaN
            moving_s, -1
            moving_s, 100000001
            moving_s, 1 min
            elapsed_s, -1e-7
            elapsed_s, 1e9
            elapsed_s, PT1H
            elevation_m, -5
            elevation_m, 1e10
            elevation_m, high
            heart_rate, 29.999999
            heart_rate, 250.000001
            heart_rate, 0
            heart_rate, -60
            heart_rate, fast
            name, empty
            name, long501
            name, 7
            name, true
            """)
    void ofAnActivity(String field, String value) {
        assertRefused(Reason.ACTIVITY_INVALID, () -> ActivityEvent.of(with(activity(), field, value), NOW), field);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            lat, absent
            lat, 91
            lat, x
            lon, absent
            lon, -181
            ts, absent
            ts, true
            ts, yesterday
            ts, 1700086400001
            ts, 1
            temperature, 60.1
            temperature, -60.000001
            temperature, warm
            temperature, NaN
            humidity, -1
            humidity, 100.1
            humidity, true
            pressure, 799.999999
            pressure, 1200.1
            pressure, 101325
            wind_speed, -0.1
            wind_speed, 151
            wind_direction, -1
            wind_direction, 360.5
            wind_direction, north
            precipitation, -0.1
            precipitation, 501
            provisional, 1
            provisional, yes
            """)
    void ofAnObservation(String field, String value) {
        assertRefused(Reason.OBSERVATION_INVALID, () -> WeatherEvent.of(with(observation(), field, value), NOW), field);
    }

    @Test
    void anObservationOfNothingIsNone() {
        var fields = fields("lat=40.4", "lon=-3.7", "ts=1600000000000");
        assertRefused(Reason.OBSERVATION_INVALID, () -> WeatherEvent.of(fields, NOW), "temperature", "precipitation");
    }

    @Test
    void otherOpsAreUnknown() {
        assertRefused(Reason.OP_UNKNOWN, () -> ActivityEvent.of(fields("op=create"), NOW), "create");
        assertRefused(Reason.OP_UNKNOWN, () -> WeatherEvent.of(fields("op=create"), NOW), "create");
        assertRefused(Reason.ACTIVITY_INVALID, () -> ActivityEvent.of(fields("op=1"), NOW), "op");
    }

    @ParameterizedTest
    @CsvSource({"a/b", "a/b/c/d", "A/b/c", "a//c", "a/b/", "a/b c/d", "a/b/ü"})
    void keysOfOtherShapeAreInvalid(String key) {
        assertRefused(Reason.KEY_INVALID, () -> ActivityKey.parse(key), "");
    }

    @Test
    void whatIsGoodIsTakenToTheMillionth() throws Exception {
        var fields = activity();
        fields.putAll(fields("lon=180", "lat=-90", "moving_s=0", "heart_rate=30", "unknown=field"));
        fields.put("elevation_m", new BigDecimal("1e-1000000"));
        fields.put("distance_m", new BigDecimal("7212.3000005"));
        Activity activity = Objects.requireNonNull(ActivityEvent.of(fields, NOW).activity());
        assertEquals(new Position(-90_000_000, -180_000_000), activity.position());
        assertEquals(7_212_300_000L, activity.distance()); // half-even
        assertEquals(0L, activity.elevation());
        assertEquals(30_000_000L, activity.heartRate());
        assertNull(activity.name());
        assertEquals(activity, Activity.read(activity.toByteArray()));
        assertNull(ActivityEvent.of(fields("op=delete"), NOW).activity());
    }

    @Test
    void northFromTheEastIsNorth() throws Exception {
        var event = WeatherEvent.of(with(observation(), "wind_direction", "360"), NOW);
        assertEquals(0L, Objects.requireNonNull(event.observation()).weather().windDirection());
        assertEquals("404_-37", event.cell().toString());
    }
}
