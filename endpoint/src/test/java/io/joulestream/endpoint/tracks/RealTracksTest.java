package io.joulestream.endpoint.tracks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.core.activity.ActivityEvent;
import io.joulestream.core.input.Rejection;
import io.joulestream.endpoint.tabular.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tracks of real devices. What is expected was computed by another program, over another parser's trees and with the
 * formulas as {@link TrackSums} and {@link Climb} state them.
 */
@EnabledIfEnvironmentVariable(named = "JOULESTREAM_DATA", matches = ".+")
class RealTracksTest {
    private static final long NOW = Instant.parse("2026-11-01T00:00:00Z").toEpochMilli();

    private static Path folder() {
        return Path.of(String.valueOf(System.getenv("JOULESTREAM_DATA")), "activities");
    }

    private static TrackDocument read(String file) throws IOException, Rejection {
        try (InputStream in = Files.newInputStream(folder().resolve(file))) {
            return Track.read(in);
        }
    }

    private static void assertNumber(@Nullable Double expected, TrackDocument document, String field, double within) {
        if (expected == null) {
            assertEquals(null, document.fields().get(field), field);
        } else {
            assertEquals(expected, TrackFile.number(document, field), within, field);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "gpx/Mojstrovka.gpx, , 46.434981, 13.748273, 2697.6, , , 474.0, no_time no_heart_rate",
        "gpx/around-visnjan-with-car.gpx, 2020-12-18T06:15:50Z, 45.273519, 13.714210, 2733.2, 308, 514, 48.5, no_heart_rate",
        "gpx/cerknicko-jezero-with-elevations-zero.gpx, 2010-08-05T14:23:59Z, 45.772175, 14.357659, 4575.0, 2309, 7190, 0, no_heart_rate",
        "gpx/cerknicko-jezero.gpx, 2010-08-05T14:23:59Z, 45.772175, 14.357659, 4575.0, 2309, 7190, 217.7, no_heart_rate",
        "gpx/cerknicko-without-times.gpx, 2010-08-05T16:22:52Z, 45.791314, 14.304685, 4575.0, , , 217.7, partial_time no_heart_rate",
        "gpx/gpx_with_garmin_extension.gpx, 2016-06-17T23:41:03Z, 37.778259, -122.391386, , , , , no_track",
        "gpx/korita-zbevnica.gpx, 2010-10-03T09:36:30Z, 45.452596, 14.018194, 14897.1, , , 809.9, partial_time no_heart_rate",
        "gpx/track-with-empty-segment.gpx, 2013-07-06T17:26:26Z, 50.777213, 6.081970, 85.9, 32, 76, 0, no_heart_rate",
        "gpx/track_with_speed.gpx, 2009-03-02T14:05:52Z, 52.330848, 5.541371, 18.6, 13, 13, 9.2, no_heart_rate",
        "strava_api/sample.tcx.gz, 2009-02-21T12:57:25Z, 52.148514, 4.500887, 64040.7, 8155, 8208, 186.0, ''",
    })
    void saysWhatATrackSays(
            String file,
            @Nullable String start,
            double lat,
            double lon,
            @Nullable Double distance,
            @Nullable Double moving,
            @Nullable Double elapsed,
            @Nullable Double elevation,
            String missing)
            throws IOException, Rejection {
        TrackDocument document = read(file);
        assertEquals(start, document.fields().get("start"));
        assertNumber(lat, document, "lat", 0.000_001);
        assertNumber(lon, document, "lon", 0.000_001);
        assertNumber(distance, document, "distance_m", 0.1);
        assertNumber(moving, document, "moving_s", 0);
        assertNumber(elapsed, document, "elapsed_s", 0);
        assertNumber(elevation, document, "elevation_m", 0.1);
        assertEquals(missing, document.missing().stream().map(Missing::code).collect(Collectors.joining(" ")));
    }

    @Test
    void readsEveryTrackAsAnActivityOfTheLogUnlessItHasNoTime() throws IOException, Rejection {
        Set<String> refused = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder().resolve("gpx"))) {
            for (Path file : files.toList()) {
                TrackDocument document = read("gpx/" + file.getFileName());
                try {
                    ActivityEvent.of(document.fields(), NOW);
                } catch (Rejection why) {
                    refused.add(file.getFileName() + ": " + why.detail().substring(0, 16));
                }
            }
        }
        assertEquals(Set.of("Mojstrovka.gpx: start is missing"), refused);
    }

    @Test
    void readsTheHeartRatesOfGarmin() throws IOException, Rejection {
        assertNumber(171.0, read("gpx/gpx_with_garmin_extension.gpx"), "heart_rate", 0);
        TrackDocument ride = read("strava_api/sample.tcx.gz");
        assertNumber(135.4, ride, "heart_rate", 0.05);
        assertEquals("ride", ride.fields().get("type"));
    }

    @ParameterizedTest
    @CsvSource({
        "activity.3.json, 99895560, run, 2013-12-12T19:36:41Z, 37.781076, -122.395536, 5781.1, 2892, 3140, 13.5",
        "activity-manual.3.json, 96089609, hike, 2013-11-17T16:00:00Z, 38.742638, -120.435763, 22530.8, 38700, 38700, 0",
    })
    void readsActivitiesOfStravasApi(
            String file,
            String id,
            String type,
            String start,
            double lat,
            double lon,
            double distance,
            double moving,
            double elapsed,
            double elevation)
            throws IOException, Rejection {
        StravaActivity activity;
        try (InputStream in =
                Files.newInputStream(folder().resolve("strava_api").resolve(file))) {
            activity = StravaActivity.read(in);
        }
        TrackDocument document = activity.document();
        assertEquals(id, activity.id());
        assertEquals(type, document.fields().get("type"));
        assertEquals(start, document.fields().get("start"));
        assertNumber(lat, document, "lat", 0.000_001);
        assertNumber(lon, document, "lon", 0.000_001);
        assertNumber(distance, document, "distance_m", 0);
        assertNumber(moving, document, "moving_s", 0);
        assertNumber(elapsed, document, "elapsed_s", 0);
        assertNumber(elevation, document, "elevation_m", 0);
        assertEquals(Set.of(Missing.NO_HEART_RATE), document.missing());
        Objects.requireNonNull(ActivityEvent.of(document.fields(), NOW).activity());
    }

    @Test
    void readsTheSampleOfABulkExport() throws IOException, Refusal {
        List<String> rows = new ArrayList<>();
        StravaExport.read(
                folder().resolve("strava_bulk_export_format_sample.csv"), new StravaExport.Sink<RuntimeException>() {
                    @Override
                    public void activity(long row, String id, TrackDocument document) {
                        rows.add(row + " " + id + " " + document.fields().get("start") + " "
                                + document.fields().get("distance_m"));
                    }

                    @Override
                    public void refused(Refusal why) {
                        throw new AssertionError(why);
                    }
                });
        assertEquals(List.of("2 1001 2018-07-07T17:04:11Z 7212.3", "3 1002 2024-01-02T09:00:00Z 0.0"), rows);
    }
}
