package io.joulestream.endpoint.tracks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.joulestream.core.input.Rejection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StravaActivityTest {
    private static StravaActivity read(String json) throws Rejection, IOException {
        return StravaActivity.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void readsAnActivityOfTheApi() throws Rejection, IOException {
        StravaActivity activity = read("""
                {"id":154504250376823,"athlete":{"id":1,"name":"somebody"},"name":"Happy Friday","distance":28099,
                 "moving_time":4207,"elapsed_time":4410,"total_elevation_gain":516.5,"type":"Ride",
                 "sport_type":"MountainBikeRide","start_date":"2018-02-16T14:52:54Z",
                 "start_date_local":"2018-02-16T06:52:54Z","start_latlng":[37.83,-122.26],"average_heartrate":140.3,
                 "map":{"polyline":null},"segment_efforts":[{"id":9,"distance":1,"start_latlng":[[1],2]}],"trainer":false}
                """);
        assertEquals("154504250376823", activity.id());
        assertEquals(
                Map.of(
                        "type", "mountain_bike_ride",
                        "start", "2018-02-16T14:52:54Z",
                        "lat", new BigDecimal("37.83"),
                        "lon", new BigDecimal("-122.26"),
                        "distance_m", new BigDecimal("28099"),
                        "moving_s", new BigDecimal("4207"),
                        "elapsed_s", new BigDecimal("4410"),
                        "elevation_m", new BigDecimal("516.5"),
                        "heart_rate", new BigDecimal("140.3"),
                        "name", "Happy Friday"),
                activity.document().fields());
        assertEquals(EnumSet.noneOf(Missing.class), activity.document().missing());
    }

    @Test
    void saysWhatAnActivityLacks() throws Rejection, IOException {
        TrackDocument document =
                read("{\"id\":7,\"start_latlng\":[],\"distance\":null}").document();
        assertEquals(Map.of("type", "other"), document.fields());
        assertEquals(
                EnumSet.of(
                        Missing.NO_TIME,
                        Missing.NO_POSITION,
                        Missing.NO_DISTANCE,
                        Missing.NO_ELEVATION,
                        Missing.NO_HEART_RATE),
                document.missing());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"id\":1} {}",
                "{}",
                "{\"id\":\"1\"}",
                "{\"id\":1.5}",
                "{\"id\":-1}",
                "{\"id\":1e99}",
                "{\"id\":1,\"distance\":\"far\"}",
                "{\"id\":1,\"name\":5}",
                "{\"id\":NaN}",
            })
    void refusesWhatIsNoActivity(String json) {
        assertThrows(Rejection.class, () -> read(json));
    }

    @Test
    void refusesDeepNests() {
        assertThrows(Rejection.class, () -> read("{\"id\":1,\"a\":" + "[".repeat(100) + "]".repeat(100) + "}"));
    }
}
