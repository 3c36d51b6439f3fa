package io.joulestream.local.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.joulestream.local.console.Console;
import io.joulestream.local.rest.Rest;
import io.joulestream.local.simulator.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is sent while the real clock goes on, as an endpoint gets it. */
class LiveReadingsTest {
    private static final Instant START = Instant.parse("2026-11-01T12:00:03Z");
    private static final Pattern POWER = Pattern.compile("\"series\":\"madrid\\.power\",\"ts\":(\\d+)");

    private final List<Long> sent = new CopyOnWriteArrayList<>();
    private HttpServer endpoint;

    @BeforeEach
    void listen() throws IOException {
        endpoint = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        endpoint.createContext("/v1/", this::take);
        endpoint.start();
    }

    @AfterEach
    void close() {
        endpoint.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        POWER.matcher(body).results().forEach(found -> sent.add(Long.valueOf(found.group(1))));
        var answer = "{\"accepted\":1,\"rejected\":[],\"token\":\"t\"}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(202, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Test
    void followsTheRealClock() throws Exception {
        send(1, START.plusSeconds(60));

        assertEquals(START.plusSeconds(57), Instant.ofEpochMilli(sent.get(sent.size() - 1)));
        assertTrue(sent.size() >= 5 && sent.size() <= 6, sent.toString());
    }

    @Test
    void goesAsManyTimesFasterAsTold() throws Exception {
        send(600, START.plusSeconds(60));

        var clock = new LiveClock(START, 600);
        assertTrue(sent.get(0) > clock.historyEnd().toEpochMilli(), sent.toString());
        var latest = Instant.ofEpochMilli(sent.get(sent.size() - 1));
        var behind = Duration.between(latest, clock.historyEnd().plus(Duration.ofHours(10)));
        assertTrue(!behind.isNegative() && behind.toSeconds() < 60, latest.toString());
        assertTrue(sent.size() > 3500, () -> "readings: " + sent.size());
    }

    /** From the start to the real time, which is when it is stopped. */
    private void send(double speed, Instant until) throws Exception {
        var clock = new LiveClock(START, speed);
        var scenario = Scenario.of(1, clock.historyEnd().minus(Duration.ofDays(1)), START, clock.historyEnd());
        scenario.series().forEach(series -> series.until(clock.historyEnd()));
        var rest = new Rest("http://127.0.0.1:" + endpoint.getAddress().getPort(), Duration.ofSeconds(10));
        var stopping = new CountDownLatch(1);
        InstantSource time = () -> {
            stopping.countDown();
            return until;
        };
        new LiveReadings(scenario, rest, clock, time, new Console(new PrintWriter(new StringWriter()), false))
                .run(stopping);
    }
}
