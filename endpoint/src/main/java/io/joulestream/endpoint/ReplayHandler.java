package io.joulestream.endpoint;

import io.javalin.http.Context;
import io.joulestream.endpoint.json.JsonOut;
import io.joulestream.endpoint.log.LogUnavailable;
import io.joulestream.endpoint.log.Progress;
import io.joulestream.endpoint.log.ReplayLog;
import io.joulestream.endpoint.log.Visibility;
import io.joulestream.endpoint.replay.LetterReplay;
import io.joulestream.endpoint.store.DeadLetterPlace;
import io.joulestream.endpoint.store.DeadLetterRow;
import io.joulestream.endpoint.store.Store;
import io.joulestream.endpoint.store.StoreUnavailable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/** {@code POST /v1/dead-letters/replay}: dead letters into the log once more, the earliest first. */
final class ReplayHandler {
    private static final int MAX_LIMIT = 10_000;
    /** What one request holds in memory. */
    private static final long MAX_BYTES = 32 << 20;

    private final Store store;
    private final ReplayLog log;
    private final Visibility visibility;
    private final String topic;
    private final Access access;
    /** Of two at once one would mostly find the other's. */
    private final Semaphore turn = new Semaphore(1);

    ReplayHandler(Store store, ReplayLog log, Visibility visibility, String topic, Access access) {
        this.store = store;
        this.log = log;
        this.visibility = visibility;
        this.topic = topic;
        this.access = access;
    }

    void post(Context ctx) throws IOException, StoreUnavailable, InterruptedException {
        Parameters parameters = LetterFilter.parameters(ctx);
        Access.requireContentType(ctx, List.of("application/json"));
        Integer asked = parameters.count("limit", MAX_LIMIT);
        int limit = asked == null ? MAX_LIMIT : asked;
        Store.LetterFilter filter = LetterFilter.of(ctx, parameters, access.onlyTenant());
        DeadLetterRow.Place after = LetterFilter.place(parameters.text("cursor"), DeadLetterRow.Place.LAST);
        if (!turn.tryAcquire()) {
            throw Problem.busy("dead letters are being replayed");
        }
        try {
            // Before the letters are listed.
            Map<Integer, Long> met = visibility.progress().partitions().stream()
                    .collect(Collectors.toMap(Progress.Partition::partition, Progress.Partition::next));
            Store.Page<DeadLetterPlace> page =
                    store.deadLetterPlaces(new Store.PlacesQuery(filter, topic, after, limit, MAX_BYTES));
            answer(ctx, page, LetterReplay.run(log, page.rows(), met));
        } catch (LogUnavailable e) {
            throw Problem.logAway(e);
        } finally {
            turn.release();
        }
    }

    private static void answer(Context ctx, Store.Page<DeadLetterPlace> page, LetterReplay.Result result)
            throws IOException {
        ctx.status(202).contentType("application/json");
        JsonOut.object(ctx.outputStream(), out -> {
            out.number("replayed", result.replayed());
            out.number("superseded", result.superseded());
            out.number("under_way", result.underWay());
            out.number("gone", result.gone());
            out.text("token", result.token().text());
            out.text(
                    "next",
                    page.more()
                            ? LetterFilter.cursor(
                                    page.rows().get(page.rows().size() - 1).place())
                            : null);
        });
    }
}
