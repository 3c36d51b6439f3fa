package io.joulestream.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Every GPX, TCX, CSV and JSON file of the real data through the whole system: each comes out as an activity with what a slow
 * reference reads in it, or is refused with what it lacks. Needs the real data.
 */
@OnSharedStack
@EnabledIfEnvironmentVariable(named = RealReadings.FOLDER, matches = ".+")
class FilesOfActivitiesEndToEndIT {
    private static final String GPX = "application/gpx+xml";
    private static final String TCX = "application/vnd.garmin.tcx+xml";
    private static final String STRAVA = "application/vnd.strava.activity+json";
    private static final String TOLD = "2024-05-01T08:00:00Z";

    private final SharedStack.Running system;
    private final Path folder = RealReadings.folder().resolve("activities");
    private final Map<String, Map<?, ?>> stored = new HashMap<>();
    private ActivitiesClient files;

    FilesOfActivitiesEndToEndIT(SharedStack.Running system) {
        this.system = system;
    }

    @BeforeEach
    void connects() {
        files = new ActivitiesClient(system.baseUrl(), "file");
    }

    @Test
    void everyTrackIsAnActivityAsItsPointsSay() throws IOException {
        List<Path> tracks;
        try (Stream<Path> all = Files.list(folder.resolve("gpx"))) {
            tracks = Stream.concat(all, Stream.of(folder.resolve("strava_api/sample.tcx.gz")))
                    .sorted()
                    .toList();
        }
        for (Path track : tracks) {
            boolean timed = TrackReference.read(track).start() != null;
            String type = track.toString().endsWith(".gpx") ? GPX : TCX;
            if (!timed) {
                var answer = post(track, type, "");
                assertEquals(422, answer.statusCode(), track + answer.body());
                assertTrue(answer.body().contains("no_time") && answer.body().contains("start"), answer.body());
            }
            taken(post(track, type, timed ? "" : "&start=" + TOLD));
        }
        stored.putAll(files.answered());
        assertEquals(tracks.size(), stored.size());
        for (Path track : tracks) {
            assertAsItsPointsSay(track);
        }
    }

    private HttpResponse<String> post(Path track, String type, String more) throws IOException {
        return files.post("/v1/activities?source=file&id=" + id(track) + more, type, Files.readAllBytes(track));
    }

    private static String id(Path track) {
        return String.valueOf(track.getFileName());
    }

    /** Waits until it is visible; what the file lacks. */
    private List<?> taken(HttpResponse<String> answer) {
        assertEquals(202, answer.statusCode(), answer.body());
        files.await(ReadingsClient.encoded(ReadingsClient.token(answer)));
        var activity =
                (Map<?, ?>) ((List<?>) JsonText.object(answer.body()).getOrDefault("activities", List.of())).get(0);
        return (List<?>) Objects.requireNonNull(activity.get("missing"));
    }

    private void assertAsItsPointsSay(Path track) throws IOException {
        var expected = TrackReference.read(track);
        var activity = stored.getOrDefault(id(track), Map.of());
        Instant start = expected.start();
        assertEquals((start == null ? Instant.parse(TOLD) : start).toEpochMilli(), activity.get("start"), id(track));
        var place = expected.place();
        assertEquals(Objects.requireNonNull(place.lat()), number(activity, "lat"), 0.000_001, id(track));
        assertEquals(Objects.requireNonNull(place.lon()), number(activity, "lon"), 0.000_001, id(track));
        if (expected.metres() == 0) {
            assertEquals(null, activity.get("distance_m"), id(track));
        } else {
            assertEquals(expected.metres(), number(activity, "distance_m"), expected.metres() / 100, id(track));
        }
        if (expected.hasHeights() && expected.metres() > 0) {
            assertEquals(expected.climbed(), number(activity, "elevation_m"), 0.1, id(track));
        } else {
            assertEquals(null, activity.get("elevation_m"), id(track));
        }
        assertPlace(activity);
    }

    private static double number(Map<?, ?> activity, String field) {
        return Double.parseDouble(String.valueOf(activity.get(field)));
    }

    /** The nearest of all cities, each looked at. */
    private static void assertPlace(Map<?, ?> activity) throws IOException {
        var here = new TrackReference.Point(number(activity, "lat"), number(activity, "lon"), null, null);
        byte[] cities = Files.readAllBytes(RealReadings.folder().resolve("geo/geonames_cities15000.tsv.gz"));
        try (var in = new GZIPInputStream(new ByteArrayInputStream(cities))) {
            String[] nearest = new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split("\t", -1))
                    .min(Comparator.comparingDouble(city -> here.metresTo(
                            new TrackReference.Point(Double.valueOf(city[3]), Double.valueOf(city[4]), null, null))))
                    .orElseThrow();
            assertEquals(
                    Map.of("city", nearest[0], "country", nearest[1], "zone", nearest[6]),
                    activity.get("place"),
                    activity.toString());
        }
        assertEquals("pending", weatherStatus(activity));
    }

    private static @Nullable Object weatherStatus(Map<?, ?> activity) {
        return activity.get("weather") instanceof Map<?, ?> weather ? weather.get("status") : null;
    }

    @Test
    void aBulkExportIsAnActivityForEachRow() throws IOException {
        byte[] export = Files.readAllBytes(folder.resolve("strava_bulk_export_format_sample.csv"));
        assertEquals(
                List.of("no_position", "no_heart_rate"),
                taken(files.post("/v1/activities?source=export", "text/csv", export)));
        var rows = new ActivitiesClient(system.baseUrl(), "export").answered();
        assertEquals(Set.of("1001", "1002"), rows.keySet());
        var run = rows.getOrDefault("1001", Map.of());
        assertEquals(Instant.parse("2018-07-07T17:04:11Z").toEpochMilli(), run.get("start"));
        assertEquals(7212.3, number(run, "distance_m"), 0);
        assertEquals(2290, number(run, "moving_s"), 0);
        assertEquals(85.2, number(run, "elevation_m"), 0);
        assertEquals("Morning Run, easy", run.get("name"));
        assertEquals("no_location", weatherStatus(run));
        var gym = rows.getOrDefault("1002", Map.of());
        assertEquals(Instant.parse("2024-01-02T09:00:00Z").toEpochMilli(), gym.get("start"));
        assertEquals(3600, number(gym, "elapsed_s"), 0);
    }

    @Test
    void everyJsonOfStravasApiIsAnActivityOrSaysWhatIsMissing() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("strava_api"))) {
            for (Path file :
                    all.filter(each -> each.toString().endsWith(".json")).toList()) {
                var answer = files.post("/v1/activities?source=api", STRAVA, Files.readAllBytes(file));
                if (id(file).startsWith("activity")) {
                    assertEquals(List.of("no_heart_rate"), taken(answer), id(file));
                } else {
                    assertEquals(422, answer.statusCode(), file + answer.body());
                }
            }
        }
        var activities = new ActivitiesClient(system.baseUrl(), "api").answered();
        assertEquals(Set.of("99895560", "96089609"), activities.keySet());
        for (Path file : List.of(
                folder.resolve("strava_api/activity.3.json"), folder.resolve("strava_api/activity-manual.3.json"))) {
            var said = JsonText.object(Files.readString(file));
            var activity = activities.getOrDefault(String.valueOf(said.get("id")), Map.of());
            assertEquals(Instant.parse(String.valueOf(said.get("start_date"))).toEpochMilli(), activity.get("start"));
            assertEquals(number(said, "start_latitude"), number(activity, "lat"), 0.000_001);
            assertEquals(number(said, "start_longitude"), number(activity, "lon"), 0.000_001);
            assertEquals(number(said, "distance"), number(activity, "distance_m"), 0);
            assertEquals(number(said, "moving_time"), number(activity, "moving_s"), 0);
            assertEquals(number(said, "total_elevation_gain"), number(activity, "elevation_m"), 0);
            assertTrue(String.valueOf(said.get("timezone")).endsWith(zone(activity)), zone(activity));
            assertPlace(activity);
        }
    }

    private static String zone(Map<?, ?> activity) {
        return activity.get("place") instanceof Map<?, ?> place ? String.valueOf(place.get("zone")) : "";
    }
}
