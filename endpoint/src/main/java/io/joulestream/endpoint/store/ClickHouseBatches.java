package io.joulestream.endpoint.store;

import io.joulestream.endpoint.json.JsonOut;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The tables {@code batch…} of sql/clickhouse: read as the reader, written as the importer. */
public final class ClickHouseBatches implements BatchStore {
    private static final int MOST_SERIES = 10_000;
    private static final long FOREVER = 4_102_444_800_000L;
    /** Greater than any clock, so that a later write has a lesser revision. */
    private static final long FALLING = 9_000_000_000_000L;

    private final ClickHouseQuery query;
    private final BatchTables tables;

    /** A ClickHouse account. */
    public record Account(String user, String password) {
        @Override
        public String toString() {
            return user;
        }
    }

    public ClickHouseBatches(String url, String database, Account reader, Account importer) {
        this.query = new ClickHouseQuery(url, reader.user(), reader.password(), database);
        this.tables = new BatchTables(url, importer.user(), importer.password(), database);
    }

    @Override
    public Optional<BatchRow> batch(String tenant, String batch) throws StoreUnavailable {
        return batches(tenant, batch, FOREVER, 1).stream().findFirst();
    }

    @Override
    public List<BatchRow> batches(String tenant, long beforeMillis, int limit) throws StoreUnavailable {
        return batches(tenant, "", beforeMillis, limit);
    }

    private List<BatchRow> batches(String tenant, String batch, long before, int limit) throws StoreUnavailable {
        var rows = new ArrayList<BatchRow>();
        query.run(
                "batches",
                Map.of("tenant", tenant, "batch", batch, "before", before, "limit", limit),
                limit,
                in -> rows.add(row(tenant, in)));
        return rows;
    }

    private static BatchRow row(String tenant, RowBinaryInput in) throws IOException {
        String batch = in.string();
        int run = in.int32();
        String phase = in.string();
        String waitsFor = in.string();
        var origin = new BatchRow.Origin(in.string(), in.string(), in.string(), in.string(), in.int64());
        var counts = new BatchRow.Counts(
                in.int64(), in.int64(), in.int64(), in.int64(), in.int64(), in.int64(), in.int64(), in.int64());
        var times = new BatchRow.Times(in.int64(), in.nullableInt64(), in.nullableInt64());
        String token = in.string();
        var trouble = new BatchRow.Trouble(in.int64(), in.string(), in.string());
        return new BatchRow(tenant, batch, run, phase, waitsFor, origin, counts, times, token, trouble, in.int64());
    }

    private static Map<String, Object> parameters(Run run) {
        var parameters = new TreeMap<String, Object>();
        parameters.put("tenant", run.tenant());
        parameters.put("batch", run.batch());
        parameters.put("run", run.run());
        return parameters;
    }

    @Override
    public List<Rejected> rejections(Run run, int offset, int limit) throws StoreUnavailable {
        var rows = new ArrayList<Rejected>();
        var parameters = parameters(run);
        parameters.put("offset", offset);
        parameters.put("limit", limit);
        query.run(
                "batch_rejections",
                parameters,
                limit,
                in -> rows.add(
                        new Rejected(in.int64(), in.string(), in.int32(), in.string(), in.string(), in.string())));
        return rows;
    }

    @Override
    public List<Touched> touched(Run run) throws StoreUnavailable {
        var rows = new ArrayList<Touched>();
        var parameters = parameters(run);
        parameters.put("limit", MOST_SERIES);
        query.run(
                "batch_series",
                parameters,
                MOST_SERIES,
                in -> rows.add(new Touched(in.string(), in.int64(), in.int64(), in.int64())));
        return rows;
    }

    @Override
    public List<Existing> existing(Run run, List<String> series, long fromMillis, long toMillis, int limit)
            throws StoreUnavailable {
        var rows = new ArrayList<Existing>();
        var parameters = parameters(run);
        parameters.put("series", series);
        parameters.put("from", fromMillis);
        parameters.put("to", toMillis);
        parameters.put("limit", limit);
        query.run("batch_existing", parameters, limit, in -> {
            String name = in.string();
            long ts = in.int64();
            return rows.add(
                    new Existing(name, ts, new Sent(in.decimal18(), in.string(), in.string(), in.string()), in.bool()));
        });
        return rows;
    }

    @Override
    public List<Owned> owned(Run run, String series, long afterMillis, long lastMillis, int limit)
            throws StoreUnavailable {
        var rows = new ArrayList<Owned>();
        var parameters = parameters(run, series, afterMillis, lastMillis, limit);
        query.run("batch_owned", parameters, limit, in -> {
            long ts = in.int64();
            BigDecimal value = in.decimal18();
            boolean replaced = in.bool();
            var before = new Sent(in.decimal18(), in.string(), in.string(), in.string());
            return rows.add(new Owned(ts, value, replaced ? Optional.of(before) : Optional.empty()));
        });
        return rows;
    }

    @Override
    public List<Replaced> replaced(Run run, String series, long afterMillis, long lastMillis, int limit)
            throws StoreUnavailable {
        var rows = new ArrayList<Replaced>();
        var parameters = parameters(run, series, afterMillis, lastMillis, limit);
        query.run("batch_before", parameters, limit, in -> {
            long ts = in.int64();
            return rows.add(new Replaced(series, ts, new Sent(in.decimal18(), in.string(), in.string(), in.string())));
        });
        return rows;
    }

    private static Map<String, Object> parameters(Run run, String series, long after, long last, int limit) {
        var parameters = parameters(run);
        parameters.put("series", series);
        parameters.put("after", after);
        parameters.put("last", last);
        parameters.put("limit", limit);
        return parameters;
    }

    @Override
    public void put(BatchRow row) throws StoreUnavailable {
        tables.insert("batch", List.of(row), ClickHouseBatches::write);
    }

    private static void write(JsonOut out, BatchRow row) throws IOException {
        out.text("tenant", row.tenant());
        out.text("batch", row.batch());
        out.number("run", row.run());
        out.text("phase", row.phase());
        out.text("waits_for", row.waitsFor());
        out.text("series", row.origin().series());
        out.text("file", row.origin().file());
        out.text("options", row.origin().options());
        out.text("sha256", row.origin().sha256());
        out.number("bytes", row.origin().bytes());
        out.number("rows_total", row.counts().rowsTotal());
        out.number("rows_done", row.counts().rowsDone());
        out.number("accepted", row.counts().accepted());
        out.number("duplicate", row.counts().duplicate());
        out.number("replaced", row.counts().replaced());
        out.number("empty", row.counts().empty());
        out.number("rejected", row.counts().rejected());
        out.number("undone", row.counts().undone());
        out.number("created", row.times().createdMillis());
        out.number("started", row.times().startedMillis());
        out.number("finished", row.times().finishedMillis());
        out.text("token", row.token());
        out.number("error_row", row.trouble().row());
        out.text("error_reason", row.trouble().reason());
        out.text("error_detail", row.trouble().detail());
        out.number("revision", row.revision());
    }

    private static void write(JsonOut out, Run run, long revision) throws IOException {
        out.text("tenant", run.tenant());
        out.text("batch", run.batch());
        out.number("run", run.run());
        out.number("revision", revision);
    }

    @Override
    public void putRejected(Run run, List<Rejected> rejected) throws StoreUnavailable {
        tables.insert("batch_rejection", rejected, (out, row) -> {
            write(out, run, 1);
            out.number("row", row.row());
            out.text("column", row.column());
            out.number("number", row.number());
            out.text("reason", row.reason());
            out.text("detail", row.detail());
            out.text("raw", row.raw());
        });
    }

    @Override
    public void putTouched(Run run, List<Touched> touched) throws StoreUnavailable {
        long revision = System.currentTimeMillis();
        tables.insert("batch_series", touched, (out, row) -> {
            write(out, run, revision);
            out.text("series", row.series());
            out.number("first_ts", row.firstMillis());
            out.number("last_ts", row.lastMillis());
            out.number("readings", row.readings());
        });
    }

    @Override
    public void putReplaced(Run run, List<Replaced> replaced) throws StoreUnavailable {
        long revision = FALLING - System.currentTimeMillis();
        tables.insert("batch_replaced", replaced, (out, row) -> {
            write(out, run, revision);
            out.text("series", row.series());
            out.number("ts", row.tsMillis());
            out.decimal("value", row.before().value());
            out.text("note", row.before().note());
            out.text("source", row.before().source());
            out.text("previous_batch", row.before().batch());
        });
    }

    @Override
    public void close() {
        query.close();
        tables.close();
    }
}
