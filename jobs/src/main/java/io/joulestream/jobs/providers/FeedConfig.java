package io.joulestream.jobs.providers;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
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
        defaults.put("weather-open-meteo-settled-after", "7d");
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
        return Map.copyOf(defaults);
    }

    /** @param text the value of each key of {@link #DEFAULTS} */
    public static FeedConfig of(UnaryOperator<String> text) {
        Values values = new Values(text);
        return new FeedConfig(
                List.of(text.apply("weather-providers").split("\\s*,\\s*", -1)),
                values.urlOrNull("weather-open-meteo-archive-url"),
                values.urlOrNull("weather-open-meteo-forecast-url"),
                values.duration("weather-open-meteo-settled-after"),
                values.rate("weather-open-meteo"),
                values.url("weather-openweathermap-url"),
                values.rate("weather-openweathermap"),
                new Pacing(
                        values.duration("weather-timeout"),
                        values.duration("weather-deadline"),
                        values.duration("weather-quota-patience"),
                        values.integer("weather-attempts"),
                        values.duration("weather-first-backoff"),
                        values.duration("weather-longest-backoff"),
                        values.integer("weather-breaker-failures"),
                        values.duration("weather-breaker-delay")));
    }

    private record Values(UnaryOperator<String> text) {

        Rate rate(String provider) {
            return new Rate(integer(provider + "-burst"), integer(provider + "-requests-per-day"));
        }

        int integer(String key) {
            if (!text.apply(key).matches("[1-9]\\d{0,5}")) {
                throw bad(key, "a whole number from 1 to 999999");
            }
            return Integer.parseInt(text.apply(key));
        }

        Duration duration(String key) {
            Matcher matcher = DURATION.matcher(text.apply(key));
            if (!matcher.matches()) {
                throw bad(key, "a number and ms, s, m, h or d, such as 500ms");
            }
            long amount = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                case "h" -> Duration.ofHours(amount);
                default -> Duration.ofDays(amount);
            };
        }

        @Nullable
        URI urlOrNull(String key) {
            return text.apply(key).isEmpty() ? null : url(key);
        }

        URI url(String key) {
            if (!text.apply(key).matches("https?://[^\\s?#@]+")) {
                throw bad(key, "an http or https URL without query; keys come from the environment");
            }
            try {
                return URI.create(text.apply(key));
            } catch (IllegalArgumentException e) {
                throw bad(key, "an http or https URL without query; keys come from the environment");
            }
        }

        private IllegalArgumentException bad(String key, String allowed) {
            return new IllegalArgumentException(key + " '" + text.apply(key) + "' is not " + allowed);
        }
    }
}
