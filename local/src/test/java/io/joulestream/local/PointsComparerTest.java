package io.joulestream.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.joulestream.reference.Histories;
import io.joulestream.reference.HistoryOptions;
import io.joulestream.reference.Reference;
import io.joulestream.reference.ReferenceRow;
import io.joulestream.reference.WindowKey;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The comparer against an endpoint of a few lines that answers from a reference. */
class PointsComparerTest {
    private static final Pattern QUERY = Pattern.compile("period=(\\w+)&from=(-?\\d+)&to=(-?\\d+)&limit=100000");

    private final Reference served = new Reference(ZoneId.of("Europe/Paris"));
    private final Reference expected = new Reference(ZoneId.of("Europe/Paris"));
    private @Nullable HttpServer server;

    @BeforeEach
    void startsTheServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/series/s/points", this::answer);
        server.start();
    }

    @AfterEach
    void stopsTheServer() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void findsNoDifferenceInTheSameHistory() {
        var history = Histories.of(3, HistoryOptions.everything());
        for (var event : history.events()) {
            served.apply(event.fields(), event.receivedMillis());
            expected.apply(event.fields(), event.receivedMillis());
        }
        assertTrue(expected.rows().size() > 10);
        comparer().assertSame();
    }

    @Test
    void namesWhatDiffers() {
        for (var reference : List.of(served, expected)) {
            reference.apply(Map.of("op", "series", "kind", "counter", "unit", "kWh"), 0);
            reference.apply(Map.of("ts", "2024-01-01T00:00:00Z", "value", 1), Long.MAX_VALUE / 2);
            reference.apply(Map.of("ts", "2024-01-01T00:15:00Z", "value", 2), Long.MAX_VALUE / 2);
        }
        served.apply(Map.of("ts", "2024-01-01T00:15:00Z", "value", new BigDecimal("2.001")), Long.MAX_VALUE / 2);
        var differences = comparer().differences();
        assertTrue(
                differences.contains("PT15M 2024-01-01T00:00:00Z total: expected 1000.000000, was 1001.000000"),
                differences.toString());
        assertTrue(
                differences.contains("raw 2024-01-01T00:15:00Z value: expected 2000.000000, was 2001.000000"),
                differences.toString());
        var message = String.valueOf(
                assertThrows(AssertionError.class, comparer()::assertSame).getMessage());
        assertEquals(11, message.lines().count(), message);

        served.apply(Map.of("op", "delete", "ts", "2024-01-01T00:15:00Z"), Long.MAX_VALUE / 2);
        var missing = comparer().differences();
        assertTrue(missing.toString().contains("PT15M 2024-01-01T00:15:00Z: was missing"), missing.toString());
        expected.apply(Map.of("op", "delete", "ts", "2024-01-01T00:15:00Z"), Long.MAX_VALUE / 2);
        served.apply(Map.of("ts", "2024-01-01T00:30:00Z", "value", 2), Long.MAX_VALUE / 2);
        var added = comparer().differences();
        assertTrue(added.toString().contains("raw 2024-01-01T00:30:00Z: expected nothing"), added.toString());
    }

    private PointsComparer comparer() {
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return new PointsComparer(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "s", expected);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var query = QUERY.matcher(exchange.getRequestURI().getQuery());
        var body = query.matches()
                ? columns(query.group(1), Long.parseLong(query.group(2)), Long.parseLong(query.group(3)))
                : "?";
        exchange.sendResponseHeaders(200, body.getBytes(StandardCharsets.UTF_8).length);
        try (var out = exchange.getResponseBody()) {
            out.write(body.getBytes(StandardCharsets.UTF_8));
        }
    }

    private String columns(String period, long from, long to) {
        if (period.equals("raw")) {
            var readings = List.copyOf(served.readings().subMap(from, to).entrySet());
            return "{\"series\":\"s\"," + column("ts", readings, Map.Entry::getKey) + ","
                    + column("value", readings, Map.Entry::getValue) + "}";
        }
        var rows = new ArrayList<Map.Entry<WindowKey, ReferenceRow>>();
        served.rows().entrySet().stream()
                .filter(row -> row.getKey().period().equals(period))
                .filter(row -> row.getKey().start() >= from && row.getKey().start() < to)
                .forEach(rows::add);
        return "{\"series\":\"s\","
                + String.join(
                        ",",
                        column("start", rows, row -> row.getKey().start()),
                        column("end", rows, row -> row.getValue().end()),
                        column("total", rows, row -> row.getValue().total()),
                        column("mean", rows, row -> row.getValue().mean()),
                        column("min", rows, row -> row.getValue().min()),
                        column("max", rows, row -> row.getValue().max()),
                        column("first", rows, row -> row.getValue().first()),
                        column("first_ts", rows, row -> row.getValue().firstTs()),
                        column("last", rows, row -> row.getValue().last()),
                        column("last_ts", rows, row -> row.getValue().lastTs()),
                        column("sum", rows, row -> row.getValue().sum()),
                        column("count", rows, row -> row.getValue().count()),
                        column("measured_ms", rows, row -> row.getValue().measuredMs()),
                        column("interpolated_ms", rows, row -> row.getValue().interpolatedMs()),
                        column("quality", rows, row -> "\"" + row.getValue().quality() + "\""))
                + "}";
    }

    private static <T> String column(String name, List<T> rows, Function<T, @Nullable Object> value) {
        return rows.stream()
                .map(row -> String.valueOf(value.apply(row)))
                .collect(Collectors.joining(",", "\"" + name + "\":[", "]"));
    }
}
