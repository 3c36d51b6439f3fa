package io.joulestream.jobs.providers;

import io.joulestream.jobs.run.ConfigValues;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whom to ask for weather, and how. Holds no key: those come from the environment of whoever opens the feed, so that none is
 * in a job's graph.
 *
 * @param order names of providers: open-meteo, openweathermap
 * @param openMeteoArchive null for its public host, or its customers' where there is a key
 * @param openMeteoForecast likewise
 * @param openMeteoSettledAfter how long after its end a day is asked of the archive
 */
public record FeedConfig(
        List<String> order,
        @Nullable URI openMeteoArchive,
        @Nullable URI openMeteoForecast,
        Duration openMeteoSettledAfter,
        Rate openMeteoRate,
        URI openWeatherMapUrl,
        Rate openWeatherMapRate,
        Pacing pacing)
        implements Serializable {
    /** Every key with its default. The rates stay below what either gives away for nothing: 10,000 and 1,000 a day. */
    public static final Map<String, String> DEFAULTS = defaults();

    private static final Set<String> PROVIDERS = Set.of("open-meteo", "openweathermap");

    public FeedConfig {
        order = List.copyOf(order);
        if (order.isEmpty() || new LinkedHashSet<>(order).size() < order.size() || !PROVIDERS.containsAll(order)) {
            throw new IllegalArgumentException(
                    "weather-providers '" + String.join(",", order) + "' is not open-meteo, openweathermap or both");
        }
    }

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new LinkedHashMap<>();
        defaults.put("weather-providers", "open-meteo");
        defaults.put("weather-open-meteo-archive-url", "");
        defaults.put("weather-open-meteo-forecast-url", "");
        defaults.put("weather-open-meteo-settled-after", "168h");
        defaults.put("weather-open-meteo-burst", "400");
        defaults.put("weather-open-meteo-requests-per-day", "9000");
        defaults.put("weather-openweathermap-url", "https://api.openweathermap.org/data/3.0/onecall/timemachine");
        defaults.put("weather-openweathermap-burst", "48");
        defaults.put("weather-openweathermap-requests-per-day", "900");
        defaults.put("weather-timeout", "10s");
        defaults.put("weather-deadline", "3m");
        defaults.put("weather-quota-patience", "30s");
        defaults.put("weather-attempts", "3");
        defaults.put("weather-first-backoff", "500ms");
        defaults.put("weather-longest-backoff", "10s");
        defaults.put("weather-breaker-failures", "5");
        defaults.put("weather-breaker-delay", "1m");
        defaults.put("weather-down-pause", "5m");
        return Map.copyOf(defaults);
    }

    /** @param values of all keys of {@link #DEFAULTS} */
    public static FeedConfig of(ConfigValues values) {
        return new FeedConfig(
                List.of(values.text("weather-providers").split("\\s*,\\s*", -1)),
                urlOrNull(values, "weather-open-meteo-archive-url"),
                urlOrNull(values, "weather-open-meteo-forecast-url"),
                values.duration("weather-open-meteo-settled-after"),
                rate(values, "weather-open-meteo"),
                url(values, "weather-openweathermap-url"),
                rate(values, "weather-openweathermap"),
                new Pacing(
                        values.duration("weather-timeout"),
                        values.duration("weather-deadline"),
                        values.duration("weather-quota-patience"),
                        values.integer("weather-attempts"),
                        values.duration("weather-first-backoff"),
                        values.duration("weather-longest-backoff"),
                        values.integer("weather-breaker-failures"),
                        values.duration("weather-breaker-delay"),
                        values.duration("weather-down-pause")));
    }

    private static Rate rate(ConfigValues values, String provider) {
        return new Rate(values.integer(provider + "-burst"), values.integer(provider + "-requests-per-day"));
    }

    private static @Nullable URI urlOrNull(ConfigValues values, String key) {
        return values.text(key).isEmpty() ? null : url(values, key);
    }

    private static URI url(ConfigValues values, String key) {
        String text = values.text(key);
        if (text.matches("https?://[^\\s?#@]+")) {
            try {
                return URI.create(text);
            } catch (IllegalArgumentException e) {
                // Said below.
            }
        }
        throw new IllegalArgumentException(
                key + " '" + text + "' is not an http or https URL without query; keys come from the environment");
    }
}
