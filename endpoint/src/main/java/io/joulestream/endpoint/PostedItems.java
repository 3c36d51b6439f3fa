package io.joulestream.endpoint;

import io.javalin.http.Context;
import io.joulestream.core.input.Rejection;
import io.joulestream.endpoint.json.JsonItem;
import io.joulestream.endpoint.json.JsonItems;
import io.joulestream.endpoint.json.JsonOut;
import io.joulestream.endpoint.log.EventLog;
import io.joulestream.endpoint.log.LogUnavailable;
import io.joulestream.endpoint.log.Token;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** A JSON array or NDJSON of items, each judged by itself, the good ones appended to the log. */
final class PostedItems {
    private static final List<String> LINES =
            List.of("application/x-ndjson", "application/ndjson", "application/jsonl");
    static final List<String> TYPES =
            List.of("application/json", "application/x-ndjson", "application/ndjson", "application/jsonl");

    private static final int MAX_LISTED = 10_000;

    private final Semaphore bodies;

    /** @param bodies what the bodies of all requests share */
    PostedItems(Semaphore bodies) {
        this.bodies = bodies;
    }

    /** Judges an item by its fields, and says by which key it goes into the log. */
    interface Judge {
        String recordKey(String tenant, Map<String, Object> fields, long nowMillis) throws Rejection;
    }

    /** Reads the body, appends what the judge accepts, answers with the verdicts. */
    void post(Context ctx, EventLog.Append append, Judge judge) throws IOException, InterruptedException {
        String type = Access.requireContentType(ctx, TYPES);
        var verdicts = new Verdicts(Access.tenant(ctx), append, judge);
        Token token;
        try (var body = RequestBody.read(ctx, bodies)) {
            if (LINES.contains(type)) {
                JsonItems.lines(body.open(), verdicts);
            } else {
                JsonItems.array(body::open, verdicts);
            }
            token = append.acknowledged();
        } catch (Rejection e) {
            throw Problem.rejected(400, e).with("field", "body");
        } catch (LogUnavailable e) {
            throw Problem.logAway(e);
        }
        if (verdicts.accepted == 0 && verdicts.rejected > 0) {
            throw new Problem(422, "nothing_accepted", "none of the " + verdicts.rejected + " items can be used")
                    .with(out -> verdicts.write(out, token));
        }
        ctx.status(202).contentType("application/json");
        JsonOut.object(ctx.outputStream(), out -> verdicts.write(out, token));
    }

    private record Refused(int index, Rejection why) {}

    private static final class Verdicts implements JsonItems.Sink<LogUnavailable> {
        private final String tenant;
        private final EventLog.Append append;
        private final Judge judge;
        private final long nowMillis = System.currentTimeMillis();
        private final List<Refused> refused = new ArrayList<>();
        private int accepted;
        private int rejected;

        Verdicts(String tenant, EventLog.Append append, Judge judge) {
            this.tenant = tenant;
            this.append = append;
            this.judge = judge;
        }

        @Override
        public void item(int index, JsonItem item) throws LogUnavailable {
            String key;
            try {
                key = judge.recordKey(tenant, item.fields(), nowMillis);
            } catch (Rejection why) {
                refused(index, why);
                return;
            }
            append.add(key, item.json());
            accepted++;
        }

        @Override
        public void refused(int index, Rejection why) {
            rejected++;
            if (refused.size() < MAX_LISTED) {
                refused.add(new Refused(index, why));
            }
        }

        void write(JsonOut out, Token token) throws IOException {
            out.number("accepted", accepted);
            out.number("rejected_total", rejected);
            out.objects("rejected", refused, (each, item) -> {
                each.number("index", item.index());
                each.text("reason", item.why().reason().code());
                each.text("detail", item.why().detail());
            });
            out.text("token", token.text());
        }
    }
}
