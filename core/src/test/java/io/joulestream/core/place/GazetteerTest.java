package io.joulestream.core.place;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** SEMANTICS 31, against the haversines of all cities. */
class GazetteerTest {
    private static final int QUARTER = 90_000_000;
    private static final int HALF = 180_000_000;
    private static final ZoneId ZONE = ZoneId.of("UTC");

    private final SplittableRandom random = new SplittableRandom(31);

    private static City city(String name, int lat, int lon, int population) {
        return new City(name, "XX", ZONE, lat, lon, population);
    }

    /** Metres by the haversine, on a sphere of the mean radius. */
    private static double metres(City city, int lat, int lon) {
        double phi = Math.toRadians(city.latMicros() / 1e6);
        double other = Math.toRadians(lat / 1e6);
        double a = Math.pow(Math.sin((phi - other) / 2), 2)
                + Math.cos(phi)
                        * Math.cos(other)
                        * Math.pow(Math.sin(Math.toRadians((city.lonMicros() - (long) lon) / 1e6) / 2), 2);
        return 2 * 6_371_008.8 * Math.asin(Math.min(1, Math.sqrt(a)));
    }

    /** Far from the antipode haversines are as good as chords, to some nanometres. */
    private static City byHaversine(List<City> cities, int lat, int lon) {
        double shortest = cities.stream()
                .mapToDouble(city -> metres(city, lat, lon))
                .min()
                .orElseThrow();
        return cities.stream()
                .filter(city -> metres(city, lat, lon) <= shortest + 0.000_6)
                .sorted()
                .findFirst()
                .orElseThrow();
    }

    private void assertNearest(Gazetteer gazetteer, List<City> cities, int lat, int lon) {
        City expected = byHaversine(cities, lat, lon);
        City found = gazetteer.nearest(lat, lon);
        assertEquals(
                expected,
                found,
                () -> "at " + lat + ", " + lon + ": " + metres(found, lat, lon) + " m instead of "
                        + metres(expected, lat, lon));
    }

    private int lat() {
        return switch (random.nextInt(8)) {
            case 0 -> QUARTER;
            case 1 -> -QUARTER;
            case 2 -> QUARTER - random.nextInt(100_000);
            case 3 -> 0;
            default -> (int) Math.round(Math.toDegrees(Math.asin(random.nextDouble(-1, 1))) * 1e6);
        };
    }

    private int lon() {
        return switch (random.nextInt(8)) {
            case 0 -> HALF;
            case 1 -> -HALF;
            case 2 -> HALF - random.nextInt(100_000);
            case 3 -> -HALF + random.nextInt(100_000);
            case 4 -> 0;
            default -> random.nextInt(-HALF, HALF + 1);
        };
    }

    private List<City> cities(int count) {
        List<City> cities = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            cities.add(city("city " + i, lat(), lon(), random.nextInt(4)));
        }
        return cities;
    }

    @Test
    void findsTheCityThatHaversinesFind() {
        for (int count : new int[] {1, 2, 3, 4, 7, 8, 100, 3000}) {
            List<City> cities = cities(count);
            var gazetteer = new Gazetteer(cities);
            for (int i = 0; i < 2000; i++) {
                assertNearest(gazetteer, cities, lat(), lon());
            }
            for (int i = 0; i < 200; i++) {
                City at = cities.get(random.nextInt(count));
                assertNearest(gazetteer, cities, at.latMicros(), at.lonMicros());
            }
        }
    }

    /** A grid of whole degrees, with points half way between: two, three or four cities are equally near to each. */
    @Test
    void takesTheFirstCityOfEquallyNearOnes() {
        List<City> cities = new ArrayList<>();
        for (int lat = -3; lat <= 3; lat++) {
            for (int lon = 177; lon <= 183; lon++) {
                int east = lon > 180 ? lon - 360 : lon;
                cities.add(city(lat + " " + lon, lat * 1_000_000, east * 1_000_000, random.nextInt(2)));
            }
        }
        var gazetteer = new Gazetteer(cities);
        int ties = 0;
        for (int lat = -4; lat <= 4; lat++) {
            for (int lon = 354; lon <= 366; lon++) {
                int halfEast = lon > 360 ? lon - 720 : lon;
                int y = lat * 500_000;
                int x = halfEast * 500_000;
                assertNearest(gazetteer, cities, y, x);
                double nearest = metres(gazetteer.nearest(y, x), y, x);
                ties += cities.stream()
                                        .filter(city -> metres(city, y, x) < nearest + 1e-6)
                                        .count()
                                > 1
                        ? 1
                        : 0;
            }
        }
        assertTrue(ties > 50, "ties: " + ties);
    }

    @Test
    void namesTheMostPopulousOfCitiesAtOnePlaceWhateverTheirOrder() {
        List<City> cities = new ArrayList<>(List.of(
                city("b", 1, 1, 5),
                city("a", 1, 1, 5),
                city("c", 1, 1, 4),
                city("far", 9_000_000, 1, 9),
                city("c", 1, 1, 3)));
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(cities, new Random(i));
            assertEquals("a", new Gazetteer(cities).nearest(0, 0).name());
        }
    }

    @Test
    void looksAcrossTheDateLine() {
        var gazetteer = new Gazetteer(List.of(city("west of it", 0, 179_000_000, 1), city("east", 0, -170_000_000, 1)));
        assertEquals("west of it", gazetteer.nearest(0, -179_900_000).name());
        assertEquals("west of it", gazetteer.nearest(0, -HALF).name());
        assertEquals("west of it", gazetteer.nearest(0, HALF).name());
        assertEquals("east", gazetteer.nearest(0, -174_000_000).name());
        assertEquals(-HALF, city("on it", 0, HALF, 1).lonMicros());
    }

    @Test
    void looksAcrossAPole() {
        var gazetteer = new Gazetteer(
                List.of(city("beyond", 89_000_000, -100_000_000, 1), city("here", 86_000_000, 80_000_000, 1)));
        assertEquals("beyond", gazetteer.nearest(89_500_000, 80_000_000).name());
        for (int lon = -HALF; lon <= HALF; lon += 45_000_000) {
            assertEquals("beyond", gazetteer.nearest(QUARTER, lon).name());
        }
    }

    @Test
    void answersTheCityOnTheOtherSideOfTheEarth() {
        var gazetteer = new Gazetteer(List.of(city("only", 10_000_000, 20_000_000, 1)));
        assertEquals("only", gazetteer.nearest(-10_000_000, -160_000_000).name());
    }

    @Test
    void refusesWhatIsNotOnEarth() {
        var gazetteer = new Gazetteer(cities(3));
        for (int[] place : new int[][] {{QUARTER + 1, 0}, {-QUARTER - 1, 0}, {0, HALF + 1}, {0, -HALF - 1}}) {
            assertThrows(IllegalArgumentException.class, () -> gazetteer.nearest(place[0], place[1]));
            assertThrows(IllegalArgumentException.class, () -> city("nowhere", place[0], place[1], 1));
        }
        assertThrows(IllegalArgumentException.class, () -> new Gazetteer(List.of()));
    }
}
