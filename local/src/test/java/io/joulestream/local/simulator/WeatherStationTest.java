package io.joulestream.local.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.input.Rejection;
import io.joulestream.core.weather.GridCell;
import io.joulestream.core.weather.WeatherEvent;
import io.joulestream.local.simulator.SimulatedObservation.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the roof's station tells, and that the sky is the one that the house's thermometer and heating know. */
class WeatherStationTest {
    private static final long SEED = 7;
    private static final Instant END = Instant.parse("2026-11-01T12:30:00Z");
    private static final Duration YEAR = Duration.ofDays(365);
    private static final long DAY = Duration.ofDays(1).toMillis();

    private static List<SimulatedObservation> year(long seed) {
        return Scenario.year(seed, END).station().until(END);
    }

    @Test
    void sendsTheSameHoweverManyStepsLeadThere() {
        var random = new SplittableRandom(SEED);
        var station = Scenario.year(SEED, END).station();
        var events = new ArrayList<SimulatedObservation>();
        for (var now = END.minus(YEAR); now.isBefore(END); ) {
            now = now.plusSeconds(random.nextInt(3 * 86_400));
            events.addAll(station.until(now.isBefore(END) ? now : END));
        }
        assertEquals(year(SEED), events);
    }

    /** SEMANTICS 30. */
    @Test
    void sendsWhatIsTakenForOneCell() throws Rejection {
        var cells = new TreeSet<String>();
        for (var event : year(SEED)) {
            var fields = new LinkedHashMap<String, Object>(event.fields());
            fields.replaceAll(
                    (name, value) -> value instanceof Number number ? new BigDecimal(number.toString()) : value);
            var taken = WeatherEvent.of(fields, event.arrivalMillis());
            cells.add(taken.cell().toString());
            assertEquals(
                    event.kind() == Kind.PROVISIONAL,
                    Objects.requireNonNull(taken.observation()).provisional());
            assertTrue(event.arrivalMillis() > event.millis(), event::toString);
        }
        assertEquals(new TreeSet<>(List.of(new GridCell(404, -38).toString())), cells);
    }

    @Test
    void isLateProvisionalRevisedAndMissing() {
        for (var seed = 0; seed < 10; seed++) {
            var kinds = new EnumMap<Kind, Integer>(Kind.class);
            var hours = new TreeMap<Long, Kind>();
            for (var event : year(seed)) {
                kinds.merge(event.kind(), 1, Integer::sum);
                var before = hours.put(event.millis(), event.kind());
                assertEquals(event.kind() == Kind.REVISION ? Kind.PROVISIONAL : null, before, event::toString);
            }
            for (var kind : Kind.values()) {
                assertTrue(kinds.getOrDefault(kind, 0) > 100, seed + " " + kinds);
            }
            var missing = YEAR.toHours() - hours.size();
            assertTrue(missing > 80 && missing < 600, seed + " lacks " + missing);
        }
    }

    @Test
    void observesWhatTheThermometerMeasures() {
        var weather = new Weather(Site.MADRID, new Noise(SEED));
        for (var event : year(SEED)) {
            var truth =
                    BigDecimal.valueOf(weather.outdoorCelsius(event.millis())).setScale(1, RoundingMode.HALF_EVEN);
            var told = event.values().getOrDefault("temperature", BigDecimal.ZERO);
            assertEquals(event.kind() == Kind.PROVISIONAL, truth.compareTo(told) != 0, event::toString);
        }
    }

    /** Days against the degree days of their cells (SEMANTICS 32), as in a plot of points; Melbourne's winters are mild. */
    @Test
    void theHouseholdsHeatWithTheDegreeDaysOfTheirCells() {
        for (var site : Site.HOUSEHOLDS) {
            for (var seed = 0; seed < 5; seed++) {
                var noise = new Noise(seed);
                var heating = fit(site, noise);
                assertTrue(
                        heating.kilowattHours() > 0.2 && heating.kilowattHours() < 1.5,
                        site.name() + " a degree day: " + heating);
                assertTrue(
                        heating.correlation() > (site.equals(Site.MADRID) ? 0.6 : 0.25), site.name() + ": " + heating);
            }
        }
    }

    private record Fit(double kilowattHours, double correlation) {}

    /** Of the days on which it is never so warm that it is cooled. */
    private static Fit fit(Site site, Noise noise) {
        var load = new HouseholdLoad(new Weather(site, noise), noise);
        var sky = new CellSky(noise, site.lat(), site.lon());
        double n = 0;
        double x = 0;
        double y = 0;
        double xx = 0;
        double xy = 0;
        double yy = 0;
        for (var day = END.toEpochMilli() / DAY * DAY - 365 * DAY; day < END.toEpochMilli() - DAY; day += DAY) {
            double mean = 0;
            double kilowattHours = 0;
            double warmest = -99;
            for (var quarter = 0; quarter < 96; quarter++) {
                var at = day + quarter * 900_000L;
                mean += sky.celsius(at) / 96;
                warmest = Math.max(warmest, sky.celsius(at));
                kilowattHours += load.watts(at) / 4000;
            }
            if (warmest < 25) {
                var degrees = Math.max(0, 15.5 - mean);
                n++;
                x += degrees;
                y += kilowattHours;
                xx += degrees * degrees;
                xy += degrees * kilowattHours;
                yy += kilowattHours * kilowattHours;
            }
        }
        var covariance = n * xy - x * y;
        var slope = covariance / (n * xx - x * x);
        return new Fit(slope, covariance / Math.sqrt((n * xx - x * x) * (n * yy - y * y)));
    }
}
