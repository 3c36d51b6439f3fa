package io.joulestream.endpoint;

import io.javalin.http.Context;
import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.json.JsonItem;
import io.joulestream.endpoint.json.JsonOut;
import io.joulestream.endpoint.log.EventLog;
import io.joulestream.endpoint.store.ReadingRow;
import io.joulestream.endpoint.store.SeriesRow;
import io.joulestream.endpoint.store.Store;
import io.joulestream.endpoint.store.StoreUnavailable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /v1/series}: definitions are written into the log like readings, and read back once the job has them. */
final class SeriesHandler {
    private static final int DEFAULT_LIMIT = 1000;
    private static final int MAX_LIMIT = 10_000;

    private final EventLog log;
    private final Store store;
    private final Reads reads;
    private final ZoneId defaultZone;

    SeriesHandler(EventLog log, Store store, Reads reads, ZoneId defaultZone) {
        this.log = log;
        this.store = store;
        this.reads = reads;
        this.defaultZone = defaultZone;
    }

    void put(Context ctx) throws IOException, InterruptedException {
        Parameters.of(ctx, Set.of());
        SeriesKey key = Parameters.series(ctx, Access.tenant(ctx));
        JsonItem item = PutDocument.read(
                ctx, "a definition", Reason.DEFINITION_INVALID, fields -> SeriesDefinition.of(fields, defaultZone));
        append(ctx, key, withOp(item.json()));
    }

    /** The same object with {@code "op":"series"} as its first field. */
    private static byte[] withOp(byte[] object) throws IOException {
        var bytes = new ByteArrayOutputStream(object.length + 16);
        bytes.write("{\"op\":\"series\",".getBytes(StandardCharsets.US_ASCII));
        // A definition is never empty: it has a kind.
        bytes.write(object, 1, object.length - 1);
        return bytes.toByteArray();
    }

    void delete(Context ctx) throws IOException, InterruptedException {
        Parameters.of(ctx, Set.of());
        SeriesKey key = Parameters.series(ctx, Access.tenant(ctx));
        append(ctx, key, "{\"op\":\"series-delete\"}".getBytes(StandardCharsets.US_ASCII));
    }

    private void append(Context ctx, SeriesKey key, byte[] value) throws IOException, InterruptedException {
        PutDocument.append(ctx, log.begin(), key.toString(), value);
    }

    void get(Context ctx) throws IOException, StoreUnavailable, InterruptedException {
        var parameters = Parameters.of(ctx, Set.of(Parameters.AFTER));
        SeriesKey key = Parameters.series(ctx, Access.tenant(ctx));
        Answer answer = reads.begin(ctx, parameters, key);
        SeriesRow row = store.series(key).orElseThrow(() -> Problem.unknownSeries(key.series()));
        answer.send(out -> write(out, row));
    }

    void list(Context ctx) throws IOException, StoreUnavailable, InterruptedException {
        var parameters = Parameters.of(ctx, Set.of(Parameters.AFTER, "limit", "cursor"));
        Integer asked = parameters.count("limit", MAX_LIMIT);
        int limit = asked == null ? DEFAULT_LIMIT : asked;
        String first = first(parameters.text("cursor"));
        Answer answer = reads.begin(ctx, parameters);
        List<SeriesRow> rows = store.seriesFrom(Access.tenant(ctx), first, limit + 1);
        boolean more = rows.size() > limit;
        String next = more ? rows.get(limit).series() : null;
        List<SeriesRow> page = more ? rows.subList(0, limit) : rows;
        answer.send(out -> {
            out.objects("series", page, SeriesHandler::write);
            out.text("next", next);
        });
    }

    /** A cursor is the name of the next page's first series. */
    private static String first(@Nullable String cursor) {
        if (cursor == null) {
            return "";
        }
        try {
            return SeriesKey.of(Access.DEFAULT_TENANT, cursor).series();
        } catch (Rejection e) {
            throw Problem.parameter("cursor", cursor, "the 'next' of an earlier answer");
        }
    }

    private static void write(JsonOut out, SeriesRow row) throws IOException {
        out.text("series", row.series());
        for (Map.Entry<String, Object> field : row.definition().fields().entrySet()) {
            out.any(field.getKey(), field.getValue());
        }
        out.text("canonicalUnit", row.definition().unit().dimension().canonicalUnit());
        out.bool("recomputing", row.recomputing());
        out.number("count", row.readings().count());
        writeReading(out, "first", row.readings().first());
        writeReading(out, "last", row.readings().last());
        String quality = row.readings().lastDayQuality();
        out.text("quality", quality.isEmpty() ? null : quality);
        out.number("revision", row.revision());
    }

    private static void writeReading(JsonOut out, String name, @Nullable ReadingRow reading) throws IOException {
        if (reading == null) {
            out.nothing(name);
            return;
        }
        out.object(name, inner -> {
            inner.number("ts", reading.tsMillis());
            inner.decimal("value", reading.value());
        });
    }
}
