package io.joulestream.endpoint.tracks;

import static io.joulestream.endpoint.tracks.TrackFile.number;
import static io.joulestream.endpoint.tracks.TrackFile.tcx;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TcxTest {
    private static final double STEP = Math.toRadians(0.001) * 6_371_008.8;

    private static String activity(String laps) {
        return "<Activity Sport='Running'><Id>2024-03-01T07:59:00Z</Id>" + laps + "</Activity>";
    }

    private static String lap(String start, String content) {
        return "<Lap StartTime='2024-03-01T" + start + "Z'><TotalTimeSeconds>60.5</TotalTimeSeconds>"
                + "<DistanceMeters>100</DistanceMeters>" + content + "</Lap>";
    }

    private static String point(int steps, String time, String content) {
        return "<Trackpoint><Time>2024-03-01T" + time + "Z</Time><Position><LatitudeDegrees>0."
                + "%03d".formatted(steps) + "</LatitudeDegrees><LongitudeDegrees>0</LongitudeDegrees></Position>"
                + content + "</Trackpoint>";
    }

    private static String heart(int rate) {
        return "<HeartRateBpm><Value>" + rate + "</Value></HeartRateBpm>";
    }

    @Test
    void joinsLapsAndPausesWithinThem() throws Rejection, IOException {
        TrackDocument document = tcx(activity(lap(
                        "08:00:00",
                        "<Track>" + point(1, "08:00:05", "<AltitudeMeters>-3</AltitudeMeters>" + heart(100))
                                + point(2, "08:01:00", "<AltitudeMeters>1</AltitudeMeters>" + heart(150)) + "</Track>")
                + lap(
                        "08:01:00",
                        "<Track>" + point(3, "08:02:00", heart(140)) + "</Track><Track>" + point(9, "08:10:00", "")
                                + point(10, "08:11:00", "<DistanceMeters>9999</DistanceMeters>") + "</Track>")));
        assertEquals("run", document.fields().get("type"));
        assertEquals("2024-03-01T08:00:00Z", document.fields().get("start"));
        assertEquals(0.001, number(document, "lat"));
        assertEquals(3 * STEP, number(document, "distance_m"), 0.1);
        assertEquals(660, number(document, "elapsed_s"));
        assertEquals(175, number(document, "moving_s"));
        assertEquals(4, number(document, "elevation_m"));
        assertEquals(130, number(document, "heart_rate"));
        assertEquals(EnumSet.noneOf(Missing.class), document.missing());
    }

    @Test
    void takesTheDevicesSumsWhereNoPointHasAPlace() throws Rejection, IOException {
        String indoors = "<AverageHeartRateBpm><Value>%d</Value></AverageHeartRateBpm>"
                + "<Track><Trackpoint><Time>2024-03-01T08:00:30Z</Time></Trackpoint></Track>";
        TrackDocument document =
                tcx(activity(lap("08:00:00", indoors.formatted(120)) + lap("08:05:00", indoors.formatted(130))));
        assertEquals(
                Map.of(
                        "type", "run",
                        "start", "2024-03-01T08:00:00Z",
                        "distance_m", new BigDecimal("200.0"),
                        "moving_s", new BigDecimal("121.000"),
                        "elapsed_s", new BigDecimal("360.500"),
                        "heart_rate", new BigDecimal("125.0")),
                document.fields());
        assertEquals(EnumSet.of(Missing.NO_POSITION, Missing.NO_ELEVATION), document.missing());
    }

    @Test
    void refusesAFileThatIsNotOneActivity() {
        String one = activity(lap("08:00:00", ""));
        for (String content : new String[] {"", one + one, "<Activity Sport='Other'/>"}) {
            assertEquals(
                    Reason.ACTIVITY_INVALID,
                    assertThrows(Rejection.class, () -> tcx(content), content).reason());
        }
    }
}
