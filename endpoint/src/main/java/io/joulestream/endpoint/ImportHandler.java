package io.joulestream.endpoint;

import io.javalin.http.Context;
import io.joulestream.endpoint.imports.BadOption;
import io.joulestream.endpoint.imports.Importer;
import io.joulestream.endpoint.imports.Importer.NotTaken;
import io.joulestream.endpoint.imports.Importer.Receipt;
import io.joulestream.endpoint.json.JsonOut;
import io.joulestream.endpoint.store.BatchRow;
import io.joulestream.endpoint.store.BatchStore;
import io.joulestream.endpoint.store.BatchStore.Rejected;
import io.joulestream.endpoint.store.BatchStore.Run;
import io.joulestream.endpoint.store.StoreUnavailable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code /v1/import} takes a file; {@code /v1/batches} tells what became of it, and undoes it. */
final class ImportHandler {
    /** None that a web page could send without asking first. */
    private static final List<String> TYPES = List.of(
            "text/csv",
            "text/tab-separated-values",
            "application/csv",
            "application/gzip",
            "application/x-gzip",
            "application/octet-stream");

    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 10_000;
    private static final String BATCH = "b[0-9a-f]{24}";

    private final Importer importer;
    private final BatchStore batches;
    private final Reads reads;

    ImportHandler(Importer importer, BatchStore batches, Reads reads) {
        this.importer = importer;
        this.batches = batches;
        this.reads = reads;
    }

    void post(Context ctx) throws IOException, StoreUnavailable {
        var known = new TreeSet<>(Importer.optionNames());
        known.add("file");
        var given = new HashMap<>(Parameters.of(ctx, known, Set.of("column")).all());
        Access.requireContentType(ctx, TYPES);
        String name = String.join("", Optional.ofNullable(given.remove("file")).orElse(List.of()));
        if (name.length() > 500) {
            throw Problem.parameter("file", name, "at most 500 characters");
        }
        Receipt receipt;
        try {
            importer.check(given);
            receipt =
                    importer.receive(Access.tenant(ctx), given, name, ctx.req().getInputStream());
        } catch (BadOption e) {
            throw Problem.parameter(e.name(), e.value(), e.allowed()).header("Connection", "close");
        } catch (NotTaken e) {
            throw notTaken(e);
        }
        ctx.status(202).contentType("application/json").header("Location", "/v1/batches/" + receipt.batch());
        JsonOut.object(ctx.outputStream(), out -> {
            out.text("batch", receipt.batch());
            out.bool("repeated", receipt.repeated());
        });
    }

    private static Problem notTaken(NotTaken e) {
        String detail = String.valueOf(e.getMessage());
        return switch (e.what()) {
            case FILE_TOO_LARGE -> new Problem(413, "body_too_large", detail).header("Connection", "close");
            case SPOOL_FULL ->
                new Problem(507, "no_room", detail).header("Retry-After", "60").header("Connection", "close");
            case QUEUE_FULL ->
                new Problem(429, "too_many_imports", detail)
                        .header("Retry-After", "10")
                        .header("Connection", "close");
            case BEING_UNDONE -> new Problem(409, "being_undone", detail).header("Retry-After", "2");
        };
    }

    void list(Context ctx) throws IOException, StoreUnavailable, InterruptedException {
        var parameters = Parameters.of(ctx, Set.of("limit", "before", Parameters.AFTER));
        Integer limit = parameters.count("limit", MAX_LIMIT);
        Long before = parameters.instant("before");
        Answer answer = reads.begin(ctx, parameters);
        List<BatchRow> rows = importer.list(
                Access.tenant(ctx),
                before == null ? System.currentTimeMillis() + 86_400_000L : before,
                limit == null ? DEFAULT_LIMIT : limit);
        answer.send(out -> out.objects("batches", rows, ImportHandler::write));
    }

    void get(Context ctx) throws IOException, StoreUnavailable, InterruptedException {
        var parameters = Parameters.of(ctx, Set.of("limit", "offset", Parameters.AFTER));
        Integer limit = parameters.count("limit", MAX_LIMIT);
        Integer offset = "0".equals(parameters.text("offset")) ? null : parameters.count("offset", MAX_LIMIT);
        String batch = batch(ctx);
        Answer answer = reads.begin(ctx, parameters);
        BatchRow row = importer.find(Access.tenant(ctx), batch).orElseThrow(() -> unknown(batch));
        List<Rejected> rejected = row.counts().rejected() == 0
                ? List.of()
                : batches.rejections(
                        new Run(row.tenant(), batch, row.run()),
                        offset == null ? 0 : offset,
                        limit == null ? DEFAULT_LIMIT : limit);
        answer.send(out -> {
            write(out, row);
            out.objects("rejected", rejected, ImportHandler::write);
        });
    }

    void delete(Context ctx) throws IOException, StoreUnavailable {
        Parameters.of(ctx, Set.of());
        String batch = batch(ctx);
        Optional<BatchRow> row;
        try {
            row = importer.undo(Access.tenant(ctx), batch);
        } catch (NotTaken e) {
            throw notTaken(e);
        }
        if (row.isEmpty()) {
            throw unknown(batch);
        }
        ctx.status(202).contentType("application/json");
        JsonOut.object(ctx.outputStream(), out -> out.text("batch", batch));
    }

    private static String batch(Context ctx) {
        String batch = ctx.pathParam("batch");
        if (!batch.matches(BATCH)) {
            throw unknown(batch);
        }
        return batch;
    }

    private static Problem unknown(String batch) {
        return new Problem(404, "batch_unknown", "there is no batch '" + batch + "'").with("value", batch);
    }

    private static void write(JsonOut out, BatchRow row) throws IOException {
        BatchRow.Counts counts = row.counts();
        Double rate = rate(row);
        out.text("batch", row.batch());
        out.text("phase", row.phase());
        out.text("waits_for", row.waitsFor().isEmpty() ? null : row.waitsFor());
        out.text("series", row.origin().series().isEmpty() ? null : row.origin().series());
        out.text("file", row.origin().file().isEmpty() ? null : row.origin().file());
        out.number("bytes", row.origin().bytes());
        out.number("rows_total", counts.rowsTotal());
        out.number("rows_done", counts.rowsDone());
        out.number("accepted", counts.accepted());
        out.number("duplicate", counts.duplicate());
        out.number("replaced", counts.replaced());
        out.number("empty", counts.empty());
        out.number("rejected_total", counts.rejected());
        out.number("undone", counts.undone());
        out.number("created", row.times().createdMillis());
        out.number("started", row.times().startedMillis());
        out.number("finished", row.times().finishedMillis());
        out.number("rows_per_s", rate == null ? null : Long.valueOf(Math.round(rate)));
        out.number("eta_ms", eta(row, rate));
        out.text("token", row.token().isEmpty() ? null : row.token());
        if (row.trouble().reason().isEmpty()) {
            out.nothing("error");
        } else {
            out.object("error", inner -> {
                inner.number("row", row.trouble().row());
                inner.text("reason", row.trouble().reason());
                inner.text("detail", row.trouble().detail());
            });
        }
    }

    private static @Nullable Double rate(BatchRow row) {
        Long started = row.times().startedMillis();
        Long finished = row.times().finishedMillis();
        if (started == null || row.counts().rowsDone() == 0) {
            return null;
        }
        long millis = (finished == null ? System.currentTimeMillis() : finished) - started;
        return row.counts().rowsDone() * 1000.0 / Math.max(1, millis);
    }

    private static @Nullable Long eta(BatchRow row, @Nullable Double rate) {
        if (rate == null || !row.phase().equals("sending")) {
            return null;
        }
        return Math.round((row.counts().rowsTotal() - row.counts().rowsDone()) * 1000.0 / Math.max(0.001, rate));
    }

    private static void write(JsonOut out, Rejected rejected) throws IOException {
        out.number("row", rejected.row());
        out.text("column", rejected.column().isEmpty() ? null : rejected.column());
        out.text("reason", rejected.reason());
        out.text("detail", rejected.detail());
        out.text("raw", rejected.raw());
    }
}
