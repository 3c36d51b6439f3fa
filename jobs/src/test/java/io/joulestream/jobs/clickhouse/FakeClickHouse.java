package io.joulestream.jobs.clickhouse;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** ClickHouse's HTTP interface as far as inserts need it: stores what it is sent, unless its script says otherwise. */
final class FakeClickHouse implements AutoCloseable {
    private static final Pattern INSERT = Pattern.compile("INSERT INTO `?(\\w+)`? \\((.*)\\)\\s+FORMAT RowBinary");

    /** What becomes of one insert. */
    interface Answer {
        void answer(FakeClickHouse server, HttpExchange exchange, Insert insert) throws IOException;

        Answer STORE = (server, exchange, insert) -> {
            server.keep(insert);
            reply(exchange, 200, 0, "");
        };
        Answer STORE_BUT_BREAK_OFF = (server, exchange, insert) -> {
            server.keep(insert);
            exchange.close();
        };
        Answer BREAK_OFF = (server, exchange, insert) -> exchange.close();
        Answer HANG = (server, exchange, insert) -> server.awaitClose();

        static Answer error(int status, int code, String message) {
            return (server, exchange, insert) ->
                    reply(exchange, status, code, "Code: " + code + ". DB::Exception: " + message);
        }

        static Answer refuseWhere(int code, Predicate<Map<String, @Nullable Object>> bad) {
            return (server, exchange, insert) -> {
                if (insert.rows().stream().anyMatch(bad)) {
                    reply(exchange, 400, code, "Code: " + code + ". DB::Exception: bad row (VIOLATED_CONSTRAINT)");
                } else {
                    STORE.answer(server, exchange, insert);
                }
            };
        }

        private static void reply(HttpExchange exchange, int status, int code, String body) throws IOException {
            if (code != 0) {
                exchange.getResponseHeaders().set("X-ClickHouse-Exception-Code", Integer.toString(code));
            }
            exchange.getResponseHeaders().set("X-ClickHouse-Summary", "{\"written_rows\":\"0\"}");
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }
    }

    /** One insert as it arrived, its rows decoded. */
    record Insert(
            String table,
            List<String> columns,
            Map<String, String> parameters,
            List<Map<String, @Nullable Object>> rows) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Deque<Answer> script = new ArrayDeque<>();
    private final List<Insert> arrived = new ArrayList<>();
    private final List<Insert> stored = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private Answer otherwise = Answer.STORE;

    static {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // or each answer takes 40 ms
    }

    FakeClickHouse() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** The next inserts get these answers, one each. */
    synchronized FakeClickHouse then(Answer... answers) {
        script.addAll(Arrays.asList(answers));
        return this;
    }

    /** What comes after the script. */
    synchronized FakeClickHouse otherwise(Answer answer) {
        otherwise = answer;
        return this;
    }

    synchronized List<Insert> arrived() {
        return List.copyOf(arrived);
    }

    synchronized List<Map<String, @Nullable Object>> rowsOf(String table) {
        return stored.stream()
                .filter(insert -> insert.table().equals(table))
                .flatMap(insert -> insert.rows().stream())
                .toList();
    }

    synchronized void awaitArrived(int count) throws InterruptedException {
        while (arrived.size() < count) {
            wait();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        Map<String, String> parameters = parameters(exchange.getRequestURI().getRawQuery());
        byte[] body = exchange.getRequestBody().readAllBytes();
        Matcher sql = INSERT.matcher(parameters.getOrDefault("query", ""));
        if (!sql.find()) {
            Answer.reply(exchange, 400, 62, "Code: 62. DB::Exception: no insert: " + parameters);
            return;
        }
        TableColumns table = TableColumns.of(sql.group(1));
        List<String> columns = Arrays.stream(sql.group(2).split(",", -1))
                .map(name -> name.strip().replace("`", ""))
                .toList();
        var insert = new Insert(table.table(), columns, parameters, RowBinaryDecoder.decode(table, body));
        Answer answer;
        synchronized (this) {
            arrived.add(insert);
            answer = script.isEmpty() ? otherwise : script.remove();
            notifyAll();
        }
        answer.answer(this, exchange, insert);
    }

    private synchronized void keep(Insert insert) {
        stored.add(insert);
    }

    private void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private static Map<String, String> parameters(@Nullable String query) {
        var parameters = new LinkedHashMap<String, String>();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            parameters.put(
                    pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return parameters;
    }
}
