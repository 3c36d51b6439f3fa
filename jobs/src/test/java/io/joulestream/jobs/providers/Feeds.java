package io.joulestream.jobs.providers;

import io.joulestream.jobs.run.ConfigValues;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Feeds that ask a stand-in, impatient ones: what they wait for, they wait for milliseconds. */
final class Feeds {
    static final String KEY = "s3cr&t key/of=ours";
    static final String NOW = "2024-06-01T10:20:30Z";

    private final Map<String, String> settings = new HashMap<>(FeedConfig.DEFAULTS);
    private final Map<String, String> environment = new HashMap<>();
    private Clock clock = new SetClock(NOW);

    Feeds(StandIn server) {
        settings.put("weather-open-meteo-archive-url", server.url("archive"));
        settings.put("weather-open-meteo-forecast-url", server.url("forecast"));
        settings.put("weather-openweathermap-url", server.url("timemachine"));
        settings.put("weather-first-backoff", "1ms");
        settings.put("weather-longest-backoff", "5ms");
        settings.put("weather-breaker-failures", "1000");
        settings.put("weather-quota-patience", "2s");
        environment.put(WeatherFeed.OPENWEATHERMAP_KEY, KEY);
    }

    Feeds with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    Feeds providers(String order) {
        return with("weather-providers", order);
    }

    Feeds variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Feeds clock(Clock other) {
        clock = other;
        return this;
    }

    WeatherFeed open() {
        return WeatherFeed.open(FeedConfig.of(new ConfigValues(settings)), environment, clock);
    }

    /** The bound is for a test that would hang, and never for one that passes. */
    static Answer ask(WeatherFeed feed, CellDay wanted) throws Exception {
        return feed.ask(wanted).get(60, TimeUnit.SECONDS);
    }

    static ProviderFault fault(WeatherFeed feed, CellDay wanted) throws Exception {
        Answer answer = ask(feed, wanted);
        if (answer instanceof Answer.Unavailable unavailable) {
            return unavailable.fault();
        }
        throw new AssertionError("no fault: " + answer);
    }
}
