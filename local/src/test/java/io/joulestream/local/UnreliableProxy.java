package io.joulestream.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a service on this machine: passes requests on and counts them, and while it is down answers 503. */
final class UnreliableProxy implements AutoCloseable {
    private final URI service;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(16);
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, Integer> answered = new ConcurrentHashMap<>();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean isDown;

    UnreliableProxy(URI service) throws IOException {
        this.service = service;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::pass);
        server.start();
    }

    URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    void goDown() {
        isDown = true;
    }

    void comeBack() {
        isDown = false;
    }

    /** How many requests were answered 503. */
    int refused() {
        return refused.get();
    }

    /** How often each request was answered by the service. */
    Map<String, Integer> answered() {
        return new TreeMap<>(answered);
    }

    private void pass(HttpExchange exchange) throws IOException {
        if (isDown) {
            refused.incrementAndGet();
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
            return;
        }
        var target = service.resolve(exchange.getRequestURI().toString());
        try {
            var answer = client.send(HttpRequest.newBuilder(target).build(), BodyHandlers.ofByteArray());
            answered.merge(exchange.getRequestURI().toString(), 1, Integer::sum);
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
