package io.joulestream.jobs.providers;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * GET requests that end: after the timeout, whatever the other side drips, and after so many bytes. Redirects are answers like
 * others: to follow one would carry the key to wherever it points. (Java's client repeats a request by itself, once, where the
 * connection ends before a byte of the answer; this is not counted.) Never blocks; the future may fail with anything.
 */
final class HttpGet implements AutoCloseable {
    /** The answer to a day of hours has some 3 KB. */
    static final int MOST_BYTES = 256 << 10;

    private final HttpClient client;
    private final Executor executor;
    private final ScheduledExecutorService timer;
    private final Duration timeout;
    private final OpenFutures<Reply> open = new OpenFutures<>();

    HttpGet(HttpClient client, Executor executor, ScheduledExecutorService timer, Duration timeout) {
        this.client = client;
        this.executor = executor;
        this.timer = timer;
        this.timeout = timeout;
    }

    static HttpClient client(Executor executor, Duration timeout) {
        return HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .executor(executor)
                .build();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // only stops the timer
    CompletableFuture<Reply> get(URI uri) {
        CompletableFuture<Reply> reply = open.create();
        // The client's own timeout ends with the headers: a body may drip for ever.
        ScheduledFuture<?> end = timer.schedule(
                () -> reply.completeExceptionally(new TimeoutException("no whole answer within " + timeout)),
                timeout.toNanos(),
                TimeUnit.NANOSECONDS);
        reply.whenComplete((done, thrown) -> end.cancel(false));
        // To look a host's name up may block.
        executor.execute(() -> {
            try {
                send(uri, reply);
            } catch (RuntimeException e) {
                reply.completeExceptionally(e);
            }
        });
        return reply;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // each only passes on what becomes of the other
    private void send(URI uri, CompletableFuture<Reply> reply) {
        HttpRequest request =
                HttpRequest.newBuilder(uri).header("accept", "application/json").build();
        CompletableFuture<HttpResponse<byte[]>> sent = client.sendAsync(request, info -> new BoundedBody(MOST_BYTES));
        sent.whenComplete((response, thrown) -> {
            if (thrown != null) {
                reply.completeExceptionally(thrown);
            } else {
                reply.complete(new Reply(
                        response.statusCode(),
                        response.headers(),
                        new String(response.body(), StandardCharsets.UTF_8)));
            }
        });
        // To cancel what sendAsync gave, and nothing chained to it, closes the connection.
        reply.whenComplete((done, thrown) -> sent.cancel(true));
    }

    /** What is under way is broken off. */
    @Override
    public void close() {
        open.forEach(reply -> reply.completeExceptionally(new CancellationException("closed")));
    }
}
