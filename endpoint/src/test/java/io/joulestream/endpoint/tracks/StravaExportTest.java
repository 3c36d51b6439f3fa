package io.joulestream.endpoint.tracks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.joulestream.endpoint.tabular.Refusal;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StravaExportTest {
    private static final String HEADER = "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,"
            + "Elapsed Time,Distance,Max Heart Rate,Elapsed Time,Moving Time,Distance,Elevation Gain,Average Heart Rate\n";

    private final Path folder;
    private final Map<String, TrackDocument> documents = new LinkedHashMap<>();
    private final List<String> refusals = new ArrayList<>();

    StravaExportTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private TrackDocument document(String rowAndId) {
        return Objects.requireNonNull(documents.get(rowAndId), rowAndId);
    }

    private void read(String text) throws IOException, Refusal {
        Path file = Files.writeString(folder.resolve("activities.csv"), text);
        StravaExport.read(file, new StravaExport.Sink<RuntimeException>() {
            @Override
            public void activity(long row, String id, TrackDocument document) {
                documents.put(row + " " + id, document);
            }

            @Override
            public void refused(Refusal why) {
                refusals.add(why.row() + " " + why.column() + " " + why.reason());
            }
        });
    }

    @Test
    void readsTheRowsOfAnExport() throws IOException, Refusal {
        read(HEADER + """
                1001,"Jul 7, 2018, 5:04:11 PM","Morning Run, ""easy""\",Run,,2371,7.21,171,2371.5,2290.0,7212.3,85.2,150.5
                1002,"Jan 2, 2024, 12:00:00 AM",Gym,Weight Training,"two
                lines, and a ""quote""
                and a third",3600,0,,3600.0,3600.0,0.0,,
                """);
        TrackDocument run = document("2 1001");
        assertEquals(
                Map.of(
                        "type", "run",
                        "start", "2018-07-07T17:04:11Z",
                        "distance_m", new BigDecimal("7212.3"),
                        "moving_s", new BigDecimal("2290.0"),
                        "elapsed_s", new BigDecimal("2371.5"),
                        "elevation_m", new BigDecimal("85.2"),
                        "heart_rate", new BigDecimal("150.5"),
                        "name", "Morning Run, \"easy\""),
                run.fields());
        assertEquals(EnumSet.of(Missing.NO_POSITION), run.missing());
        TrackDocument gym = document("3 1002");
        assertEquals("weight_training", gym.fields().get("type"));
        assertEquals("2024-01-02T00:00:00Z", gym.fields().get("start"));
        assertEquals(EnumSet.of(Missing.NO_POSITION, Missing.NO_ELEVATION, Missing.NO_HEART_RATE), gym.missing());
        assertEquals(List.of(), refusals);
    }

    @Test
    void refusesRowsByTheirLineAndReadsOn() throws IOException, Refusal {
        read(HEADER + """
                x1,"Jul 7, 2018, 5:04:11 PM",a,Run,,,,,,,,,
                1,"07.07.2018, 17:04:11",a,Run,,,,,,,,,
                2,"Feb 30, 2018, 5:04:11 PM",a,Run,,,,,,,,,
                3,"Jul 7, 2018, 15:04:11 PM",a,Run,,,,,,,,,
                4,,a,Run,,,,,,,,,
                5,"Jul 7, 2018, 5:04:11 PM",a,Run,,,,,,,"7,212.3",,
                6,"Jul 7, 2018, 5:04:11 PM",a,Run,,,,,,-5,,,
                7,"Jul 7, 2018, 5:04:11 PM",a,Run
                8,"Jul 7, 2018, 5:04:11 PM",a,Run,,,,,,,,,,,,
                9,"Jul 7, 2018, 5:04:11 PM",an "open quote,Run,,,,,,,,,
                10,"Jul 7, 2018, 5:04:11 PM,a,Run,,,,,,,,,
                11,"Sep 7, 2018, 5:04:11 AM",a,Run,,,,,,,,,
                """);
        assertEquals(
                List.of(
                        "2 Activity ID activity_invalid",
                        "3 Activity Date activity_invalid",
                        "4 Activity Date activity_invalid",
                        "5 Activity Date activity_invalid",
                        "6 Activity Date activity_invalid",
                        "7 Distance activity_invalid",
                        "8 Moving Time activity_invalid",
                        "9  fields_missing",
                        "10  fields_extra",
                        "12  quotes_unbalanced"),
                refusals);
        assertEquals(List.of("11 9", "13 11"), List.copyOf(documents.keySet()));
        assertEquals("2018-09-07T05:04:11Z", document("13 11").fields().get("start"));
    }

    @Test
    void takesNoDistanceOfWhichTheUnitIsUncertain() throws IOException, Refusal {
        read("Activity ID,Activity Date,Activity Type,Distance\n1,\"Jul 7, 2018, 5:04:11\u202fPM\",Run,7.21\n");
        assertEquals(
                Map.of("type", "run", "start", "2018-07-07T17:04:11Z"),
                document("2 1").fields());
    }

    @Test
    void refusesAFileThatIsNoExport() {
        for (String text : new String[] {"", "\n\n", "Aktivitäts-ID,Datum\n1,2\n", "{}", "<gpx/>"}) {
            assertThrows(Refusal.class, () -> read(text), text);
        }
        assertEquals(Map.of(), documents);
        assertEquals(List.of(), refusals);
    }

    @Test
    void readsGzip() throws IOException, Refusal {
        Path file = folder.resolve("activities.csv.gz");
        String row = "1,\"Jul 7, 2018, 5:04:11 PM\",a,Run,,,,,,,,,\n";
        Files.write(file, TrackFile.gzip((HEADER + row).getBytes(StandardCharsets.UTF_8)));
        List<String> ids = new ArrayList<>();
        StravaExport.read(file, new StravaExport.Sink<RuntimeException>() {
            @Override
            public void activity(long line, String id, TrackDocument document) {
                ids.add(id);
            }

            @Override
            public void refused(Refusal why) {
                throw new AssertionError(why);
            }
        });
        assertEquals(List.of("1"), ids);
    }
}
