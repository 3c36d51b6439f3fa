package io.joulestream.endpoint;

import io.javalin.http.Context;
import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import io.joulestream.core.series.SeriesEvent;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.json.JsonItem;
import io.joulestream.endpoint.json.JsonItems;
import io.joulestream.endpoint.json.JsonOut;
import io.joulestream.endpoint.log.EventLog;
import io.joulestream.endpoint.log.LogUnavailable;
import io.joulestream.endpoint.log.Token;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * {@code POST /v1/readings}: readings, meter events and deletes of both, each judged by itself, the good ones appended to the
 * log.
 */
final class ReadingsHandler {
    private static final List<String> LINES =
            List.of("application/x-ndjson", "application/ndjson", "application/jsonl");
    private static final List<String> TYPES =
            List.of("application/json", "application/x-ndjson", "application/ndjson", "application/jsonl");
    /** Definitions have a resource of their own. */
    private static final Set<Object> OTHER_OPS =
            Set.of(SeriesEvent.Op.SERIES.wireName(), SeriesEvent.Op.SERIES_DELETE.wireName());

    private static final int MAX_LISTED = 10_000;

    private final EventLog log;
    private final ZoneId defaultZone;
    private final Semaphore bodies = RequestBody.budget();

    ReadingsHandler(EventLog log, ZoneId defaultZone) {
        this.log = log;
        this.defaultZone = defaultZone;
    }

    void post(Context ctx) throws IOException, InterruptedException {
        Parameters.of(ctx, Set.of());
        String type = Access.requireContentType(ctx, TYPES);
        var verdicts = new Verdicts(Access.tenant(ctx), log.begin());
        Token token;
        try (var body = RequestBody.read(ctx, bodies)) {
            if (LINES.contains(type)) {
                JsonItems.lines(body.open(), verdicts);
            } else {
                JsonItems.array(body::open, verdicts);
            }
            token = verdicts.append.acknowledged();
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

    private final class Verdicts implements JsonItems.Sink<LogUnavailable> {
        private final String tenant;
        private final EventLog.Append append;
        private final long nowMillis = System.currentTimeMillis();
        private final List<Refused> refused = new ArrayList<>();
        private int accepted;
        private int rejected;

        Verdicts(String tenant, EventLog.Append append) {
            this.tenant = tenant;
            this.append = append;
        }

        @Override
        public void item(int index, JsonItem item) throws LogUnavailable {
            SeriesKey key;
            try {
                key = check(item.fields());
            } catch (Rejection why) {
                refused(index, why);
                return;
            }
            append.add(key, item.json());
            accepted++;
        }

        private SeriesKey check(Map<String, Object> fields) throws Rejection {
            if (!(fields.get("series") instanceof String series)) {
                throw new Rejection(Reason.KEY_INVALID, "series is missing, or no text");
            }
            SeriesKey key = SeriesKey.of(tenant, series);
            Object op = fields.get("op");
            if (op != null && OTHER_OPS.contains(op)) {
                throw new Rejection(
                        Reason.OP_UNKNOWN, "op '" + op + "' is not for this resource: use PUT or DELETE /v1/series");
            }
            SeriesEvent.of(fields, nowMillis, defaultZone);
            return key;
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
