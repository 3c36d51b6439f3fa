package io.joulestream.jobs.providers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.jobs.run.ConfigValues;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedConfigTest {
    private static FeedConfig with(String... keysAndValues) {
        Map<String, String> settings = new HashMap<>(FeedConfig.DEFAULTS);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return FeedConfig.of(new ConfigValues(settings));
    }

    @Test
    void hasTheseDefaults() {
        assertEquals(
                new FeedConfig(
                        List.of("open-meteo"),
                        null,
                        null,
                        Duration.ofDays(7),
                        new Rate(400, 9000),
                        URI.create("https://api.openweathermap.org/data/3.0/onecall/timemachine"),
                        new Rate(48, 900),
                        new Pacing(
                                Duration.ofSeconds(10),
                                Duration.ofMinutes(3),
                                Duration.ofSeconds(30),
                                3,
                                Duration.ofMillis(500),
                                Duration.ofSeconds(10),
                                5,
                                Duration.ofMinutes(1),
                                Duration.ofMinutes(5))),
                with());
    }

    @Test
    void readsEveryKey() {
        assertEquals(
                new FeedConfig(
                        List.of("openweathermap", "open-meteo"),
                        URI.create("http://a/1"),
                        URI.create("http://f/2"),
                        Duration.ofDays(3),
                        new Rate(4, 5),
                        URI.create("http://t/6"),
                        new Rate(7, 8),
                        new Pacing(
                                Duration.ofSeconds(9),
                                Duration.ofHours(16),
                                Duration.ofMinutes(10),
                                11,
                                Duration.ofMillis(12),
                                Duration.ofHours(13),
                                14,
                                Duration.ofSeconds(15),
                                Duration.ofSeconds(16))),
                with(
                        "weather-providers",
                        "openweathermap, open-meteo",
                        "weather-open-meteo-archive-url",
                        "http://a/1",
                        "weather-open-meteo-forecast-url",
                        "http://f/2",
                        "weather-open-meteo-settled-after",
                        "72h",
                        "weather-open-meteo-burst",
                        "4",
                        "weather-open-meteo-requests-per-day",
                        "5",
                        "weather-openweathermap-url",
                        "http://t/6",
                        "weather-openweathermap-burst",
                        "7",
                        "weather-openweathermap-requests-per-day",
                        "8",
                        "weather-timeout",
                        "9s",
                        "weather-deadline",
                        "16h",
                        "weather-quota-patience",
                        "10m",
                        "weather-attempts",
                        "11",
                        "weather-first-backoff",
                        "12ms",
                        "weather-longest-backoff",
                        "13h",
                        "weather-breaker-failures",
                        "14",
                        "weather-breaker-delay",
                        "15s",
                        "weather-down-pause",
                        "16s"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "weather-providers | accuweather",
                "weather-providers | open-meteo,open-meteo",
                "weather-providers | open-meteo,",
                "weather-timeout | 10",
                "weather-timeout | -1s",
                "weather-attempts | 0",
                "weather-open-meteo-burst | many",
                "weather-openweathermap-url | ftp://host",
                "weather-openweathermap-url | http://host/?appid=secret",
                "weather-open-meteo-archive-url | http://user@host/"
            })
    void refusesByTheKey(String key, String value) {
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> with(key, value))
                .getMessage());
        assertTrue(message.startsWith(key + " '" + value + "' is not "), message);
    }

    /** Flink ships it with the operator that opens the feed. */
    @Test
    void canBeShipped() throws Exception {
        try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            out.writeObject(with("weather-open-meteo-archive-url", "http://a/1"));
        }
    }
}
