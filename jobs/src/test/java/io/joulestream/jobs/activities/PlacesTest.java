package io.joulestream.jobs.activities;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.place.City;
import io.joulestream.core.place.Gazetteer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacesTest {
    private static int micros(String degrees) {
        return new BigDecimal(degrees).movePointRight(6).intValueExact();
    }

    @Test
    void hasTheCitiesOfTheWorldAndKnowsTheirZones() {
        Gazetteer gazetteer = Places.gazetteer();
        assertTrue(gazetteer.size() > 26_000 && gazetteer.size() < 28_000, "cities: " + gazetteer.size());
        assertEquals(Set.of(), gazetteer.unknownZones());
        assertSame(gazetteer, Places.gazetteer());
    }

    @ParameterizedTest
    @CsvSource({
        "48.8566, 2.3522, Paris, FR, Europe/Paris",
        "40.4168, -3.7038, Madrid, ES, Europe/Madrid",
        "45.7722, 14.3577, Ljubljana, SI, Europe/Ljubljana",
        "37.7783, -122.3914, San Francisco, US, America/Los_Angeles",
        "21.3069, -157.8583, Honolulu, US, Pacific/Honolulu",
        "-16.8, 179.99, Labasa, FJ, Pacific/Fiji",
        "-16.8, -179.99, Labasa, FJ, Pacific/Fiji",
        "90, 0, Alta, NO, Europe/Oslo",
        "-90, 123, Ushuaia, AR, America/Argentina/Ushuaia",
    })
    void knowsThePlaceOf(String lat, String lon, String name, String country, String zone) {
        City city = Places.gazetteer().nearest(micros(lat), micros(lon));
        assertEquals(name, city.name());
        assertEquals(country, city.country());
        assertEquals(zone, city.zone().getId());
    }

    @Test
    void saysWhereTheDataIsFrom() throws IOException {
        try (InputStream in = Objects.requireNonNull(Places.class.getResourceAsStream("/places/cities.tsv.gz"));
                var reader =
                        new BufferedReader(new InputStreamReader(new GZIPInputStream(in), StandardCharsets.UTF_8))) {
            String header =
                    reader.lines().takeWhile(line -> line.startsWith("#")).reduce("", String::concat);
            assertTrue(header.contains("GeoNames") && header.contains("CC BY 4.0"), header);
        }
    }

    /** Two of the cities are at one place, and as populous: one of them names it. */
    @Test
    @EnabledIfEnvironmentVariable(named = "JOULESTREAM_DATA", matches = ".+")
    void hasTheCitiesOfAnotherCopyOfTheData() throws IOException {
        Path file = Path.of(String.valueOf(System.getenv("JOULESTREAM_DATA")), "geo", "geonames_cities15000.tsv.gz");
        Gazetteer gazetteer = Places.gazetteer();
        int cities = 0;
        int others = 0;
        try (var reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            assertEquals("name\tcountry\tadmin1\tlat\tlon\tpopulation\ttimezone", reader.readLine());
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] fields = line.split("\t", -1);
                int lat = micros(fields[3]);
                int lon = micros(fields[4]);
                City city = gazetteer.nearest(lat, lon);
                assertEquals(lat, city.latMicros(), line);
                assertEquals(lon, city.lonMicros(), line);
                assertEquals(fields[6], city.zone().getId(), line);
                assertEquals(fields[1], city.country(), line);
                assertEquals(Integer.parseInt(fields[5]), city.population(), line);
                others += city.name().equals(fields[0]) ? 0 : 1;
                cities++;
            }
        }
        assertEquals(cities, gazetteer.size());
        assertEquals(1, others);
    }
}
