package io.joulestream.endpoint;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.live.Listener;
import io.joulestream.endpoint.live.LiveFeed;
import io.joulestream.endpoint.store.Store;
import io.joulestream.endpoint.store.StoreUnavailable;
import io.joulestream.endpoint.store.Watched;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /v1/live}: server-sent events. A connection takes a thread until the client goes or the endpoint stops; it
 * has events of its own that wait for it, so that a slow client holds up nobody.
 */
final class LiveHandler {
    private static final Logger LOG = LoggerFactory.getLogger(LiveHandler.class);
    private static final Set<String> PARAMETERS = Set.of("series", "period", "from", "to");
    private static final String RESUME = "Last-Event-ID";
    private static final int MAX_SERIES = 50;
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    /** What is watched where no range is given: recent rows, so that a look is cheap. */
    private static final long RECENT_MILLIS = Duration.ofDays(31).toMillis();

    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

    private final LiveFeed feed;
    private final Store store;

    LiveHandler(LiveFeed feed, Store store) {
        this.feed = feed;
        this.store = store;
    }

    void get(Context ctx) throws StoreUnavailable, IOException {
        Watched watched = watched(ctx, Parameters.of(ctx, PARAMETERS, Set.of("series")));
        Map<String, Long> since = since(watched.series(), ctx.header(RESUME));
        ctx.header("Cache-Control", "no-store");
        ctx.header("X-Accel-Buffering", "no");
        ctx.contentType("text/event-stream");
        if (ctx.method().equals(HandlerType.HEAD)) {
            return;
        }
        Listener listener = feed.listen(watched, since);
        if (listener == null) {
            throw Problem.busy("too many listen already");
        }
        try {
            // Not Javalin's stream: compression would hold events back.
            write(listener, ctx.res().getOutputStream());
        } finally {
            feed.leave(watched, listener);
        }
    }

    private static void write(Listener listener, OutputStream stream) {
        try (OutputStream out = stream) {
            out.write(": listening\n\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            while (listener.isOpen()) {
                out.write(listener.next(HEARTBEAT).bytes());
                out.flush();
            }
        } catch (IOException e) {
            LOG.debug("a listener went away", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Watched watched(Context ctx, Parameters parameters) throws StoreUnavailable {
        String tenant = Access.tenant(ctx);
        var names = new TreeSet<String>();
        for (String name : parameters.texts("series")) {
            names.add(Parameters.series(name, tenant).series());
        }
        if (names.isEmpty() || names.size() > MAX_SERIES) {
            throw Problem.parameter("series", String.join(",", names), "given 1 to " + MAX_SERIES + " times");
        }
        for (String name : names) {
            if (store.definition(new SeriesKey(tenant, name)).isEmpty()) {
                throw Problem.unknownSeries(name);
            }
        }
        String period = parameters.oneOf("period", PointsHandler.PERIODS, "PT1H");
        Long from = parameters.instant("from");
        Long to = parameters.instant("to");
        if (from != null && to != null && from >= to) {
            throw Problem.parameter("from", String.valueOf(parameters.text("from")), "before 'to'");
        }
        return new Watched(
                tenant,
                List.copyOf(names),
                period,
                from == null ? recent(System.currentTimeMillis()) : Math.max(PointsHandler.EARLIEST_MILLIS, from),
                to == null ? PointsHandler.LATEST_MILLIS : Math.min(PointsHandler.LATEST_MILLIS, to));
    }

    /** By the hour, so that many who ask for it watch the same. */
    private static long recent(long nowMillis) {
        return (nowMillis - RECENT_MILLIS) / HOUR_MILLIS * HOUR_MILLIS;
    }

    private static @Nullable Map<String, Long> since(List<String> series, @Nullable String id) {
        if (id == null || id.isEmpty()) {
            return null;
        }
        Map<String, Long> revisions = LiveFeed.position(series, id);
        if (revisions == null) {
            throw Problem.parameter(RESUME, id, "the id of an event of these series");
        }
        return revisions;
    }
}
