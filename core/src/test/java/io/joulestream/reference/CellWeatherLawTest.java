package io.joulestream.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.weather.Bracket;
import io.joulestream.core.weather.CellWeather;
import io.joulestream.core.weather.GridCell;
import io.joulestream.core.weather.Observation;
import io.joulestream.core.weather.Weather;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** SEMANTICS 29 over random observations, against {@link WeatherReference}. */
class CellWeatherLawTest {
    private static final long HOUR = 3_600_000;
    private static final int SEEDS = 300;
    private static final GridCell CELL = new GridCell(404, -38);

    @Test
    void theWeatherIsThatOfTheTwoObservationsAround() {
        int found = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            CellWeather cell = new CellWeather();
            WeatherReference reference = new WeatherReference();
            for (int i = random.nextInt(40); i > 0; i--) {
                String owner = List.of("a", "b", CellWeather.SHARED, CellWeather.SHARED)
                        .get(random.nextInt(4));
                long ts = random.nextInt(60) * HOUR / 2;
                if (random.nextInt(6) == 0) {
                    assertEquals(reference.remove(owner, CELL, ts), cell.remove(owner, ts));
                } else {
                    var observation = new Observation(ts, random.nextInt(3) == 0, weather(random));
                    assertEquals(reference.put(owner, CELL, observation), cell.put(owner, observation));
                }
                cell = CellWeather.read(cell.toByteArray());
            }
            assertEquals(reference.isEmpty(), cell.isEmpty());
            for (int i = 0; i < 30; i++) {
                long at = random.nextInt(30) * HOUR + (random.nextInt(3) == 0 ? 0 : random.nextInt((int) HOUR));
                String tenant = random.nextBoolean() ? "a" : "b";
                Bracket expected = reference.around(tenant, CELL, at);
                assertEquals(expected, cell.around(tenant, at), "seed " + seed);
                if (expected != null) {
                    found++;
                    assertEquals(WeatherReference.weather(expected, at), expected.at(at), "seed " + seed);
                }
            }
        }
        assertTrue(found > 5 * SEEDS, found + " brackets");
    }

    private static Weather weather(Random random) {
        return new Weather(
                some(random, -60_000_000, 60_000_000),
                some(random, 0, 100_000_000),
                some(random, 800_000_000, 1_200_000_000),
                some(random, 0, 50_000_000),
                random.nextInt(4) == 0 ? Long.valueOf(random.nextInt(4) * 90_000_000L) : some(random, 0, 359_999_999),
                some(random, 0, 20_000_000));
    }

    private static @Nullable Long some(Random random, long least, long most) {
        return random.nextInt(8) == 0 ? null : Long.valueOf(least + random.nextLong(most - least + 1));
    }
}
