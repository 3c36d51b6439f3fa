package io.joulestream.endpoint;

import io.javalin.http.Context;
import io.joulestream.endpoint.json.JsonOut;
import io.joulestream.endpoint.log.Progress;
import io.joulestream.endpoint.log.Visibility;
import io.joulestream.endpoint.store.Store;
import io.joulestream.endpoint.store.StoreUnavailable;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /livez}: this process answers. {@code /readyz}: so do the parts it needs, each with a reason where not. */
final class HealthHandler {
    private static final long STALE_MILLIS = 10_000;

    private final Visibility visibility;
    private final Store store;

    /** @param trouble null: none */
    private record Part(String name, @Nullable String trouble) {}

    HealthHandler(Visibility visibility, Store store) {
        this.visibility = visibility;
        this.store = store;
    }

    void live(Context ctx) throws IOException {
        Parameters.of(ctx, Set.of());
        ctx.contentType("application/json");
        JsonOut.object(ctx.outputStream(), out -> out.text("status", "live"));
    }

    void ready(Context ctx) throws IOException {
        Parameters.of(ctx, Set.of());
        Progress progress = visibility.progress();
        List<Part> parts = List.of(
                new Part("kafka", kafka(progress)),
                new Part("clickhouse", clickHouse()),
                new Part("readings_job", readingsJob(progress)));
        boolean ready = parts.stream().allMatch(part -> part.trouble() == null);
        ctx.status(ready ? 200 : 503).contentType("application/json").header("Cache-Control", "no-store");
        JsonOut.object(ctx.outputStream(), out -> {
            out.text("status", ready ? "ready" : "not_ready");
            for (Part part : parts) {
                out.object(part.name(), inner -> {
                    inner.bool("ok", part.trouble() == null);
                    inner.text("reason", part.trouble());
                });
            }
        });
    }

    private static @Nullable String kafka(Progress progress) {
        if (progress.trouble() != null) {
            return progress.trouble();
        }
        long silence = System.currentTimeMillis() - progress.polledMillis();
        return silence > STALE_MILLIS ? "no answer for " + silence + " ms" : null;
    }

    private @Nullable String clickHouse() {
        try {
            List<String> missing = store.missingTables();
            return missing.isEmpty() ? null : "not migrated: there is no table " + String.join(", ", missing);
        } catch (StoreUnavailable e) {
            return e.getMessage();
        }
    }

    /**
     * The job's first checkpoint commits every partition, also of an empty topic: a group that has committed nothing means
     * a job that was refused, or never came as far. Later on a job that stands is told by its lag, and is no reason to
     * send reads elsewhere: what is in the store is right, as of {@code completeThrough}.
     */
    private static @Nullable String readingsJob(Progress progress) {
        if (progress.polledMillis() == 0) {
            return "not known yet";
        }
        return progress.committing()
                ? null
                : "its consumer group has committed nothing: no checkpoint of the job has completed yet";
    }
}
