package io.joulestream.jobs.providers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.weather.Observation;
import io.joulestream.core.weather.Weather;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

class OpenMeteoTest {
    private static final Instant NOW = Instant.parse("2024-06-01T10:20:30Z");
    private static final OpenMeteo API =
            new OpenMeteo(URI.create("http://archive"), URI.create("http://forecast"), Duration.ofDays(7), ApiKey.NONE);

    private static Answer read(CellDay wanted, String body) throws MalformedAnswer {
        HourlyObservations gathered = new HourlyObservations(wanted, NOW);
        API.read(body, 0, gathered);
        return gathered.answer(API.name());
    }

    private static List<Observation> observed(Answer answer) {
        return ((Answer.Observed) answer).observations();
    }

    private static String malformed(String body) {
        return assertThrows(MalformedAnswer.class, () -> read(Made.WANTED, body))
                .detail();
    }

    @Test
    void readsTheDocumentedFormatExactly() throws MalformedAnswer {
        Answer answer = read(Made.WANTED, Made.openMeteo(Made.DAY, 24));
        assertEquals(new Answer.Observed("open-meteo", Made.observations(Made.WANTED, 24, false), List.of()), answer);
    }

    @Test
    void asksTheArchiveForADayLongPastInUtcAndOurUnits() {
        assertEquals(
                List.of(URI.create("http://archive?latitude=40.35&longitude=-3.65"
                        + "&start_date=2024-03-31&end_date=2024-03-31&hourly=temperature_2m,relative_humidity_2m,"
                        + "pressure_msl,wind_speed_10m,wind_direction_10m,precipitation&timezone=GMT"
                        + "&temperature_unit=celsius&wind_speed_unit=ms&precipitation_unit=mm")),
                API.requests(Made.WANTED, NOW));
    }

    @Test
    void asksTheForecastForWhatTheArchiveHasNotYet() throws MalformedAnswer {
        // Seven days after its end, to the instant.
        assertEquals("archive", host(LocalDate.parse("2024-05-24")));
        assertEquals("forecast", host(LocalDate.parse("2024-05-25")));
        CellDay recent = new CellDay(Made.CELL, LocalDate.parse("2024-05-30"));
        assertEquals(Made.observations(recent, 24, true), observed(read(recent, Made.openMeteo(recent.day(), 24))));
    }

    private static String host(LocalDate day) {
        return API.requests(new CellDay(Made.CELL, day), Instant.parse("2024-06-01T00:00:00Z"))
                .get(0)
                .getHost();
    }

    @Test
    void leavesOutTheHoursThatAreYetToCome() throws MalformedAnswer {
        CellDay today = new CellDay(Made.CELL, LocalDate.parse("2024-06-01"));
        assertEquals(Made.observations(today, 11, true), observed(read(today, Made.openMeteo(today.day(), 24))));
        assertEquals(List.of(), API.requests(new CellDay(Made.CELL, LocalDate.parse("2024-06-02")), NOW));
    }

    @Test
    void addsACustomersKey() {
        ApiKey key = ApiKey.of("a b&c");
        OpenMeteo api = new OpenMeteo(URI.create("http://a"), URI.create("http://f"), Duration.ofDays(7), key);
        String query = api.requests(Made.WANTED, NOW).get(0).getRawQuery();
        assertTrue(query.endsWith("&apikey=a+b%26c"), query);
    }

    @Test
    void takesNullForUnknown() throws MalformedAnswer {
        String body = Made.openMeteo(Made.DAY, 3)
                .replace("\"temperature_2m\":[-7.3,-6.2,-5.1]", "\"temperature_2m\":[-7.3,null,null]")
                .replace("\"relative_humidity_2m\":[40.0,41.0,42.0]", "\"relative_humidity_2m\":[null,41.0,null]")
                .replace("\"pressure_msl\":[1000.0,1000.7,1001.4]", "\"pressure_msl\":[null,null,null]")
                .replace("\"wind_speed_10m\":[0.3,0.4,0.5]", "\"wind_speed_10m\":[null,null,null]")
                .replace("\"wind_direction_10m\":[0.0,15.0,30.0]", "\"wind_direction_10m\":null")
                .replace(",\"precipitation\":[0.4,0.0,0.0]", "");
        assertEquals(
                List.of(
                        new Observation(
                                Made.WANTED.hour(0).toEpochMilli(),
                                false,
                                new Weather(-7_300_000L, null, null, null, null, null)),
                        new Observation(
                                Made.WANTED.hour(1).toEpochMilli(),
                                false,
                                new Weather(null, 41_000_000L, null, null, null, null))),
                observed(read(Made.WANTED, body)));
    }

    @Test
    void hasNothingToSayOfADayOfNulls() throws MalformedAnswer {
        String body = Made.openMeteo(Made.DAY, 1)
                .replaceAll("_2m\":\\[[-0-9.]+]|(_msl|_10m|tation)\":\\[[-0-9.]+]", "_2m\":[null]");
        Answer answer = read(Made.WANTED, body);
        assertEquals(FaultKind.NOT_FOUND, ((Answer.Unavailable) answer).fault().kind());
    }

    @Test
    void refusesAnotherZoneThanUtc() {
        // The day on which Madrid has 23 hours.
        String body = Made.openMeteo(Made.DAY, 23)
                .replace("\"utc_offset_seconds\":0", "\"utc_offset_seconds\":7200")
                .replace("\"timezone\":\"GMT\"", "\"timezone\":\"Europe/Madrid\"");
        assertEquals("the answer is not in UTC: utc_offset_seconds 7200, timezone Europe/Madrid", malformed(body));
        assertEquals(
                "the answer is not in UTC: utc_offset_seconds null, timezone GMT",
                malformed(Made.openMeteo(Made.DAY, 24).replace("utc_offset_seconds", "offset")));
    }

    @Test
    void refusesOtherUnitsThanAskedFor() {
        String body = Made.openMeteo(Made.DAY, 24).replace("\"m/s\"", "\"km/h\"");
        assertEquals("wind_speed_10m is in km/h, asked for in m/s", malformed(body));
        assertEquals(
                "precipitation is in null, asked for in mm",
                malformed(Made.openMeteo(Made.DAY, 24).replace(",\"precipitation\":\"mm\"", "")));
    }

    @Test
    void leavesOutAnHourThatIsOutOfRangeAndSaysSo() throws MalformedAnswer {
        Answer.Observed answer =
                (Answer.Observed) read(Made.WANTED, Made.openMeteo(Made.DAY, 24).replace("[-7.3,", "[-73,"));
        assertEquals(Made.observations(Made.WANTED, 24, false).subList(1, 24), answer.observations());
        assertEquals(List.of("2024-03-31T00:00:00Z: temperature -73 is not from -60 to 60"), answer.refused());
    }

    @Test
    void refusesADayThatIsOutOfRangeAltogether() {
        String body = Made.openMeteo(Made.DAY, 2).replace("[-7.3,-6.2]", "[273.15,280]");
        assertEquals(
                "no hour can be used; 2024-03-31T00:00:00Z: temperature 273.15 is not from -60 to 60", malformed(body));
    }

    @Test
    void refusesColumnsOfOtherLengthsAndOtherTypes() {
        String whole = Made.openMeteo(Made.DAY, 24);
        assertEquals("hourly has 24 times and a column of 23 values", malformed(whole.replace("[-7.3,", "[")));
        assertEquals("hourly temperature has what is no number", malformed(whole.replace("[-7.3,", "[\"-7.3\",")));
        assertEquals(
                "hourly.time has what is no time such as 2024-01-31T12:00",
                malformed(whole.replace("\"2024-03-31T00:00\"", "1711843200")));
        assertEquals("hourly is missing", malformed(whole.replace("\"hourly\"", "\"daily\"")));
        assertEquals("hourly_units is missing", malformed(whole.replace("\"hourly_units\"", "\"units\"")));
        assertEquals("hourly.time is missing", malformed(whole.replace("\"time\":[", "\"times\":[")));
        assertEquals(
                "the answer has 2024-03-31T01:00:00Z twice",
                malformed(whole.replace("2024-03-31T02:00", "2024-03-31T01:00")));
    }

    @Test
    void knowsWhenItsCountersStartAnew() {
        Instant now = Instant.parse("2024-06-01T10:20:30Z");
        assertEquals(
                Instant.parse("2024-06-01T10:21:00Z"),
                API.quotaEnd("Minutely API request limit exceeded. Please try again in one minute.", now));
        assertEquals(
                Instant.parse("2024-06-01T11:00:00Z"),
                API.quotaEnd("Hourly API request limit exceeded. Please try again in the next hour.", now));
        assertEquals(
                Instant.parse("2024-06-02T00:00:00Z"),
                API.quotaEnd("Daily API request limit exceeded. Please try again tomorrow.", now));
    }

    /** Asked for in Amsterdam's zone and km/h: refused as it is, and read once it says what we ask for. */
    @Test
    @EnabledIfEnvironmentVariable(named = "JOULESTREAM_DATA", matches = ".+")
    void readsARealAnswer() throws Exception {
        String sample = Files.readString(
                Path.of(System.getenv("JOULESTREAM_DATA"), "weather", "open_meteo_archive_sample.json"));
        assertEquals("the answer is not in UTC: utc_offset_seconds 7200, timezone Europe/Amsterdam", malformed(sample));
        String inUtc = sample.replace("7200", "0");
        assertEquals("wind_speed_10m is in km/h, asked for in m/s", malformed(inUtc));
        CellDay wanted = new CellDay(Made.CELL, LocalDate.parse("1953-01-31"));
        // The topic takes nothing before 1990; the rest of the sample is as it came.
        assertTrue(assertThrows(MalformedAnswer.class, () -> read(wanted, inUtc.replace("km/h", "m/s")))
                .detail()
                .contains("1990"));
        CellDay later = new CellDay(Made.CELL, LocalDate.parse("2023-01-31"));
        assertEquals(
                List.of(5_800_000L, 5_500_000L, 5_100_000L),
                observed(read(later, inUtc.replace("km/h", "m/s").replace("1953-", "2023-"))).stream()
                        .map(observation -> observation.weather().temperature())
                        .toList());
    }
}
