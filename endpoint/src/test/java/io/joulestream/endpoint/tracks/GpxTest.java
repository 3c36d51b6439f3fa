package io.joulestream.endpoint.tracks;

import static io.joulestream.endpoint.tracks.TrackFile.gpx;
import static io.joulestream.endpoint.tracks.TrackFile.number;
import static io.joulestream.endpoint.tracks.TrackFile.point;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.joulestream.core.input.Rejection;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GpxTest {
    /** A ten-thousandth of a degree of a great circle. */
    private static final double STEP = Math.toRadians(0.0001) * 6_371_008.8;

    private static String at(int steps, String time) {
        return point(0, steps * 0.0001, "<time>2024-03-01T" + time + "Z</time>");
    }

    private static String track(String... segments) {
        return "<trk><trkseg>" + String.join("</trkseg><trkseg>", segments) + "</trkseg></trk>";
    }

    @Test
    void saysWhatATrackSays() throws Rejection, IOException {
        TrackDocument document = gpx("""
                <metadata><name>file</name><time>2030-01-01T00:00:00Z</time></metadata>
                <wpt lat="1" lon="1"><name>café</name><time>1999-01-01T00:00:00Z</time></wpt>
                <trk><name> Round the &quot;lake&quot; &amp; back </name><type>running</type><trkseg>
                <trkpt lat="41.2350604" lon="1.8119303"><ele>10.5</ele><time>2024-03-01T08:00:00.250+01:00</time>
                  <extensions><x:TrackPointExtension xmlns:x="http://www.garmin.com/xmlschemas/TrackPointExtension/v1"
                  ><x:hr>120</x:hr><x:cad>80</x:cad></x:TrackPointExtension></extensions></trkpt>
                <trkpt lat="41.2350604" lon="1.8119303"><ele>20.5</ele><time>2024-03-01T07:00:10.250Z</time>
                  <extensions><undeclared:hr>141</undeclared:hr></extensions></trkpt>
                </trkseg></trk>
                """);
        assertEquals(
                Map.of(
                        "type", "run",
                        "name", "Round the \"lake\" & back",
                        "start", "2024-03-01T07:00:00.250Z",
                        "lat", new BigDecimal("41.235060"),
                        "lon", new BigDecimal("1.811930"),
                        "distance_m", new BigDecimal("0.0"),
                        "moving_s", new BigDecimal("0.000"),
                        "elapsed_s", new BigDecimal("10.000"),
                        "elevation_m", new BigDecimal("10.0"),
                        "heart_rate", new BigDecimal("130.5")),
                document.fields());
        assertEquals(Set.of(), document.missing());
        assertEquals(0, document.unusable());
    }

    @Test
    void countsNothingBetweenSegments() throws Rejection, IOException {
        TrackDocument document = gpx(track(
                at(0, "08:00:00") + at(10, "08:00:40"),
                "",
                at(50, "08:10:00") + at(60, "08:10:30") + at(61, "08:20:30")));
        assertEquals(21 * STEP, number(document, "distance_m"), 0.05);
        assertEquals(1230, number(document, "elapsed_s"));
        // The last eleven metres took ten minutes: that is standing.
        assertEquals(70, number(document, "moving_s"));
        assertEquals(EnumSet.of(Missing.NO_ELEVATION, Missing.NO_HEART_RATE), document.missing());
    }

    @Test
    void measuresTheWayAcrossTheDateLine() throws Rejection, IOException {
        TrackDocument document = gpx(track(point(0, 179.9999, "") + point(0, -179.9999, "")));
        assertEquals(2 * STEP, number(document, "distance_m"), 0.05);
    }

    @Test
    void climbsOverWhatIsMoreThanNoise() throws Rejection, IOException {
        var points = new StringBuilder();
        for (double height : new double[] {100, 101.5, 100, 101.9, 100, 103, 102, 104, 106, 90, 92}) {
            points.append(point(0, 0, "<ele>" + height + "</ele>"));
        }
        // 100 to 103, to 106 by way of less than two below, down, and two up again.
        assertEquals(8, number(gpx(track(points.toString())), "elevation_m"));
        String up = point(0, 0, "<ele>1</ele>") + point(0, 0, "<ele>4</ele>");
        assertEquals(6, number(gpx(track(up, up)), "elevation_m"));
    }

    @Test
    void saysThatATrackHasNoTime() throws Rejection, IOException {
        // Before 1990 the clock was never set.
        TrackDocument document = gpx("<time>2024-03-01T08:00:00Z</time>"
                + track(point(1, 2, "<time>1901-12-13T20:45:52.2073437Z</time><ele>5</ele>") + point(1, 3, "")));
        assertEquals(EnumSet.of(Missing.NO_TIME, Missing.NO_HEART_RATE), document.missing());
        assertEquals(1, document.unusable());
        assertEquals(
                Set.of("type", "lat", "lon", "distance_m", "elevation_m"),
                document.fields().keySet());
    }

    @Test
    void saysThatPartOfATrackHasNoTime() throws Rejection, IOException {
        TrackDocument document =
                gpx(track(point(0, 0, "") + point(0, 0.01, ""), at(200, "08:00:00") + at(300, "08:10:00")));
        assertEquals("2024-03-01T08:00:00Z", document.fields().get("start"));
        assertEquals(0.02, number(document, "lon"));
        assertEquals(200 * STEP, number(document, "distance_m"), 0.05);
        assertEquals(EnumSet.of(Missing.PARTIAL_TIME, Missing.NO_ELEVATION, Missing.NO_HEART_RATE), document.missing());
        assertFalse(
                document.fields().containsKey("moving_s") || document.fields().containsKey("elapsed_s"));
    }

    @Test
    void bridgesPointsWithoutATime() throws Rejection, IOException {
        TrackDocument document = gpx(track(at(0, "08:00:00") + point(0, 0.0005, "") + at(10, "08:00:20")));
        assertEquals(20, number(document, "moving_s"));
        assertEquals(EnumSet.of(Missing.NO_ELEVATION, Missing.NO_HEART_RATE), document.missing());
    }

    @Test
    void takesARouteWhereThereIsNoTrack() throws Rejection, IOException {
        TrackDocument document = gpx("""
                <wpt lat="5" lon="5"/>
                <rte><name>plan</name><type>hiking</type><rtept lat="0" lon="0"/><rtept lat="0" lon="0.001"/></rte>
                """);
        assertEquals("plan", document.fields().get("name"));
        assertEquals("hike", document.fields().get("type"));
        assertEquals(10 * STEP, number(document, "distance_m"), 0.05);
        assertEquals(0, number(document, "lat"));
    }

    @Test
    void takesAPlaceWhereThereIsNoWay() throws Rejection, IOException {
        TrackDocument document = gpx("""
                <metadata><name>summit</name></metadata><trk><trkseg/></trk>
                <wpt lat="37.5" lon="-122.5"><time>2016-06-17T23:41:03Z</time><ele>3</ele></wpt><wpt lat="1" lon="1"/>
                """);
        assertEquals(
                Map.of(
                        "type", "other",
                        "name", "summit",
                        "start", "2016-06-17T23:41:03Z",
                        "lat", new BigDecimal("37.500000"),
                        "lon", new BigDecimal("-122.500000")),
                document.fields());
        assertEquals(EnumSet.of(Missing.NO_TRACK, Missing.NO_HEART_RATE), document.missing());
    }

    @Test
    void takesNameAndTypeOfTheFirstTrackThatHasPoints() throws Rejection, IOException {
        TrackDocument document = gpx("<trk><name>empty</name><type>swim</type><trkseg/></trk>"
                + "<trk><name>first</name><trkseg>" + point(0, 0, "<name>point</name>") + "</trkseg></trk>"
                + "<trk><name>second</name><type>Mountain Biking</type><trkseg>" + point(0, 0, "") + "</trkseg></trk>");
        assertEquals("first", document.fields().get("name"));
        assertEquals("mountain_biking", document.fields().get("type"));
    }

    @Test
    void countsWhatItCannotUse() throws Rejection, IOException {
        TrackDocument document = gpx(track(point(0, 0, "<ele>NaN</ele><hr>0</hr><time>yesterday</time>")
                + "<trkpt lat='91' lon='0'><ele>5</ele><hr>100</hr></trkpt><trkpt lat='' lon='0'/><trkpt/>"
                + point(0, 0.001, "<hr>1e999999999</hr><time>2024-03-01T08:00:00</time>")));
        assertEquals(5, document.unusable());
        assertEquals(10 * STEP, number(document, "distance_m"), 0.05);
        assertEquals(100, number(document, "heart_rate"));
        assertEquals("2024-03-01T08:00:00Z", document.fields().get("start"));
    }

    @Test
    void cutsALongNameBetweenCharacters() throws Rejection, IOException {
        TrackDocument document =
                gpx("<trk><name>" + "x".repeat(499) + "🏃🏃</name><trkseg>" + point(0, 0, "") + "</trkseg></trk>");
        assertEquals("x".repeat(499), document.fields().get("name"));
    }
}
