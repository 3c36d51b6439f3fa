package io.joulestream.jobs.providers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.weather.Observation;
import io.joulestream.core.weather.Weather;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

class OpenWeatherMapTest {
    private static final Instant NOW = Instant.parse("2024-06-01T10:20:30Z");
    private static final OpenWeatherMap API =
            new OpenWeatherMap(URI.create("http://host/timemachine"), ApiKey.of("key"));

    private static Answer read(CellDay wanted, String... bodies) throws MalformedAnswer {
        HourlyObservations gathered = new HourlyObservations(wanted, NOW);
        for (int i = 0; i < bodies.length; i++) {
            API.read(bodies[i], i, gathered);
        }
        return gathered.answer(API.name());
    }

    private static String malformed(String body) {
        return assertThrows(MalformedAnswer.class, () -> read(Made.WANTED, body))
                .detail();
    }

    @Test
    void readsTheDocumentedFormatExactly() throws MalformedAnswer {
        String[] bodies =
                API.requests(Made.WANTED, NOW).stream().map(Made::answer).toArray(String[]::new);
        assertEquals(
                new Answer.Observed("openweathermap", Made.observations(Made.WANTED, 24, false), List.of()),
                read(Made.WANTED, bodies));
    }

    @Test
    void asksForEachHourOfADayThatHasCome() {
        List<URI> whole = API.requests(Made.WANTED, NOW);
        assertEquals(24, whole.size());
        assertEquals(
                URI.create("http://host/timemachine?lat=40.35&lon=-3.65&dt=1711843200&units=standard&appid=key"),
                whole.get(0));
        assertEquals("1711926000", Made.parameter(whole.get(23), "dt"));
        assertEquals(
                11,
                API.requests(new CellDay(Made.CELL, LocalDate.parse("2024-06-01")), NOW)
                        .size());
        assertEquals(
                0,
                API.requests(new CellDay(Made.CELL, LocalDate.parse("2024-06-02")), NOW)
                        .size());
    }

    @Test
    void takesWhatIsNotNamedForUnknownButRainForNone() throws MalformedAnswer {
        Answer.Observed answer =
                (Answer.Observed) read(Made.WANTED, "{\"data\":[{\"dt\":1711843200,\"temp\":273.15}]}");
        assertEquals(
                List.of(new Observation(1711843200000L, false, new Weather(0L, null, null, null, null, 0L))),
                answer.observations());
    }

    @Test
    void neverTakesAnotherHour() {
        String body = Made.openWeatherMap(Made.WANTED.hour(1));
        assertEquals("data[0].dt 1711846800 is not the hour asked for, 1711843200", malformed(body));
        assertEquals("data[0].dt null is not the hour asked for, 1711843200", malformed("{\"data\":[{\"temp\":280}]}"));
    }

    @Test
    void refusesWhatIsNotOneHour() {
        assertEquals("data is no array of one object", malformed("{\"data\":[]}"));
        assertEquals("data is no array of one object", malformed("{\"data\":[null]}"));
        assertEquals("data {dt=1} is not an array", malformed("{\"data\":{\"dt\":1}}"));
        assertEquals("data is no array of one object", malformed("{\"current\":{\"dt\":1711843200}}"));
        assertEquals(
                "data[0].temp 'warm' is not a number", malformed("{\"data\":[{\"dt\":1711843200,\"temp\":\"warm\"}]}"));
        assertEquals(
                "data[0].rain 1.2 is not an object",
                malformed("{\"data\":[{\"dt\":1711843200,\"temp\":280,\"rain\":1.2}]}"));
    }

    @Test
    void refusesCelsiusForItIsAskedInKelvin() {
        assertTrue(malformed("{\"data\":[{\"dt\":1711843200,\"temp\":5.5}]}")
                .endsWith("temperature -267.65 is not from -60 to 60"));
    }

    /** Hours of real answers, of an earlier version of the API that gave each as an element of "hourly". */
    @Test
    @EnabledIfEnvironmentVariable(named = "JOULESTREAM_DATA", matches = ".+")
    void readsRealHours() throws Exception {
        JsonAnswer samples = JsonAnswer.of(Files.readString(
                Path.of(System.getenv("JOULESTREAM_DATA"), "weather", "openweathermap_samples_pyowm.json")));
        JsonAnswer history = samples.get("ONE_CALL_HISTORY_JSON").only("hourly");
        assertEquals(
                new Weather(5_260_000L, 65_000_000L, 1_006_000_000L, 9_830_000L, 60_000_000L, 0L), weather(history));
        JsonAnswer rainy = samples.get("ONE_CALL_JSON").only("hourly");
        assertEquals(
                new Weather(7_000_000L, 93_000_000L, 1_017_000_000L, 4_880_000L, 60_000_000L, 1_370_000L),
                weather(rainy));
        assertEquals("no data", API.reason("{\"message\":\"no data\",\"cod\":\"404\"}"));
    }

    private static Weather weather(JsonAnswer element) throws MalformedAnswer {
        HourlyObservations gathered = new HourlyObservations(Made.WANTED, NOW);
        gathered.add(Made.WANTED.hour(0), false, OpenWeatherMap.values(element));
        return ((Answer.Observed) gathered.answer("openweathermap"))
                .observations()
                .get(0)
                .weather();
    }
}
