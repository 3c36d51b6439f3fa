package io.joulestream.local.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.joulestream.local.rest.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Stands in for Open-Meteo and OpenWeatherMap on loopback: serves simulated weather in their documented formats. The same seed,
 * cell and instant have the same weather. Any key will do for OpenWeatherMap, but there must be one.
 */
public final class WeatherApis implements AutoCloseable {
    private static final String INVALID_KEY =
            "Invalid API key. Please see https://openweathermap.org/faq#error401 for more info.";

    private final HttpServer server;
    private final AtomicLong requests;

    private record Reply(int status, Map<String, ?> body) {}

    private WeatherApis(HttpServer server, AtomicLong requests) {
        this.server = server;
        this.requests = requests;
    }

    /**
     * Knows every hour of every cell.
     *
     * @param port 0 for any free one
     * @param clock when it is now: the archive ends days before it, the forecast days after
     */
    public static WeatherApis start(long seed, int port, Clock clock) throws IOException {
        return start(new Noise(seed), Gaps.none(new Noise(seed)), port, clock);
    }

    /** As {@link #start}, but Open-Meteo's has no values for some days of some cells. */
    public static WeatherApis startWithGaps(long seed, int port, Clock clock) throws IOException {
        return start(new Noise(seed), Gaps.some(new Noise(seed)), port, clock);
    }

    private static WeatherApis start(Noise noise, Gaps gaps, int port, Clock clock) throws IOException {
        var openMeteo = new SimulatedOpenMeteo(noise, gaps, clock);
        var oneCall = new SimulatedOneCall(noise);
        var requests = new AtomicLong();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        serve(server, requests, "/v1/archive", query -> openMeteo(query, openMeteo, true));
        serve(server, requests, "/v1/forecast", query -> openMeteo(query, openMeteo, false));
        serve(server, requests, "/data/3.0/onecall/timemachine", query -> oneCall(query, oneCall));
        server.start();
        return new WeatherApis(server, requests);
    }

    private static Reply openMeteo(Query query, SimulatedOpenMeteo api, boolean archive) {
        try {
            return new Reply(200, api.answer(query, archive));
        } catch (BadRequest e) {
            return new Reply(400, Map.of("error", true, "reason", e.reason()));
        }
    }

    private static Reply oneCall(Query query, SimulatedOneCall api) {
        if (query.text("appid", "").isBlank()) {
            return new Reply(401, Map.of("cod", 401, "message", INVALID_KEY));
        }
        try {
            return new Reply(200, api.answer(query));
        } catch (BadRequest e) {
            return new Reply(400, Map.of("cod", "400", "message", e.reason(), "parameters", List.of()));
        }
    }

    private static void serve(HttpServer server, AtomicLong requests, String path, Function<Query, Reply> answer) {
        server.createContext(path, exchange -> {
            requests.incrementAndGet();
            send(exchange, answer.apply(Query.of(exchange.getRequestURI().getRawQuery())));
            exchange.close();
        });
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        var body = Json.write(reply.body()).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(reply.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    /** How many requests have come since the start. */
    public long requests() {
        return requests.get();
    }

    /** The values of the settings that make the weather providers ask here. */
    public Map<String, String> settings() {
        var base = "http://localhost:" + server.getAddress().getPort();
        var settings = new LinkedHashMap<String, String>();
        settings.put("weather-open-meteo-archive-url", base + "/v1/archive");
        settings.put("weather-open-meteo-forecast-url", base + "/v1/forecast");
        settings.put("weather-openweathermap-url", base + "/data/3.0/onecall/timemachine");
        return settings;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
