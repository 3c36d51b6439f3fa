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
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The activities of one source in the running system, and beside it what they must be. */
final class MirroredActivities {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final long HOUR = 3_600_000;
    private static final String MICROS = Stream.of(
                    "temperature", "humidity", "pressure", "wind_speed", "wind_direction", "precipitation")
            .map(column -> "toInt64(" + column + " * 1000000)")
            .collect(Collectors.joining(", "));

    private static final String NOT_FOUND = "unavailable(not_found)";

    private final ActivitiesClient client;
    private final String source;
    private final Map<String, Map<String, Object>> expected = new TreeMap<>();
    private final WeatherReference weather = new WeatherReference();
    /** Cells of which anything was ever written. */
    private final Set<String> observed = new HashSet<>();

    private final Set<String> nothing = new HashSet<>();
    private final List<String> tokens = new ArrayList<>();
    private final Map<String, Integer> statuses = new HashMap<>();

    MirroredActivities(URI baseUrl, String source) {
        this.client = new ActivitiesClient(baseUrl, source);
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
        tokens.add(client.post("/v1/activities", sent));
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

    /** One of the tenant's own observations that somebody else writes. */
    void expectWeather(Map<String, Object> item) {
        observed("default", item);
    }

    /** Writes the tenant's own observations, and deletes. */
    void postWeather(List<Map<String, Object>> items) {
        items.forEach(item -> observed("default", item));
        tokens.add(client.post("/v1/weather", items));
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

    /** Takes an observation of the weather services. */
    void shares(GridCell cell, Observation observation) {
        weather.put("*", cell, observation);
    }

    /** The weather services have nothing for the cell on this UTC day. */
    void sharesNothing(GridCell cell, LocalDate day) {
        nothing.add(cell + " " + day);
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
            answered = client.answered();
            enriched = answered.values().stream()
                    .filter(row ->
                            row.get("weather") instanceof Map<?, ?> weather && "enriched".equals(weather.get("status")))
                    .count();
        } while (enriched < activities && System.nanoTime() < deadline);
        assertEquals(activities, enriched, () -> "of them enriched");
    }

    /** The source's activities by their ids. */
    Map<String, Map<?, ?>> answered() {
        return client.answered();
    }

    /** Waits until what another's write caused is visible. */
    void await(String token) {
        client.await(token);
    }

    /** Waits until all that was written is visible. */
    void awaitAll() {
        tokens.forEach(client::await);
        tokens.clear();
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
        observed.add(event.cell().toString());
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
        awaitAll();
        assertSame(expectedWeather(), client.answered());
    }

    /** The same, but of the weather of those alone that fit. */
    void assertSame(Predicate<String> isWeatherSure) {
        awaitAll();
        var weathers = expectedWeather();
        weathers.keySet().removeIf(isWeatherSure.negate());
        assertSame(weathers, client.answered());
    }

    /** The same, as soon as what the weather services are asked for has come. */
    void awaitSame() throws InterruptedException {
        awaitAll();
        var weathers = expectedWeather();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                assertSame(weathers, client.answered());
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            }
            Thread.sleep(200);
        }
    }

    private Map<String, Map<String, @Nullable Object>> expectedWeather() {
        statuses.clear();
        var weathers = new TreeMap<String, Map<String, @Nullable Object>>();
        expected.forEach((id, activity) -> {
            var weatherOf = weatherOf(activity);
            statuses.merge(String.valueOf(weatherOf.get("status")), 1, Integer::sum);
            weathers.put(id, weatherOf);
        });
        return weathers;
    }

    private void assertSame(Map<String, Map<String, @Nullable Object>> weathers, Map<String, Map<?, ?>> answered) {
        assertEquals(expected.keySet(), answered.keySet());
        expected.forEach((id, activity) -> {
            var row = answered.getOrDefault(id, Map.of());
            for (String field : List.of("type", "start", "lat", "lon", "distance_m", "heart_rate", "name")) {
                assertEquals(plain(activity.get(field)), plain(row.get(field)), id + " " + field);
            }
            if (weathers.containsKey(id)) {
                assertEquals(weathers.get(id), plain(row.get("weather")), id + " " + activity);
            }
        });
    }

    /** Of the cells that were written of, the store has the observations once each, with the values that count. */
    void assertObserved(StoreClient store) {
        for (String owner : List.of("default", "*")) {
            assertEquals(
                    weather.kept(owner).entrySet().stream()
                            .flatMap(cell -> cell.getValue().stream().map(each -> cell.getKey() + "\t" + row(each)))
                            .toList(),
                    store.rows("SELECT cell, toUnixTimestamp64Milli(ts), provisional, " + MICROS
                            + " FROM weather_observation_latest WHERE tenant = '" + owner + "' AND cell IN ('"
                            + String.join("', '", observed) + "') ORDER BY cell, ts"),
                    owner);
        }
    }

    private static String row(Observation observation) {
        Weather values = observation.weather();
        return Stream.of(
                        observation.tsMillis(),
                        observation.provisional() ? 1 : 0,
                        values.temperature(),
                        values.humidity(),
                        values.pressure(),
                        values.windSpeed(),
                        values.windDirection(),
                        values.precipitation())
                .map(value -> value == null ? "\\N" : value.toString())
                .collect(Collectors.joining("\t"));
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
            var answer = client.get("/v1/activities/summary?period=" + period.iso());
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
        fields.put(
                "status",
                !placed
                        ? "no_location"
                        : bracket != null ? "enriched" : hasNothing(activity, start) ? NOT_FOUND : "pending");
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

    /** Neither on the day of the start nor on that of an hour later. */
    private boolean hasNothing(Map<String, Object> activity, long start) {
        return Stream.of(start, start + HOUR)
                .anyMatch(needed -> nothing.contains(
                        cell(activity) + " " + LocalDate.ofInstant(Instant.ofEpochMilli(needed), ZoneOffset.UTC)));
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

    int count() {
        return expected.size();
    }

    int enriched() {
        return statuses.getOrDefault("enriched", 0);
    }

    int pending() {
        return statuses.getOrDefault("pending", 0);
    }

    /** Those of which the weather services have nothing. */
    int notFound() {
        return statuses.getOrDefault(NOT_FOUND, 0);
    }
}
