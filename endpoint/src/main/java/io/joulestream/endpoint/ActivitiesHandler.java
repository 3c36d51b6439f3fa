package io.joulestream.endpoint;

import io.javalin.http.Context;
import io.joulestream.core.activity.ActivityEvent;
import io.joulestream.core.activity.ActivityKey;
import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import io.joulestream.endpoint.json.JsonItem;
import io.joulestream.endpoint.json.JsonOut;
import io.joulestream.endpoint.log.EventLog;
import io.joulestream.endpoint.store.Activities;
import io.joulestream.endpoint.store.ActivityRow;
import io.joulestream.endpoint.store.StoreUnavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** {@code /v1/activities}: written into the log, and read back with their weather once the job has them. */
final class ActivitiesHandler {
    static final String TOPIC = "activities";

    private static final List<String> TYPES = Stream.concat(PostedItems.TYPES.stream(), ActivityFiles.types().stream())
            .toList();
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;

    private final EventLog log;
    private final Activities activities;
    private final Reads reads;
    private final PostedItems items;
    private final ActivityFiles files;

    /** @param reads of this topic */
    ActivitiesHandler(EventLog log, PostedItems items, ActivityFiles files, Activities activities, Reads reads) {
        this.log = log;
        this.items = items;
        this.files = files;
        this.activities = activities;
        this.reads = reads;
    }

    void post(Context ctx) throws IOException, InterruptedException {
        String type = Access.requireContentType(ctx, TYPES);
        if (ActivityFiles.types().contains(type)) {
            files.post(ctx, type);
            return;
        }
        Parameters.of(ctx, Set.of());
        items.post(ctx, log.begin(TOPIC), ActivitiesHandler::recordKey);
    }

    private static String recordKey(String tenant, Map<String, Object> fields, long nowMillis) throws Rejection {
        ActivityKey key = ActivityKey.of(tenant, name(fields, "source"), name(fields, "id"));
        ActivityEvent.of(fields, nowMillis);
        return key.toString();
    }

    private static String name(Map<String, Object> fields, String field) throws Rejection {
        if (fields.get(field) instanceof String name) {
            return name;
        }
        throw new Rejection(Reason.KEY_INVALID, field + " is missing, or no text");
    }

    void put(Context ctx) throws IOException, InterruptedException {
        Parameters.of(ctx, Set.of());
        ActivityKey key = key(ctx);
        JsonItem item = PutDocument.read(
                ctx,
                "an activity",
                Reason.ACTIVITY_INVALID,
                fields -> ActivityEvent.of(fields, System.currentTimeMillis()));
        append(ctx, key, item.json());
    }

    void delete(Context ctx) throws IOException, InterruptedException {
        Parameters.of(ctx, Set.of());
        append(ctx, key(ctx), "{\"op\":\"delete\"}".getBytes(StandardCharsets.US_ASCII));
    }

    private void append(Context ctx, ActivityKey key, byte[] value) throws IOException, InterruptedException {
        PutDocument.append(ctx, log.begin(TOPIC), key.toString(), value);
    }

    void get(Context ctx) throws IOException, StoreUnavailable, InterruptedException {
        var parameters = Parameters.of(ctx, Set.of(Parameters.AFTER));
        ActivityKey key = key(ctx);
        Answer answer = reads.begin(ctx, parameters);
        ActivityRow row = activities.find(key).orElseThrow(() -> new Problem(
                        404, "activity_unknown", "there is no activity " + key.id() + " of " + key.source())
                .with("field", "id")
                .with("value", key.id()));
        answer.send(out -> write(out, row));
    }

    void list(Context ctx) throws IOException, StoreUnavailable, InterruptedException {
        var parameters = Parameters.of(ctx, Set.of(Parameters.AFTER, "from", "to", "type", "limit", "cursor"));
        Integer asked = parameters.count("limit", MAX_LIMIT);
        int limit = asked == null ? DEFAULT_LIMIT : asked;
        Long from = parameters.instant("from");
        Long to = parameters.instant("to");
        if (from != null && to != null && from >= to) {
            throw Problem.parameter("to", String.valueOf(parameters.text("to")), "later than from");
        }
        String type = parameters.text("type");
        ActivityCursor cursor = ActivityCursor.of(parameters);
        Answer answer = reads.begin(ctx, parameters);
        var asks = new Activities.Query(
                Access.tenant(ctx),
                from == null ? Activities.Query.FIRST_MILLIS : from,
                to == null ? Activities.Query.LAST_MILLIS : to,
                type == null ? "" : type,
                cursor.place());
        List<ActivityRow> rows = activities.latest(asks, limit + 1);
        boolean more = rows.size() > limit;
        List<ActivityRow> page = more ? rows.subList(0, limit) : rows;
        answer.send(out -> {
            out.objects("activities", page, ActivitiesHandler::write);
            out.text("next", more ? ActivityCursor.after(page.get(limit - 1)).text() : null);
        });
    }

    private static ActivityKey key(Context ctx) {
        String source = ctx.pathParam("source");
        String id = ctx.pathParam("id");
        try {
            return ActivityKey.of(Access.tenant(ctx), source, id);
        } catch (Rejection e) {
            throw Problem.rejected(400, e);
        }
    }

    private static void write(JsonOut out, ActivityRow row) throws IOException {
        out.text("source", row.source());
        out.text("id", row.id());
        out.text("type", row.type());
        out.number("start", row.startMillis());
        out.decimal("lat", row.lat());
        out.decimal("lon", row.lon());
        out.decimal("distance_m", row.distance());
        out.decimal("moving_s", row.moving());
        out.decimal("elapsed_s", row.elapsed());
        out.decimal("elevation_m", row.elevation());
        out.decimal("heart_rate", row.heartRate());
        out.text("name", row.name().isEmpty() ? null : row.name());
        out.object("weather", weather -> write(weather, row.weather()));
        if (row.zone().isEmpty()) {
            out.nothing("place");
        } else {
            out.object("place", place -> {
                place.text("city", row.city());
                place.text("country", row.country());
                place.text("zone", row.zone());
            });
        }
        out.number("revision", row.revision());
    }

    private static void write(JsonOut out, ActivityRow.Weather weather) throws IOException {
        out.text("status", weather.status());
        out.decimal("temperature", weather.temperature());
        out.decimal("humidity", weather.humidity());
        out.decimal("pressure", weather.pressure());
        out.decimal("wind_speed", weather.windSpeed());
        out.decimal("wind_direction", weather.windDirection());
        out.decimal("precipitation", weather.precipitation());
        Long from = weather.observedFromMillis();
        Long to = weather.observedToMillis();
        if (from == null || to == null) {
            out.nothing("observed");
        } else {
            out.longs("observed", List.of(from, to), Long::longValue);
        }
        out.bool("provisional", weather.provisional());
    }
}
