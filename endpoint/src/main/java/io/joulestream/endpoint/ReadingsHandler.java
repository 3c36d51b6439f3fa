package io.joulestream.endpoint;

import io.javalin.http.Context;
import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import io.joulestream.core.series.SeriesEvent;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.log.EventLog;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/** {@code POST /v1/readings}: readings, meter events and deletes of both. */
final class ReadingsHandler {
    /** Definitions have a resource of their own. */
    private static final Set<Object> OTHER_OPS =
            Set.of(SeriesEvent.Op.SERIES.wireName(), SeriesEvent.Op.SERIES_DELETE.wireName());

    private final EventLog log;
    private final ZoneId defaultZone;
    private final PostedItems items;

    ReadingsHandler(EventLog log, PostedItems items, ZoneId defaultZone) {
        this.items = items;
        this.log = log;
        this.defaultZone = defaultZone;
    }

    void post(Context ctx) throws IOException, InterruptedException {
        Parameters.of(ctx, Set.of());
        items.post(ctx, log.begin(), this::recordKey);
    }

    private String recordKey(String tenant, Map<String, Object> fields, long nowMillis) throws Rejection {
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
        return key.toString();
    }
}
