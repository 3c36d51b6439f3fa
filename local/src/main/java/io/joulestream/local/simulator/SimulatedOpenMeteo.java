package io.joulestream.local.simulator;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Open-Meteo's answers, hourly and in UTC: the archive's end five days ago, and the forecast's are a little off, as its own
 * are.
 *
 * @see <a href="https://open-meteo.com/en/docs/historical-weather-api">the documented format</a>
 */
final class SimulatedOpenMeteo {
    private static final Duration ARCHIVE_DELAY = Duration.ofDays(5);
    private static final Duration FORECAST_REACH = Duration.ofDays(16);
    private static final int MOST_DAYS = 366;

    /** One of the variables that can be asked for. */
    private enum Variable {
        TEMPERATURE_2M(1),
        RELATIVE_HUMIDITY_2M(0),
        PRESSURE_MSL(1),
        WIND_SPEED_10M(2),
        WIND_DIRECTION_10M(0),
        PRECIPITATION(1);

        private final int decimals;

        Variable(int decimals) {
            this.decimals = decimals;
        }

        static Variable of(String name) {
            for (var variable : values()) {
                if (variable.wireName().equals(name)) {
                    return variable;
                }
            }
            throw new BadRequest("Data corrupted at path ''. Cannot initialize VariableAndPreviousDay from invalid"
                    + " String value " + name + ".");
        }

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }

        String unit(boolean metresPerSecond) {
            return switch (this) {
                case TEMPERATURE_2M -> "°C";
                case RELATIVE_HUMIDITY_2M -> "%";
                case PRESSURE_MSL -> "hPa";
                case WIND_SPEED_10M -> metresPerSecond ? "m/s" : "km/h";
                case WIND_DIRECTION_10M -> "°";
                case PRECIPITATION -> "mm";
            };
        }

        BigDecimal value(CellSky sky, long millis, boolean metresPerSecond) {
            var value =
                    switch (this) {
                        case TEMPERATURE_2M -> sky.celsius(millis);
                        case RELATIVE_HUMIDITY_2M -> sky.humidity(millis);
                        case PRESSURE_MSL -> sky.hectopascal(millis);
                        case WIND_SPEED_10M -> sky.metresPerSecond(millis) * (metresPerSecond ? 1 : 3.6);
                        case WIND_DIRECTION_10M -> sky.degrees(millis);
                        case PRECIPITATION -> sky.millimetres(millis);
                    };
            return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
        }
    }

    private final Noise noise;
    private final Gaps gaps;
    private final Clock clock;

    /** @param gaps hours that it knows nothing of */
    SimulatedOpenMeteo(Noise noise, Gaps gaps, Clock clock) {
        this.noise = noise;
        this.gaps = gaps;
        this.clock = clock;
    }

    /** What both APIs answer. */
    Map<String, Object> answer(Query query, boolean archive) {
        var lat = query.number("latitude", 90);
        var lon = query.number("longitude", 180);
        var from = date(query, "start_date");
        var to = date(query, "end_date");
        if (to.isBefore(from) || from.plusDays(MOST_DAYS).isBefore(to)) {
            throw new BadRequest("End-date must be larger or equals than start-date");
        }
        if (!List.of("GMT", "UTC").contains(query.text("timezone", "GMT"))) {
            throw new BadRequest("Only timezone GMT is simulated");
        }
        var metresPerSecond = query.text("wind_speed_unit", "kmh").equals("ms");
        var hours = hours(from, to);
        var reach = clock.millis() + (archive ? ARCHIVE_DELAY.negated() : FORECAST_REACH).toMillis();
        LongPredicate known = hour -> hour <= reach && !gaps.include(lat, lon, hour);
        var asked = new Asked(new CellSky(noise, lat, lon), hours, known, archive, metresPerSecond);
        var units = new LinkedHashMap<String, Object>(Map.of("time", "iso8601"));
        var hourly = new LinkedHashMap<String, Object>();
        hourly.put("time", hours.stream().map(SimulatedOpenMeteo::isoMinute).toList());
        for (var name : query.text("hourly", "").split(",", -1)) {
            var variable = Variable.of(name);
            units.put(name, variable.unit(metresPerSecond));
            hourly.put(name, column(variable, asked));
        }
        var answer = new LinkedHashMap<String, Object>();
        answer.put("latitude", lat);
        answer.put("longitude", lon);
        answer.put("generationtime_ms", 0.1);
        answer.put("utc_offset_seconds", 0);
        answer.put("timezone", "GMT");
        answer.put("timezone_abbreviation", "GMT");
        answer.put("elevation", 0);
        answer.put("hourly_units", units);
        answer.put("hourly", hourly);
        return answer;
    }

    /** @param known whether it has values of an hour */
    private record Asked(
            CellSky sky, List<Long> hours, LongPredicate known, boolean archive, boolean metresPerSecond) {}

    private List<@Nullable Object> column(Variable variable, Asked asked) {
        var column = new ArrayList<@Nullable Object>();
        for (var hour : asked.hours()) {
            var value = variable.value(asked.sky(), hour, asked.metresPerSecond());
            if (!asked.archive() && variable == Variable.TEMPERATURE_2M) {
                value = value.add(mistake(hour));
            }
            column.add(asked.known().test(hour) ? value : null);
        }
        return column;
    }

    /** Of the forecast, at most 0.8 °C. */
    private BigDecimal mistake(long hour) {
        return BigDecimal.valueOf(Math.round(16 * noise.of("forecast").uniform(hour) - 8), 1);
    }

    private static List<Long> hours(LocalDate from, LocalDate to) {
        var hours = new ArrayList<Long>();
        for (var hour = from.atStartOfDay(); hour.isBefore(to.plusDays(1).atStartOfDay()); hour = hour.plusHours(1)) {
            hours.add(hour.toInstant(ZoneOffset.UTC).toEpochMilli());
        }
        return hours;
    }

    private static String isoMinute(long millis) {
        return Instant.ofEpochMilli(millis).toString().substring(0, "2024-01-31T12:00".length());
    }

    private static LocalDate date(Query query, String name) {
        try {
            return LocalDate.parse(query.text(name, ""));
        } catch (DateTimeException e) {
            throw new BadRequest("Parameter '" + name + "' is no date such as 2024-01-31");
        }
    }
}
