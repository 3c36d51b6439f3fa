package io.joulestream.jobs.activities;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.core.weather.GridCell;
import io.joulestream.core.weather.Observation;
import io.joulestream.core.weather.Weather;
import io.joulestream.jobs.providers.Answer;
import io.joulestream.jobs.providers.CellDay;
import io.joulestream.jobs.providers.FaultKind;
import io.joulestream.jobs.providers.ProviderFault;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a day that was answered is asked for again. */
class AskWeatherTest {
    private static final CellDay DAY = new CellDay(new GridCell(404, -38), LocalDate.parse("2024-04-01"));

    @ParameterizedTest
    @CsvSource({
        "2024-04-01T10:20:00Z, true, 2024-04-01T11:05:00Z", // its hours to come
        "2024-04-01T23:59:59Z, true, 2024-04-02T00:05:00Z",
        "2024-04-02T00:05:00Z, true, 2024-04-09T00:00:00Z", // what is final
        "2024-04-08T12:00:00Z, true, 2024-04-09T12:00:00Z",
        "2024-05-01T12:00:00Z, true, 2024-05-02T12:00:00Z",
        "2024-05-01T12:00:00Z, false, 1970-01-01T00:00:00Z"
    })
    void asksForWhatIsStillToCome(Instant now, boolean provisional, Instant again) {
        var observation = new Observation(0, provisional, new Weather(1L, null, null, null, null, null));
        assertEquals(again, Instant.ofEpochMilli(AskWeather.again(DAY, List.of(observation), Duration.ofDays(7), now)));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-04-01T00:06:00Z, NOT_FOUND, 2024-04-02T00:06:00Z, 2024-04-01T01:05:00Z", // too early in the day
        "2024-04-02T00:06:00Z, NOT_FOUND, 2024-04-03T00:06:00Z, 2024-04-03T00:06:00Z",
        "2024-04-01T00:06:00Z, QUOTA, 2024-04-01T12:00:00Z, 2024-04-01T12:00:00Z",
        "2024-04-01T00:06:00Z, NOT_FOUND, 2024-04-01T00:30:00Z, 2024-04-01T00:30:00Z",
        "2024-04-01T00:06:00Z, AUTH, , 1970-01-01T00:00:00Z"
    })
    void asksForWhatNobodyCouldTell(Instant now, FaultKind kind, @Nullable Instant retryAt, Instant again) {
        var unavailable = new Answer.Unavailable(List.of(new ProviderFault("any", kind, "", retryAt)));
        assertEquals(again, Instant.ofEpochMilli(AskWeather.again(DAY, unavailable, now)));
    }
}
