package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.joulestream.core.activity.SummaryPeriod;
import io.joulestream.core.input.Rejection;
import io.joulestream.core.weather.Bracket;
import io.joulestream.core.weather.GridCell;
import io.joulestream.core.weather.Observation;
import io.joulestream.core.weather.Weather;
import io.joulestream.core.weather.WeatherEvent;
import io.joulestream.reference.Histories;
import io.joulestream.reference.WeatherReference;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The activities of one source in the running system, and beside it what they must be. */
final class MirroredActivities {
    private static final int PAGE = 137;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI baseUrl;
    private final String source;
    private final Map<String, Map<String, Object>> expected = new TreeMap<>();
    private final WeatherReference weather = new WeatherReference();
    private final List<String> tokens = new ArrayList<>();
    private final Map<String, Integer> statuses = new HashMap<>();
    private String withoutWeather = "pending";

    MirroredActivities(URI baseUrl, String source) {
        this.baseUrl = baseUrl;
        this.source = source;
    }

    /** Writes activities by their {@code id}, and deletes. */
    void post(List<Map<String, Object>> items) {
        var sent = new ArrayList<Map<String, Object>>();
        for (var item : items) {
            expect(item);
            var whole = new HashMap<>(item);
            whole.put("source", source);
            sent.add(whole);
        }
        tokens.add(post("/v1/activities", sent));
    }

    /** An activity, or a delete, that somebody else writes. */
    void expect(Map<String, Object> item) {
        String id = String.valueOf(item.get("id"));
        if (item.containsKey("op")) {
            expected.remove(id);
        } else {
            expected.put(id, item);
        }
    }

    /** One of the tenant's own observations, or a delete, that somebody else writes. */
    void expectWeather(Map<String, Object> item) {
        observed("default", item);
    }

    /** What the weather services answer. */
    void expectShared(GridCell cell, List<Observation> observations) {
        observations.forEach(each -> weather.put("*", cell, each));
    }

    /** The status of an activity around whose start there are no observations. */
    void expectWithout(String status) {
        withoutWeather = status;
    }

    /** Writes the tenant's own observations, and deletes. */
    void postWeather(List<Map<String, Object>> items) {
        items.forEach(item -> observed("default", item));
        tokens.add(post("/v1/weather", items));
    }

    /** Writes an observation as those of the weather services come. */
    void shared(LogClient log, Map<String, Object> item) {
        GridCell cell = observed("*", item);
        tokens.add(log.append(
                        "weather",
                        ("*/" + cell).getBytes(StandardCharsets.UTF_8),
                        Histories.toJson(item).getBytes(StandardCharsets.UTF_8))
                .token());
    }

    /** Takes the store's observations of the weather services: rows of cell, time, the six values, provisional. */
    void knows(List<String> rows) {
        for (String row : rows) {
            String[] columns = row.split("\t", -1);
            var values = new Weather(
                    micros(columns[2]),
                    micros(columns[3]),
                    micros(columns[4]),
                    micros(columns[5]),
                    micros(columns[6]),
                    micros(columns[7]));
            try {
                weather.put(
                        "*",
                        GridCell.parse(columns[0]),
                        new Observation(Long.parseLong(columns[1]), columns[8].equals("1"), values));
            } catch (Rejection e) {
                throw new IllegalArgumentException(e);
            }
        }
    }

    private static @Nullable Long micros(String decimal) {
        return decimal.equals("\\N")
                ? null
                : Long.valueOf(new BigDecimal(decimal).movePointRight(6).longValueExact());
    }

    /** Waits until so many activities have their weather. */
    void awaitEnriched(int activities) throws InterruptedException {
        awaitAll();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Map<String, Map<?, ?>> answered;
        long enriched;
        do {
            Thread.sleep(200);
            answered = answered();
            enriched = answered.values().stream()
                    .filter(row ->
                            row.get("weather") instanceof Map<?, ?> weather && "enriched".equals(weather.get("status")))
                    .count();
        } while (enriched < activities && System.nanoTime() < deadline);
        assertEquals(activities, enriched, () -> "of them enriched");
    }

    private GridCell observed(String owner, Map<String, Object> item) {
        WeatherEvent event;
        try {
            var fields = JsonText.object(Histories.toJson(item));
            fields.replaceAll((name, value) -> value instanceof Long number ? BigDecimal.valueOf(number) : value);
            event = WeatherEvent.of(fields, System.currentTimeMillis());
        } catch (Rejection e) {
            throw new IllegalArgumentException(e);
        }
        Observation observation = event.observation();
        if (observation == null) {
            weather.remove(owner, event.cell(), event.tsMillis());
        } else {
            weather.put(owner, event.cell(), observation);
        }
        return event.cell();
    }

    /** All that was written is visible, and the activities are what they must be. */
    void assertSame() {
        assertSame(id -> true);
    }

    /** Likewise, but for those whose weather cannot be told by now. */
    void assertSame(Predicate<String> isWeatherSure) {
        awaitAll();
        statuses.clear();
        var answered = answered();
        assertEquals(expected.keySet(), answered.keySet());
        expected.forEach((id, activity) -> {
            var row = answered.getOrDefault(id, Map.of());
            for (String field : List.of("type", "start", "lat", "lon", "distance_m", "heart_rate", "name")) {
                assertEquals(plain(activity.get(field)), plain(row.get(field)), id + " " + field);
            }
            if (!isWeatherSure.test(id)) {
                return;
            }
            var expectedWeather = weatherOf(activity);
            statuses.merge(String.valueOf(expectedWeather.get("status")), 1, Integer::sum);
            assertEquals(expectedWeather, plain(row.get("weather")), id + " " + activity);
        });
    }

    /** The sums of each day, week and month and type, as count and distance, are those of the activities there are. */
    void assertSummed() {
        for (SummaryPeriod period : SummaryPeriod.values()) {
            var sums = new TreeMap<String, Integer>();
            var metres = new TreeMap<String, Long>();
            for (var activity : expected.values()) {
                // In London: an hour ahead of UTC from 31 March on; without a place UTC.
                ZoneId zone = activity.containsKey("lat") ? ZoneId.of("Europe/London") : ZoneOffset.UTC;
                var day = LocalDate.ofInstant(Instant.ofEpochMilli((Long) activity.getOrDefault("start", 0L)), zone);
                String key = period.start(day) + " " + activity.get("type");
                sums.merge(key, 1, Integer::sum);
                metres.merge(key, ((Number) activity.getOrDefault("distance_m", 0)).longValue(), Long::sum);
            }
            var answer = JsonText.object(
                    get("/v1/activities/summary?period=" + period.iso()).body());
            Set<Object> types = expected.values().stream()
                    .map(activity -> activity.get("type"))
                    .collect(Collectors.toSet());
            var counts = new TreeMap<String, Integer>();
            var distances = new TreeMap<String, Long>();
            for (Object each : (List<?>) answer.getOrDefault("summary", List.of())) {
                var row = (Map<?, ?>) each;
                if (!types.contains(row.get("type"))) {
                    continue; // another test's
                }
                String key = row.get("start") + " " + row.get("type");
                counts.put(key, new BigDecimal(String.valueOf(row.get("count"))).intValueExact());
                distances.put(key, new BigDecimal(String.valueOf(row.get("distance_m"))).longValueExact());
            }
            assertEquals(sums, counts, period.iso());
            assertEquals(metres, distances, period.iso());
        }
    }

    private Map<String, @Nullable Object> weatherOf(Map<String, Object> activity) {
        var fields = new TreeMap<String, @Nullable Object>();
        Bracket bracket = null;
        long start = (Long) activity.getOrDefault("start", 0L);
        boolean placed = activity.containsKey("lat");
        if (placed) {
            bracket = weather.around("default", cell(activity), start);
        }
        fields.put("status", !placed ? "no_location" : bracket == null ? withoutWeather : "enriched");
        Weather found = bracket == null ? null : WeatherReference.weather(bracket, start);
        fields.put("temperature", found == null ? null : decimal(found.temperature()));
        fields.put("humidity", found == null ? null : decimal(found.humidity()));
        fields.put("pressure", found == null ? null : decimal(found.pressure()));
        fields.put("wind_speed", found == null ? null : decimal(found.windSpeed()));
        fields.put("wind_direction", found == null ? null : decimal(found.windDirection()));
        fields.put("precipitation", found == null ? null : decimal(found.precipitation()));
        fields.put(
                "observed",
                bracket == null
                        ? null
                        : List.of(bracket.before().tsMillis(), bracket.after().tsMillis())
                                .toString());
        fields.put("provisional", bracket != null && bracket.provisional());
        return fields;
    }

    private static GridCell cell(Map<String, Object> activity) {
        return GridCell.of(degrees(activity.get("lat")), degrees(activity.get("lon")));
    }

    private static int degrees(@Nullable Object degrees) {
        return new BigDecimal(String.valueOf(degrees)).movePointRight(6).intValueExact();
    }

    private static @Nullable Object decimal(@Nullable Long micros) {
        return micros == null ? null : plain(BigDecimal.valueOf(micros, 6));
    }

    /** Numbers without what two of the same value may differ in, arrays as text, objects by their fields' names. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            var fields = new TreeMap<String, @Nullable Object>();
            object.forEach((name, each) -> fields.put(String.valueOf(name), plain(each)));
            return fields;
        }
        if (value instanceof Number number) {
            return new BigDecimal(String.valueOf(number)).stripTrailingZeros().toPlainString();
        }
        return value instanceof List<?> list ? list.toString() : value;
    }

    int enriched() {
        return statuses.getOrDefault("enriched", 0);
    }

    /** Those without observations. */
    int pending() {
        return statuses.getOrDefault(withoutWeather, 0);
    }

    /** The source's activities by their ids, from all pages. */
    Map<String, Map<?, ?>> answered() {
        var all = new LinkedHashMap<String, Map<?, ?>>();
        String cursor = "";
        while (true) {
            var page =
                    JsonText.object(get("/v1/activities?limit=" + PAGE + cursor).body());
            for (Object each : (List<?>) page.getOrDefault("activities", List.of())) {
                var activity = (Map<?, ?>) each;
                if (source.equals(activity.get("source"))
                        && all.put(String.valueOf(activity.get("id")), activity) != null) {
                    throw new AssertionError("twice: " + activity);
                }
            }
            if (page.get("next") == null) {
                return all;
            }
            cursor = "&cursor=" + page.get("next");
        }
    }

    /** Waits until all that was written is visible. */
    void awaitAll() {
        tokens.forEach(this::await);
        tokens.clear();
    }

    void await(String token) {
        HttpResponse<String> answer;
        int tries = 0;
        do {
            answer = get("/v1/activities?limit=1&after=" + token);
        } while (answer.statusCode() == 504 && tries++ < 12);
        assertEquals(200, answer.statusCode(), answer.body());
    }

    private String post(String path, List<Map<String, Object>> items) {
        var lines = new StringBuilder();
        items.forEach(item -> lines.append(Histories.toJson(item)).append('\n'));
        var answer = exchange(HttpRequest.newBuilder(baseUrl.resolve(path))
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(lines.toString())));
        assertEquals(202, answer.statusCode(), answer.body());
        assertEquals((long) items.size(), JsonText.object(answer.body()).get("accepted"), answer.body());
        return ReadingsClient.token(answer);
    }

    private HttpResponse<String> get(String path) {
        return exchange(HttpRequest.newBuilder(baseUrl.resolve(path)).GET());
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
