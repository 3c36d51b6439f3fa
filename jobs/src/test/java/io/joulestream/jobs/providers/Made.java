package io.joulestream.jobs.providers;

import io.joulestream.core.weather.GridCell;
import io.joulestream.core.weather.Observation;
import io.joulestream.core.weather.Weather;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Weather that can be told by its hour, and the documents that say it. */
final class Made {
    /** Near Madrid. */
    static final GridCell CELL = new GridCell(403, -37);

    static final LocalDate DAY = LocalDate.parse("2024-03-31");
    static final CellDay WANTED = new CellDay(CELL, DAY);

    private Made() {}

    /** All in tenths, of the nth hour of any day. */
    static int celsius(int hour) {
        return hour * 11 - 73;
    }

    static int kelvin(int hour) {
        return celsius(hour) + 2731; // and the five hundredths that the documents add
    }

    static int humidity(int hour) {
        return 400 + hour * 10;
    }

    static int hectopascal(int hour) {
        return 10_000 + hour * 7;
    }

    static int wind(int hour) {
        return 3 + hour;
    }

    static int direction(int hour) {
        return hour * 150;
    }

    static int rain(int hour) {
        return hour % 3 == 0 ? 4 : 0;
    }

    /** What both providers' answers say of the first hours of the day. */
    static List<Observation> observations(CellDay wanted, int hours, boolean provisional) {
        return IntStream.range(0, hours)
                .mapToObj(hour -> new Observation(
                        wanted.hour(hour).toEpochMilli(),
                        provisional,
                        new Weather(
                                celsius(hour) * 100_000L,
                                humidity(hour) * 100_000L,
                                hectopascal(hour) * 100_000L,
                                wind(hour) * 100_000L,
                                direction(hour) * 100_000L,
                                rain(hour) * 100_000L)))
                .toList();
    }

    /** The documented answer to a request of either provider. */
    static String answer(URI request) {
        if (request.getPath().contains("timemachine")) {
            return openWeatherMap(Instant.ofEpochSecond(Long.parseLong(parameter(request, "dt"))));
        }
        return openMeteo(LocalDate.parse(parameter(request, "start_date")), 24);
    }

    static String parameter(URI request, String name) {
        Matcher matcher = Pattern.compile("(?:^|&)" + name + "=([^&]*)").matcher(request.getQuery());
        if (!matcher.find()) {
            throw new IllegalArgumentException("no " + name + " in " + request.getQuery());
        }
        return matcher.group(1);
    }

    /** https://open-meteo.com/en/docs/historical-weather-api, its JSON return object. */
    static String openMeteo(LocalDate day, int hours) {
        return """
                {"latitude":40.35,"longitude":-3.65,"generationtime_ms":0.18,"utc_offset_seconds":0,
                 "timezone":"GMT","timezone_abbreviation":"GMT","elevation":615.0,
                 "hourly_units":{"time":"iso8601","temperature_2m":"°C","relative_humidity_2m":"%%","pressure_msl":"hPa",
                   "wind_speed_10m":"m/s","wind_direction_10m":"°","precipitation":"mm"},
                 "hourly":{"time":[%s],"temperature_2m":[%s],"relative_humidity_2m":[%s],"pressure_msl":[%s],
                   "wind_speed_10m":[%s],"wind_direction_10m":[%s],"precipitation":[%s]}}
                """.formatted(
                        column(hours, hour -> "\"%sT%02d:00\"".formatted(day, hour)),
                        column(hours, hour -> tenths(celsius(hour))),
                        column(hours, hour -> tenths(humidity(hour))),
                        column(hours, hour -> tenths(hectopascal(hour))),
                        column(hours, hour -> tenths(wind(hour))),
                        column(hours, hour -> tenths(direction(hour))),
                        column(hours, hour -> tenths(rain(hour))));
    }

    /** https://openweathermap.org/api/one-call-3#history, its example. What does not fall is not there. */
    static String openWeatherMap(Instant time) {
        int hour = time.atOffset(java.time.ZoneOffset.UTC).getHour();
        String fallen = rain(hour) == 0 ? "" : ",\"rain\":{\"1h\":0.1},\"snow\":{\"1h\":0.3}";
        return """
                {"lat":40.35,"lon":-3.65,"timezone":"Europe/Madrid","timezone_offset":7200,"data":[{"dt":%d,
                 "sunrise":1645853361,"sunset":1645891727,"temp":%s5,"feels_like":276.44,"pressure":%s,"humidity":%s,
                 "dew_point":272.88,"uvi":0.06,"clouds":0,"visibility":10000,"wind_speed":%s,"wind_deg":%s%s,
                 "weather":[{"id":800,"main":"Clear","description":"clear sky","icon":"01d"}]}]}
                """.formatted(
                        time.getEpochSecond(),
                        tenths(kelvin(hour)),
                        tenths(hectopascal(hour)),
                        tenths(humidity(hour)),
                        tenths(wind(hour)),
                        tenths(direction(hour)),
                        fallen);
    }

    private static String column(int hours, IntFunction<String> value) {
        return IntStream.range(0, hours).mapToObj(value).collect(Collectors.joining(","));
    }

    private static String tenths(int value) {
        return (value < 0 ? "-" : "") + Math.abs(value) / 10 + "." + Math.abs(value) % 10;
    }
}
