package io.joulestream.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.weather.CellWeather;
import io.joulestream.core.weather.DayTemperature;
import io.joulestream.core.weather.GridCell;
import io.joulestream.core.weather.Observation;
import io.joulestream.core.weather.Weather;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** SEMANTICS 32 over random observations, against {@link WeatherReference}. */
class DayTemperatureLawTest {
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final GridCell CELL = new GridCell(404, -38);
    private static final int SEEDS = 300;

    @Test
    void aDaysTemperatureIsTheMeanOverTheTimeThatIsKnown() {
        int cut = 0;
        int mixed = 0;
        int empty = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            CellWeather first = new CellWeather();
            CellWeather second = new CellWeather();
            WeatherReference reference = new WeatherReference();
            // From an observation a minute to one in four hours.
            long step = List.of(MINUTE, 10 * MINUTE, HOUR, 2 * HOUR).get(random.nextInt(4));
            for (int i = random.nextInt(60); i > 0; i--) {
                String owner = List.of("a", "b", CellWeather.SHARED).get(random.nextInt(3));
                long ts = random.nextInt((int) (36 * HOUR / step)) * step + random.nextInt(3) * MINUTE;
                var observation = new Observation(ts, random.nextInt(5) == 0, weather(random));
                // Two, as the state has them: by day.
                (ts < 18 * HOUR ? first : second).put(owner, observation);
                reference.put(owner, CELL, observation);
            }
            List<CellWeather> all = List.of(
                    CellWeather.read(first.toByteArray()), new CellWeather(), CellWeather.read(second.toByteArray()));
            long from = random.nextInt(12 * 60) * MINUTE;
            long to = from + 20 * HOUR + random.nextInt(6 * 60) * MINUTE;
            DayTemperature expected = reference.dayTemperature("a", CELL, from, to, MINUTE);
            assertEquals(expected, DayTemperature.of(all, "a", from, to), "seed " + seed);
            if (expected == null) {
                empty++;
            } else {
                cut += expected.coveredMillis() % step == 0 ? 0 : 1;
                mixed += expected.ownMillis() > 0 && expected.ownMillis() < expected.coveredMillis() ? 1 : 0;
            }
        }
        assertTrue(cut > SEEDS / 4 && mixed > SEEDS / 4 && empty > 2, cut + " cut, " + mixed + " mixed, " + empty);
    }

    @Test
    void aWholeDayAtOneTemperatureIsThatTemperature() {
        CellWeather weather = new CellWeather();
        for (int hour = 0; hour <= 24; hour++) {
            weather.put(CellWeather.SHARED, new Observation(hour * HOUR, false, ofTemperature(5_500_000)));
        }
        DayTemperature day = DayTemperature.of(List.of(weather), "a", 0, 24 * HOUR);
        assertEquals(new DayTemperature(5_500_000, 24 * HOUR, 0, false), day);
        assertNotNull(day);
        assertEquals(10_000_000, day.heatingMicros());
        assertEquals(0, day.coolingMicros());
    }

    @Test
    void theBasesAreAsTheContractSays() {
        var cold = new DayTemperature(15_499_999, 1, 0, false);
        var mild = new DayTemperature(22_000_000, 1, 0, false);
        var warm = new DayTemperature(22_000_001, 1, 0, false);
        assertEquals(1, cold.heatingMicros());
        assertEquals(0, mild.heatingMicros() + mild.coolingMicros() + warm.heatingMicros() + cold.coolingMicros());
        assertEquals(1, warm.coolingMicros());
    }

    private static Weather weather(Random random) {
        return random.nextInt(8) == 0
                ? new Weather(null, 50_000_000L, null, null, null, null)
                : ofTemperature(random.nextInt(120_000_000) - 60_000_000L);
    }

    private static Weather ofTemperature(long micros) {
        return new Weather(micros, null, null, null, null, null);
    }
}
