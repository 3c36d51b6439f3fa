package io.joulestream.local.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.weather.GridCell;
import io.joulestream.core.weather.Observation;
import io.joulestream.core.weather.Weather;
import io.joulestream.jobs.providers.Answer;
import io.joulestream.jobs.providers.CellDay;
import io.joulestream.jobs.providers.FeedConfig;
import io.joulestream.jobs.providers.WeatherFeed;
import io.joulestream.jobs.run.ConfigValues;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stand-in's documents, read by the classes that read the real ones. */
class WeatherApisTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2024-09-01T10:20:30Z"), ZoneOffset.UTC);
    private static final GridCell MADRID = new GridCell(403, -37);
    private static final LocalDate DAY = LocalDate.parse("2024-07-15");

    private WeatherApis apis;

    @BeforeEach
    void start() throws Exception {
        apis = WeatherApis.start(1, 0, CLOCK);
    }

    @AfterEach
    void stop() {
        apis.close();
    }

    private Answer ask(String provider, GridCell cell, LocalDate day) throws Exception {
        Map<String, String> settings = new HashMap<>(FeedConfig.DEFAULTS);
        settings.putAll(apis.settings());
        settings.put("weather-providers", provider);
        Map<String, String> environment = Map.of(WeatherFeed.OPENWEATHERMAP_KEY, "any");
        try (WeatherFeed feed = WeatherFeed.open(FeedConfig.of(new ConfigValues(settings)), environment, CLOCK)) {
            return feed.ask(new CellDay(cell, day)).get(60, TimeUnit.SECONDS);
        }
    }

    private List<Observation> observed(String provider, GridCell cell, LocalDate day) throws Exception {
        Answer.Observed answer = (Answer.Observed) ask(provider, cell, day);
        assertEquals(List.of(), answer.refused());
        return answer.observations();
    }

    @Test
    void givesAWholeDayThatIsTheSameEachTime() throws Exception {
        List<Observation> day = observed("open-meteo", MADRID, DAY);
        assertEquals(24, day.size());
        assertEquals(day, observed("open-meteo", MADRID, DAY));
        assertNotEquals(day, observed("open-meteo", new GridCell(404, -37), DAY));
        apis.close();
        apis = WeatherApis.start(2, 0, CLOCK);
        assertNotEquals(day, observed("open-meteo", MADRID, DAY));
    }

    /** As far as their formats tell: OpenWeatherMap's pressure is a whole number. */
    @Test
    void bothProvidersSeeTheSameSky() throws Exception {
        List<Observation> first = observed("open-meteo", MADRID, DAY);
        List<Observation> second = observed("openweathermap", MADRID, DAY);
        assertEquals(24, second.size());
        for (int hour = 0; hour < 24; hour++) {
            Weather one = first.get(hour).weather();
            Weather other = second.get(hour).weather();
            assertEquals(first.get(hour).tsMillis(), second.get(hour).tsMillis());
            assertEquals(
                    new Weather(
                            one.temperature(),
                            one.humidity(),
                            other.pressure(),
                            one.windSpeed(),
                            one.windDirection(),
                            one.precipitation()),
                    other);
            assertTrue(Math.abs(value(one.pressure()) - value(other.pressure())) <= 600_000);
        }
    }

    @Test
    void theForecastIsProvisionalAndALittleOff() throws Exception {
        LocalDate recent = LocalDate.parse("2024-08-26");
        List<Observation> forecast = observed("open-meteo", MADRID, recent);
        List<Observation> truth = observed("openweathermap", MADRID, recent);
        int off = 0;
        for (int hour = 0; hour < 24; hour++) {
            assertTrue(forecast.get(hour).provisional());
            long difference = value(forecast.get(hour).weather().temperature())
                    - value(truth.get(hour).weather().temperature());
            assertTrue(Math.abs(difference) <= 800_000, "by " + difference);
            off += difference == 0 ? 0 : 1;
        }
        assertTrue(off > 12, "hours that are off: " + off);
        assertEquals(
                11,
                observed("open-meteo", MADRID, LocalDate.parse("2024-09-01")).size());
    }

    @Test
    void theArchiveEndsDaysBeforeNow() throws Exception {
        HttpResponse<String> answer = get(
                "weather-open-meteo-archive-url",
                "latitude=40.35&longitude=-3.65&start_date=2024-08-27&end_date=2024-08-27&hourly=temperature_2m");
        String temperatures = answer.body().replaceAll(".*\"temperature_2m\":\\[([^]]*)].*", "$1");
        assertEquals(24, temperatures.split(",", -1).length);
        assertEquals(13, temperatures.split("null", -1).length - 1, temperatures);
    }

    @Test
    void refusesAsTheRealOnesDo() throws Exception {
        assertEquals(400, get("weather-open-meteo-archive-url", "latitude=91").statusCode());
        assertTrue(get("weather-open-meteo-archive-url", "latitude=91").body().startsWith("{\""));
        assertEquals(
                400,
                get(
                                "weather-open-meteo-forecast-url",
                                "latitude=0&longitude=0&start_date=2024-08-27&end_date=2024-08-27&hourly=snow_in_may")
                        .statusCode());
        assertEquals(401, get("weather-openweathermap-url", "lat=0&lon=0&dt=0").statusCode());
        assertEquals(
                400, get("weather-openweathermap-url", "lat=0&dt=0&appid=any").statusCode());
    }

    private HttpResponse<String> get(String setting, String query) throws Exception {
        String url = Objects.requireNonNull(apis.settings().get(setting));
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url + "?" + query)).build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static long value(@Nullable Long micros) {
        return Objects.requireNonNull(micros);
    }

    /** From pole to pole, an hour of every day of a year: nothing that topic weather would refuse. */
    @Test
    void isPlausibleEverywhere() {
        for (int south = -900; south <= 899; south += 50) {
            CellSky sky = new CellSky(new Noise(3), south / 10.0, 12.3);
            for (int hour = 0; hour < 8760; hour += 25) {
                long millis = Instant.parse("2024-01-01T00:00:00Z").toEpochMilli() + hour * 3_600_000L;
                within(-60, sky.celsius(millis), 60);
                within(0, sky.humidity(millis), 100);
                within(950, sky.hectopascal(millis), 1060);
                within(0, sky.metresPerSecond(millis), 40);
                within(0, sky.degrees(millis), 359.999);
                within(0, sky.millimetres(millis), 50);
            }
        }
    }

    private static void within(double least, double value, double most) {
        assertTrue(least <= value && value <= most, value + " is not from " + least + " to " + most);
    }

    @Test
    void hasSeasonsDaysAndRain() {
        CellSky sky = new CellSky(new Noise(3), 40.35, -3.65);
        assertTrue(mean(sky, "2024-07-01", 31 * 24, 1) > mean(sky, "2024-01-01", 31 * 24, 1) + 10);
        assertTrue(mean(sky, "2024-07-01T15", 31, 24) > mean(sky, "2024-07-01T04", 31, 24) + 3);
        int wet = 0;
        for (int hour = 0; hour < 8760; hour++) {
            wet += sky.millimetres(instant("2024-01-01") + hour * 3_600_000L) >= 0.05 ? 1 : 0;
        }
        assertTrue(wet > 8760 / 50 && wet < 8760 / 4, "wet hours: " + wet);
    }

    private static double mean(CellSky sky, String from, int count, int everyHours) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += sky.celsius(instant(from) + 3_600_000L * i * everyHours);
        }
        return sum / count;
    }

    private static long instant(String dateAndHour) {
        String text = dateAndHour.length() == 10 ? dateAndHour + "T00" : dateAndHour;
        return Instant.parse(text + ":00:00Z").toEpochMilli();
    }
}
