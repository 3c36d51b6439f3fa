package io.joulestream.endpoint;

import io.javalin.http.Context;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.log.Token;
import io.joulestream.endpoint.log.Visibilities;
import io.joulestream.endpoint.store.Store;
import io.joulestream.endpoint.store.StoreUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** What all reads have in common: the answer's format, and the wait for the writes that they want to see. */
final class Reads {
    private static final int MAX_WAITING = 100;
    private static final long RECOMPUTING_POLL_MILLIS = 100;

    private final Visibilities visibilities;
    private final String topic;
    private final Store store;
    private final Duration patience;
    private final Semaphore waiting = new Semaphore(MAX_WAITING);

    /**
     * @param topic the one whose progress the answers tell; a read may wait for writes to any other, too
     * @param patience how long a read waits for the tokens it names
     */
    Reads(Visibilities visibilities, String topic, Store store, Duration patience) {
        this.visibilities = visibilities;
        this.topic = topic;
        this.store = store;
        this.patience = patience;
    }

    /** Starts a read: its store queries come after this. */
    Answer begin(Context ctx, Parameters parameters) throws StoreUnavailable, InterruptedException {
        return begin(ctx, parameters, null);
    }

    /** Starts a read of one series: also waits until a changed definition has been applied to its whole history. */
    Answer begin(Context ctx, Parameters parameters, @Nullable SeriesKey key)
            throws StoreUnavailable, InterruptedException {
        requireJson(ctx);
        List<Token> tokens = parameters.after();
        if (!tokens.isEmpty()) {
            if (!waiting.tryAcquire()) {
                throw Problem.busy("more than " + MAX_WAITING + " reads are waiting for writes");
            }
            try {
                await(tokens, key);
            } finally {
                waiting.release();
            }
        }
        // Before the queries: they see at least what this says.
        return new Answer(ctx, visibilities.of(topic).progress().completeThroughMillis());
    }

    private void await(List<Token> tokens, @Nullable SeriesKey key) throws StoreUnavailable, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (Token token : tokens) {
            if (!visibilities.await(token, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
                throw notYetVisible("the job is not beyond the write of 'after' yet");
            }
        }
        while (key != null
                && store.definition(key).map(Store.Defined::recomputing).orElse(false)) {
            if (System.nanoTime() - deadline > 0) {
                throw notYetVisible("the changed definition of '" + key.series() + "' is still being applied");
            }
            Thread.sleep(RECOMPUTING_POLL_MILLIS);
        }
    }

    private Problem notYetVisible(String detail) {
        return new Problem(504, "not_yet_visible", detail + "; waited " + patience.toSeconds() + " s");
    }

    private static void requireJson(Context ctx) {
        String accept = ctx.header("Accept");
        if (accept != null && !accept.isBlank() && !acceptsJson(accept.toLowerCase(Locale.ROOT))) {
            throw new Problem(406, "not_acceptable", "only application/json is answered here")
                    .with("field", "Accept")
                    .with("value", accept)
                    .with("allowed", "application/json");
        }
    }

    private static boolean acceptsJson(String accept) {
        for (String range : accept.split(",")) {
            String[] parts = range.strip().split("\\s*;\\s*");
            boolean json =
                    parts[0].equals("application/json") || parts[0].equals("application/*") || parts[0].equals("*/*");
            boolean refused = false;
            for (int i = 1; i < parts.length; i++) {
                refused |= parts[i].matches("q=0(\\.0*)?");
            }
            if (json && !refused) {
                return true;
            }
        }
        return false;
    }
}
