package io.joulestream.jobs.providers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Both providers on loopback, in their documented formats, with the weather of {@link Made}, unless its script says otherwise. */
final class StandIn implements AutoCloseable {

    /** What becomes of one request. */
    interface Reaction {
        void react(StandIn server, HttpExchange exchange) throws IOException;

        Reaction WEATHER = (server, exchange) -> reply(exchange, 200, Made.answer(exchange.getRequestURI()));
        Reaction BREAK_OFF = (server, exchange) -> exchange.close();
        Reaction HANG = (server, exchange) -> server.closed(Long.MAX_VALUE);
        /** Answers once it is released. */
        Reaction HELD = (server, exchange) -> {
            server.awaitRelease();
            WEATHER.react(server, exchange);
        };
        /** A whole answer, a byte every now and then: it would take minutes. */
        Reaction DRIP = (server, exchange) -> {
            byte[] body = bytes(Made.answer(exchange.getRequestURI()));
            exchange.sendResponseHeaders(200, body.length);
            OutputStream out = exchange.getResponseBody();
            try {
                for (int i = 0; i < body.length && !server.closed(20); i++) {
                    out.write(body[i]);
                    out.flush();
                }
            } catch (IOException e) {
                server.hungUpOn();
            }
        };
        /** The connection ends before the answer does. */
        Reaction CUT_OFF = (server, exchange) -> {
            byte[] body = bytes(Made.answer(exchange.getRequestURI()));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body, 0, body.length / 2);
            exchange.getResponseBody().flush();
            exchange.close();
        };
        /** 10 MB of what begins as an answer. */
        Reaction ENDLESS = (server, exchange) -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] spaces = new byte[1 << 20];
            Arrays.fill(spaces, (byte) ' ');
            try (OutputStream out = exchange.getResponseBody()) {
                out.write('{');
                for (int i = 0; i < 10; i++) {
                    out.write(spaces);
                }
                out.write('}');
            }
        };
        /** To itself. */
        Reaction REDIRECT = (server, exchange) -> {
            exchange.getResponseHeaders()
                    .set("Location", exchange.getRequestURI().toString());
            reply(exchange, 302, "");
        };

        static Reaction status(int status, String body, String... headers) {
            return (server, exchange) -> {
                for (int i = 0; i < headers.length; i += 2) {
                    exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
                }
                reply(exchange, status, body);
            };
        }

        static Reaction body(String body) {
            return status(200, body);
        }

        private static void reply(HttpExchange exchange, int status, String text) throws IOException {
            byte[] body = bytes(text);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Deque<Reaction> script = new ArrayDeque<>();
    private final List<URI> requests = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private int hangUps;
    private Reaction otherwise = Reaction.WEATHER;

    static {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // or each answer takes 40 ms
    }

    StandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Of one of the APIs: archive, forecast, timemachine. */
    String url(String api) {
        return "http://localhost:" + server.getAddress().getPort() + "/" + api;
    }

    /** The next requests get these reactions, one each. */
    synchronized StandIn then(Reaction... reactions) {
        script.addAll(Arrays.asList(reactions));
        return this;
    }

    /** What comes after the script. */
    synchronized StandIn otherwise(Reaction reaction) {
        otherwise = reaction;
        return this;
    }

    /** All that have arrived so far. */
    synchronized List<URI> requests() {
        return List.copyOf(requests);
    }

    synchronized void awaitRequests(int count) throws InterruptedException {
        while (requests.size() < count) {
            wait();
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        Reaction reaction;
        synchronized (this) {
            requests.add(exchange.getRequestURI());
            reaction = script.isEmpty() ? otherwise : script.remove();
            notifyAll();
        }
        reaction.react(this, exchange);
    }

    /** Those that are held answer. */
    void release() {
        released.countDown();
    }

    private void awaitRelease() {
        try {
            released.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized void hungUpOn() {
        hangUps++;
        notifyAll();
    }

    /** Until so many drips found that nobody listens any more. */
    synchronized void awaitHangUps(int count) throws InterruptedException {
        while (hangUps < count) {
            wait();
        }
    }

    private boolean closed(long waitMillis) {
        try {
            return closed.await(waitMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
