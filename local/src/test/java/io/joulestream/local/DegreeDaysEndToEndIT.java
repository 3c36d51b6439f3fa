package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.quantity.Micros;
import io.joulestream.core.weather.DayTemperature;
import io.joulestream.core.weather.GridCell;
import io.joulestream.core.weather.Observation;
import io.joulestream.core.weather.Weather;
import io.joulestream.reference.Histories;
import io.joulestream.reference.WeatherReference;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Degree days through the whole system: a place that is told, observations in any order, a series that moves (SEMANTICS 32). */
@OnSharedStack
class DegreeDaysEndToEndIT {
    private static final String SERIES = "degree-days.heat";
    private static final ZoneId ZONE = ZoneId.of("Asia/Kathmandu");
    private static final LocalDate FIRST = LocalDate.of(2024, 1, 8);
    private static final long QUARTER = 900_000;
    private static final GridCell HERE = new GridCell(277, 853);
    private static final GridCell THERE = new GridCell(280, 853);
    private static final List<String> COLUMNS =
            List.of("day", "start", "end", "temperature", "heating", "cooling", "covered_ms", "own_ms", "provisional");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final SharedStack.Running system;
    private final WeatherReference reference = new WeatherReference();
    private final Random random = new Random(20261122);

    DegreeDaysEndToEndIT(SharedStack.Running system) {
        this.system = system;
    }

    @Test
    void daysAreAsColdAsTheObservationsOfTheSeriesPlaceSay() throws Exception {
        var client = new ReadingsClient(system.baseUrl(), SERIES);
        try (var log = new LogClient(system.addresses().kafkaBootstrap())) {
            client.await(observe(log, 27.75, HERE, 60));
            client.await(client.define(definition(27.7)));
            var readings = new ArrayList<Map<String, Object>>();
            for (long hour = 0; hour <= 24 * 5; hour++) {
                readings.add(Map.of("ts", at(FIRST) + hour * 4 * QUARTER, "value", hour * 3));
            }
            client.await(client.send(readings));
            awaitSame(client, HERE);
            // Edits, finals after provisional ones, deletes; and the weather of another place.
            client.await(observe(log, 28.05, THERE, 100));
            client.await(observe(log, 27.75, HERE, 250));
            awaitSame(client, HERE);
        }
        List<String> points = new ArrayList<>();
        for (int day = 0; day < 5; day++) {
            DayTemperature temperature = Objects.requireNonNull(expected(HERE, FIRST.plusDays(day)));
            points.add(FIRST.plusDays(day) + "\t72000\tmeasured\t" + decimal(temperature.heatingMicros()));
        }
        assertEquals(
                points,
                system.store()
                        .rows("SELECT day, total, quality, heating FROM consumption_degree_day WHERE series = '"
                                + SERIES + "' AND measured = 1 ORDER BY day"));
        client.await(client.define(definition(28.0)));
        awaitSame(client, THERE);
        client.await(client.delete());
        String rows = "SELECT cell, day FROM degree_day_latest WHERE zone = '" + ZONE + "'";
        await(() -> system.store().rows(rows), List.of());
    }

    private static Map<String, Object> definition(double lat) {
        return Map.of("kind", "counter", "unit", "kWh", "zone", ZONE.getId(), "lat", lat, "lon", 85.3);
    }

    /** Own observations and those of the services; returns the last one's token. */
    private String observe(LogClient log, double lat, GridCell cell, int count) {
        String token = "";
        for (int i = 0; i < count; i++) {
            long ts = at(FIRST.minusDays(1)) + QUARTER * (random.nextInt(24 * 8) * 4L + random.nextInt(2) * 2L);
            String owner = random.nextInt(3) == 0 ? "default" : "*";
            Map<String, Object> item;
            if (random.nextInt(12) == 0) {
                item = Map.of("op", "delete", "lat", lat, "lon", 85.35, "ts", ts);
                reference.remove(owner, cell, ts);
            } else {
                boolean provisional = random.nextInt(3) == 0;
                BigDecimal celsius = BigDecimal.valueOf(random.nextInt(300), 1);
                item = Map.of("lat", lat, "lon", 85.35, "ts", ts, "temperature", celsius, "provisional", provisional);
                long micros = celsius.movePointRight(6).longValueExact();
                var weather = new Weather(micros, null, null, null, null, null);
                reference.put(owner, cell, new Observation(ts, provisional, weather));
            }
            token = log.append("weather", bytes(owner + "/" + cell), bytes(Histories.toJson(item)))
                    .token();
        }
        return token;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private @Nullable DayTemperature expected(GridCell cell, LocalDate day) {
        return reference.dayTemperature("default", cell, at(day), at(day.plusDays(1)), QUARTER);
    }

    /** A definition goes from one job to the other by its own log, so no token tells when it has come. */
    private void awaitSame(ReadingsClient client, GridCell cell) throws InterruptedException {
        List<String> expected = new ArrayList<>();
        for (LocalDate day = FIRST.minusDays(3); day.isBefore(FIRST.plusDays(12)); day = day.plusDays(1)) {
            DayTemperature temperature = expected(cell, day);
            if (temperature != null) {
                expected.add("%s %d %d %s %s %s %d %d %s"
                        .formatted(
                                day,
                                at(day),
                                at(day.plusDays(1)),
                                decimal(temperature.meanMicros()),
                                decimal(temperature.heatingMicros()),
                                decimal(temperature.coolingMicros()),
                                temperature.coveredMillis(),
                                temperature.ownMillis(),
                                temperature.provisional()));
            }
        }
        assertTrue(expected.size() > 5, "too few days to tell anything");
        await(() -> rows(client.get(client.path("/degree-days"))), expected);
    }

    private static List<String> rows(Map<String, Object> columns) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < column(columns, "day").size(); i++) {
            List<String> row = new ArrayList<>();
            for (String name : COLUMNS) {
                Object value = column(columns, name).get(i);
                row.add(
                        value instanceof Number number && !(value instanceof Long)
                                ? plain(number)
                                : String.valueOf(value));
            }
            rows.add(String.join(" ", row));
        }
        return rows;
    }

    private static List<?> column(Map<String, Object> columns, String name) {
        return (List<?>) Objects.requireNonNull(columns.get(name), name);
    }

    private static String plain(Number number) {
        return decimal(new BigDecimal(number.toString()).movePointRight(6).longValueExact());
    }

    private static String decimal(long micros) {
        return Micros.format(micros);
    }

    private static void await(Supplier<List<String>> actual, List<String> expected) throws InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!actual.get().equals(expected) && Instant.now().isBefore(deadline)) {
            Thread.sleep(200);
        }
        assertEquals(expected, actual.get());
    }

    private static long at(LocalDate day) {
        return day.atStartOfDay(ZONE).toInstant().toEpochMilli();
    }
}
