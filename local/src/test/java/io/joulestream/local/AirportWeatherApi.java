package io.joulestream.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.joulestream.core.weather.GridCell;
import io.joulestream.local.AirportWeather.Hour;
import io.joulestream.local.rest.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Open-Meteo's archive as its documentation has it, on loopback, with the airports' observations in the cells of these. Counts
 * what it is asked for, and can leave some requests without an answer until they are released.
 */
final class AirportWeatherApi implements AutoCloseable {
    private static final int THREADS = 80;
    private static final int HOURS = 24;

    private final AirportWeather weather;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final List<String> misunderstood = new CopyOnWriteArrayList<>();
    private final AtomicInteger toHold = new AtomicInteger();
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile CountDownLatch released = new CountDownLatch(0);

    /** @param unit as asked for in the parameter that is named, empty where there is none */
    private record Variable(String unit, String parameter, String value, Function<Hour, @Nullable BigDecimal> of) {}

    private static final Map<String, Variable> VARIABLES = Map.of(
            "temperature_2m", new Variable("°C", "temperature_unit", "celsius", Hour::temperature),
            "relative_humidity_2m", new Variable("%", "", "", Hour::humidity),
            "pressure_msl", new Variable("hPa", "", "", Hour::pressure),
            "wind_speed_10m", new Variable("m/s", "wind_speed_unit", "ms", Hour::windSpeed),
            "wind_direction_10m", new Variable("°", "", "", Hour::windDirection),
            "precipitation", new Variable("mm", "precipitation_unit", "mm", Hour::precipitation));

    AirportWeatherApi(AirportWeather weather) throws IOException {
        this.weather = weather;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/archive", this::answer);
        server.start();
    }

    /** The settings that make the job ask here, and faster than a service would allow. */
    Map<String, String> settings() {
        return Map.of(
                "weather.providers",
                "open-meteo",
                "weather.open-meteo-archive-url",
                "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/archive",
                "weather.open-meteo-burst",
                "10000");
    }

    /** How often each cell and UTC day was asked for. */
    Map<String, Integer> asked() {
        return new TreeMap<>(asked);
    }

    /** What was asked for otherwise than documented, or not in the units of ours. */
    List<String> misunderstood() {
        return List.copyOf(misunderstood);
    }

    /** The next so many requests get no answer. */
    void hold(int requests) {
        held = new CountDownLatch(requests);
        released = new CountDownLatch(1);
        toHold.set(requests);
    }

    /** Returns when all of them have come. */
    void awaitHeld() throws InterruptedException {
        if (!held.await(2, TimeUnit.MINUTES)) {
            throw new AssertionError(held.getCount() + " requests have not come");
        }
    }

    /** They are answered after all, and others at once. */
    void release() {
        toHold.set(0);
        released.countDown();
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, String> query = Arrays.stream(
                        exchange.getRequestURI().getQuery().split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        var cell = GridCell.of(micros(query, "latitude"), micros(query, "longitude"));
        var day = LocalDate.parse(query.getOrDefault("start_date", ""));
        asked.merge(cell + " " + day, 1, Integer::sum);
        hold();
        byte[] body;
        try {
            body = Json.write(body(query, cell, day)).getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            misunderstood.add(String.valueOf(e.getMessage()));
            throw e;
        }
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void hold() {
        if (toHold.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            CountDownLatch until = released;
            held.countDown();
            try {
                until.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Map<String, Object> body(Map<String, String> query, GridCell cell, LocalDate day) {
        if (!query.getOrDefault("end_date", "").equals(day.toString())
                || !query.getOrDefault("timezone", "").equals("GMT")) {
            throw new IllegalArgumentException("not a day in UTC: " + query);
        }
        var times = new ArrayList<String>();
        var hours = new ArrayList<@Nullable Hour>();
        for (int i = 0; i < HOURS; i++) {
            Instant hour = day.atTime(i, 0).toInstant(ZoneOffset.UTC);
            times.add(hour.toString().substring(0, 16));
            hours.add(weather.at(cell, hour.toEpochMilli()));
        }
        var units = new LinkedHashMap<String, Object>(Map.of("time", "iso8601"));
        var hourly = new LinkedHashMap<String, Object>(Map.of("time", times));
        for (String name : query.getOrDefault("hourly", "").split(",", -1)) {
            Variable variable = VARIABLES.get(name);
            if (variable == null
                    || !query.getOrDefault(variable.parameter(), "").equals(variable.value())) {
                throw new IllegalArgumentException(name + " is asked for as in " + query);
            }
            units.put(name, variable.unit());
            List<@Nullable BigDecimal> column = new ArrayList<>();
            hours.forEach(hour -> column.add(hour == null ? null : variable.of().apply(hour)));
            hourly.put(name, column);
        }
        var answer = new LinkedHashMap<String, Object>();
        answer.put("latitude", new BigDecimal(query.getOrDefault("latitude", "")));
        answer.put("longitude", new BigDecimal(query.getOrDefault("longitude", "")));
        answer.put("generationtime_ms", new BigDecimal("0.1"));
        answer.put("utc_offset_seconds", 0);
        answer.put("timezone", "GMT");
        answer.put("timezone_abbreviation", "GMT");
        answer.put("elevation", 3);
        answer.put("hourly_units", units);
        answer.put("hourly", hourly);
        return answer;
    }

    private static int micros(Map<String, String> query, String name) {
        return new BigDecimal(query.getOrDefault(name, "")).movePointRight(6).intValueExact();
    }

    @Override
    public void close() {
        release();
        server.stop(0);
        threads.shutdownNow();
    }
}
