package io.joulestream.local.simulator;

import io.joulestream.local.simulator.Disorder.Rates;
import io.joulestream.local.simulator.HouseholdMeter.Mishaps;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The two sites with their series, an athlete and a weather station. One scenario is one run: it goes forward only.
 *
 * <p>The zones change their clocks on different days, and in opposite directions.
 */
public final class Scenario {

    /** The series that is worth looking at first; it is also the first of {@link #series}. */
    public static final String FIRST = "madrid.electricity";

    /** The series whose readings are closest to one another. */
    public static final String DENSEST = "madrid.power";

    private static final Duration EVERY_QUARTER = Duration.ofMinutes(15);
    private static final Duration EVERY_HALF_HOUR = Duration.ofMinutes(30);
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration MINUTES = Duration.ofDays(28);
    private static final Duration SECONDS = Duration.ofHours(12);
    /** Recent enough to be in view where the last weeks are. */
    private static final Duration OUTAGE_BEFORE_END = Duration.ofDays(9);

    private final Noise noise;
    private final long from;
    private final long minutesFrom;
    private final long secondsFrom;
    private final long to;
    private final List<SimulatedSeries> series = new ArrayList<>();
    private final Athlete athlete;
    private final WeatherStation station;

    private Scenario(long seed, Instant from, Instant minutesFrom, Instant to) {
        this.noise = new Noise(seed);
        this.from = from.truncatedTo(ChronoUnit.HOURS).toEpochMilli();
        this.minutesFrom = minutesFrom.truncatedTo(ChronoUnit.HOURS).toEpochMilli();
        this.secondsFrom = to.minus(SECONDS).truncatedTo(ChronoUnit.HOURS).toEpochMilli();
        this.to = to.toEpochMilli();
        var madrid = new Weather(Site.MADRID, noise);
        var melbourne = new Weather(Site.MELBOURNE, noise);
        electricity(madrid);
        solar(madrid);
        power(madrid);
        smartMeter(melbourne);
        energyLevel(madrid);
        gas(madrid);
        water(madrid);
        room(madrid);
        outdoors(madrid, EVERY_QUARTER);
        outdoors(melbourne, EVERY_HALF_HOUR);
        this.athlete = new Athlete(noise, this.from);
        this.station = new WeatherStation(Site.MADRID, noise, this.from);
    }

    /**
     * A year that ends at the instant, with its last four weeks of solar power by the minute and its last half day of the
     * mains' by seconds. At that instant every site is connected: what is silent then is meant to be.
     */
    public static Scenario year(long seed, Instant to) {
        return of(seed, to.minus(YEAR), to.minus(MINUTES), to);
    }

    /** As long as told; solar power, by the minute, from its own instant on. Mishaps happen before the end. */
    public static Scenario of(long seed, Instant from, Instant minutesFrom, Instant to) {
        return new Scenario(seed, from, minutesFrom, to);
    }

    /** In the order in which they are worth seeing. */
    public List<SimulatedSeries> series() {
        return List.copyOf(series);
    }

    /** Of the household near Madrid; travels. */
    public Athlete athlete() {
        return athlete;
    }

    /** On the roof of the house near Madrid. */
    public WeatherStation station() {
        return station;
    }

    private void electricity(Weather weather) {
        var mishaps = new Mishaps(quarter(to - OUTAGE_BEFORE_END.toMillis()), part(0.41), part(0.63));
        add(
                weather.site(),
                "electricity",
                "Electricity",
                Map.of(
                        "kind", "counter",
                        "unit", "kWh",
                        "quantity", "electricity",
                        "expectedInterval", "PT15M",
                        "maxGap", "PT2H"),
                new HouseholdMeter(new HouseholdLoad(weather, noise), from, mishaps),
                Rates.AUTOMATIC);
    }

    private void solar(Weather weather) {
        add(
                weather.site(),
                "solar",
                "Solar power",
                Map.of("kind", "gauge", "unit", "W", "quantity", "power", "expectedInterval", "PT1M"),
                new PhotovoltaicPower(weather, minutesFrom),
                Rates.AUTOMATIC);
    }

    private void power(Weather weather) {
        add(
                weather.site(),
                "power",
                "Mains power",
                Map.of("kind", "gauge", "unit", "W", "quantity", "power", "expectedInterval", "PT10S"),
                new MainsPower(new HouseholdLoad(weather, noise), noise, secondsFrom),
                Rates.DENSE);
    }

    private void smartMeter(Weather weather) {
        add(
                weather.site(),
                "electricity",
                "Smart meter",
                Map.of(
                        "kind", "delta",
                        "unit", "kWh",
                        "quantity", "electricity",
                        "interval", "PT30M",
                        "stamp", "end",
                        "expectedInterval", "PT30M"),
                new SmartMeter(new HouseholdLoad(weather, noise), from),
                Rates.AUTOMATIC);
    }

    private void energyLevel(Weather weather) {
        add(
                weather.site(),
                "energy-level",
                "Ana's energy",
                Map.of(
                        "kind", "gauge",
                        "unit", "1",
                        "quantity", "energy level",
                        "levels", true,
                        "expectedInterval", "P1D"),
                new EnergyLevel(weather, noise, from, random("energy-level")),
                Rates.BY_HAND);
    }

    private void gas(Weather weather) {
        add(
                weather.site(),
                "gas",
                "Gas by hand",
                Map.of("kind", "counter", "unit", "m3", "quantity", "gas"),
                HandReadMeter.gas(weather, from, random("gas")),
                Rates.BY_HAND);
    }

    private void water(Weather weather) {
        add(
                weather.site(),
                "water",
                "Water by hand",
                Map.of("kind", "counter", "unit", "m3", "quantity", "water"),
                HandReadMeter.water(weather, from, random("water")),
                Rates.BY_HAND);
    }

    private void room(Weather weather) {
        temperature(
                weather,
                "living-room",
                "Living room",
                EVERY_QUARTER,
                Thermometer.indoors(weather, noise, EVERY_QUARTER, from));
    }

    private void outdoors(Weather weather, Duration every) {
        temperature(weather, "outdoor", "Outdoors", every, Thermometer.outdoors(weather, every, from));
    }

    private void temperature(Weather weather, String name, String title, Duration every, Source source) {
        add(
                weather.site(),
                name,
                title,
                Map.of(
                        "kind", "gauge",
                        "unit", "Cel",
                        "quantity", "temperature",
                        "hold", "linear",
                        "expectedInterval", every.toString()),
                source,
                Rates.AUTOMATIC);
    }

    private void add(Site site, String name, String title, Map<String, Object> definition, Source source, Rates rates) {
        var fullName = site.name() + "." + name;
        var fields = new TreeMap<String, Object>();
        fields.put("name", title + ", " + site.title());
        fields.put("zone", site.zone().getId());
        fields.put("lat", BigDecimal.valueOf(site.lat()));
        fields.put("lon", BigDecimal.valueOf(site.lon()));
        fields.putAll(definition);
        series.add(new SimulatedSeries(
                fullName,
                fields,
                source,
                new Disorder(fullName, source, rates, to, random("disorder of " + fullName))));
    }

    /** A whole quarter of an hour, this part of the way through the history. */
    private long part(double share) {
        return quarter(from + (long) ((to - from) * share));
    }

    /** The whole quarter of an hour at or before an instant. */
    private static long quarter(long millis) {
        return Math.floorDiv(millis, EVERY_QUARTER.toMillis()) * EVERY_QUARTER.toMillis();
    }

    private SplittableRandom random(String purpose) {
        return new SplittableRandom(noise.of(purpose).seed());
    }
}
