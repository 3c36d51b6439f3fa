package io.joulestream.core.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class CityFileTest {
    private static final String SITGES = "Sitges\tES\tEurope/Madrid\t41235060\t1811930\t28130\n";

    private static Gazetteer read(String text) throws IOException {
        return Gazetteer.read(new ByteArrayInputStream(gzip(text.getBytes(StandardCharsets.UTF_8))));
    }

    private static byte[] gzip(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Test
    void readsCitiesAfterTheLinesThatSayWhereTheyAreFrom() throws IOException {
        Gazetteer gazetteer =
                read("# cities\n# of the test\n" + SITGES + "Nadi\tFJ\tPacific/Fiji\t-17803090\t180000000\t0\n");
        assertEquals(2, gazetteer.size());
        assertEquals(
                new City("Sitges", "ES", ZoneId.of("Europe/Madrid"), 41_235_060, 1_811_930, 28_130),
                gazetteer.nearest(40_000_000, 0));
        assertEquals(-180_000_000, gazetteer.nearest(0, 179_000_000).lonMicros());
        assertEquals(Set.of(), gazetteer.unknownZones());
    }

    @Test
    void leavesOutCitiesOfZonesThatThisJavaDoesNotKnow() throws IOException {
        Gazetteer gazetteer = read("Olympus\tXX\tMars/Olympus\t41235060\t1811930\t1\n" + SITGES);
        assertEquals(1, gazetteer.size());
        assertEquals("Sitges", gazetteer.nearest(41_235_060, 1_811_930).name());
        assertEquals(Set.of("Mars/Olympus"), gazetteer.unknownZones());
    }

    @Test
    void namesTheLineThatIsNoCity() {
        String[] lines = {
            "",
            "Sitges\tES\tEurope/Madrid\t41235060\t1811930",
            "Sitges\tES\tEurope/Madrid\t41235060\t1811930\t1\t2",
            "Sitges\tES\tEurope/Madrid\t41.2\t1811930\t1",
            "Sitges\tES\tEurope/Madrid\t90000001\t1811930\t1",
            "Sitges\tES\tEurope/Madrid\t41235060\t1811930\tmany",
        };
        for (String line : lines) {
            IOException refused = assertThrows(IOException.class, () -> read(SITGES + line + "\n"), line);
            assertEquals("line 2", String.valueOf(refused.getMessage()).substring(0, 6));
        }
    }

    @Test
    void refusesWhatHasNoCity() {
        assertThrows(IOException.class, () -> read("# nothing follows\n"));
        assertThrows(IOException.class, () -> Gazetteer.read(new ByteArrayInputStream(new byte[] {1, 2, 3})));
    }
}
