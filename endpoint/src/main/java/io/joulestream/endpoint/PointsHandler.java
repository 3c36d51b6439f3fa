package io.joulestream.endpoint;

import io.javalin.http.Context;
import io.joulestream.core.calendar.Period;
import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.json.JsonOut;
import io.joulestream.endpoint.store.NotedReading;
import io.joulestream.endpoint.store.PointColumns;
import io.joulestream.endpoint.store.ReadingRow;
import io.joulestream.endpoint.store.RollupRow;
import io.joulestream.endpoint.store.Store;
import io.joulestream.endpoint.store.StoreUnavailable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/series/{series}/points}: the windows of one period that start within [from, to), or the readings
 * within it, as columns.
 */
final class PointsHandler {
    static final int MAX_POINTS = 100_000;
    private static final String RAW = "raw";
    static final List<String> PERIODS = Stream.concat(Stream.of(Period.values()).map(Period::iso), Stream.of(RAW))
            .toList();
    private static final Set<String> PARAMETERS =
            Set.of("from", "to", "period", "limit", "order", "notes", "evidence", Parameters.AFTER);
    /** Every timestamp is within these; bounds beyond them are the same as none. */
    static final long EARLIEST_MILLIS = 0;

    static final long LATEST_MILLIS = 4_102_444_800_000L;

    /** What one answer may take while it is made. */
    private static final long ANSWER_BYTES = 64 << 20;

    private static final long PATIENCE_SECONDS = 5;

    private final Store store;
    private final Reads reads;
    private final KeptTimes times;
    /** Half of the heap, in answers. */
    private final int atOnce = (int) Math.max(2, Runtime.getRuntime().maxMemory() / 2 / ANSWER_BYTES);

    private final Semaphore turns = new Semaphore(atOnce, true);
    private final Definitions definitions;

    PointsHandler(Store store, Reads reads, Definitions definitions, KeptTimes times) {
        this.store = store;
        this.reads = reads;
        this.times = times;
        this.definitions = definitions;
    }

    private record Asked(
            SeriesKey key,
            String period,
            @Nullable Long fromMillis,
            @Nullable Long toMillis,
            @Nullable Integer limit,
            boolean latestFirst,
            boolean notes,
            boolean evidence) {

        static Asked of(Context ctx, Parameters parameters) {
            var asked = new Asked(
                    Parameters.series(ctx, Access.tenant(ctx)),
                    parameters.oneOf("period", PERIODS),
                    parameters.instant("from"),
                    parameters.instant("to"),
                    parameters.count("limit", MAX_POINTS),
                    parameters.oneOf("order", List.of("asc", "desc"), "asc").equals("desc"),
                    parameters.flag("notes"),
                    parameters.flag("evidence"));
            if (asked.fromMillis() != null && asked.toMillis() != null && asked.fromMillis() >= asked.toMillis()) {
                throw Problem.parameter("from", String.valueOf(parameters.text("from")), "before 'to'");
            }
            return asked;
        }

        long from() {
            return fromMillis == null ? EARLIEST_MILLIS : Math.max(EARLIEST_MILLIS, fromMillis);
        }

        long to() {
            return toMillis == null ? LATEST_MILLIS : Math.min(LATEST_MILLIS, toMillis);
        }

        /** One row more than may be answered shows that there are too many. */
        Store.Span span() {
            return new Store.Span(from(), to(), latestFirst, limit == null ? MAX_POINTS + 1 : limit);
        }
    }

    void get(Context ctx) throws IOException, StoreUnavailable, InterruptedException {
        var parameters = Parameters.of(ctx, PARAMETERS);
        var asked = Asked.of(ctx, parameters);
        Answer answer = reads.begin(ctx, parameters, asked.key());
        if (!turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw Problem.busy("too many ranges are being read at once");
        }
        try {
            answer(answer, asked);
        } finally {
            turns.release();
        }
    }

    private void answer(Answer answer, Asked asked) throws IOException, StoreUnavailable, InterruptedException {
        var definition = definitions.ask(asked.key());
        if (!asked.period().equals(RAW)) {
            List<RollupRow> rows = store.rollups(asked.key(), asked.period(), asked.span());
            var points = new Points<>(rows, RollupRow::startMillis, RollupRow::endMillis, RollupRow::revision);
            send(answer, asked, definition, points, out -> PointColumns.windows(out, rows));
        } else if (asked.notes()) {
            List<NotedReading> rows = readings(asked, span -> store.notedReadings(asked.key(), span));
            var points = new Points<>(rows, NotedReading::tsMillis, row -> row.tsMillis() + 1, NotedReading::revision);
            send(answer, asked, definition, points, out -> PointColumns.notedReadings(out, rows));
        } else {
            List<ReadingRow> rows = readings(asked, span -> store.readings(asked.key(), span));
            var points = new Points<>(rows, ReadingRow::tsMillis, row -> row.tsMillis() + 1, ReadingRow::revision);
            send(answer, asked, definition, points, out -> PointColumns.readings(out, rows));
        }
    }

    private interface Read<T> {
        List<T> of(Store.Span span) throws StoreUnavailable;
    }

    private <T> List<T> readings(Asked asked, Read<T> read) throws StoreUnavailable, InterruptedException {
        Store.Span span = asked.span();
        if (span.latestFirst()) {
            // Where the latest begin is known without a query, if the series was asked for before.
            var tight = times.use(
                    asked.key(),
                    (defined, times, revision) -> new Store.Span(
                            times.newest(span.limit(), span.fromMillis(), span.toMillis()),
                            span.toMillis(),
                            true,
                            span.limit(),
                            true));
            if (tight.isPresent()) {
                List<T> rows = read.of(tight.get());
                // Fewer: all there are, or some went since.
                if (rows.size() == span.limit() || tight.get().fromMillis() == span.fromMillis()) {
                    return rows;
                }
            }
        }
        return read.of(span);
    }

    /** The rows of an answer, and what all sorts of them have. */
    private record Points<T>(List<T> rows, ToLongFunction<T> start, ToLongFunction<T> end, ToLongFunction<T> revision) {
        /** From the earliest on to before the end of the latest, whatever their order; there are rows. */
        Store.Range range() {
            T first = rows.get(0);
            T last = rows.get(rows.size() - 1);
            return new Store.Range(
                    Math.min(start.applyAsLong(first), start.applyAsLong(last)),
                    Math.max(end.applyAsLong(first), end.applyAsLong(last)));
        }
    }

    private EvidencePart evidence(Asked asked, Points<?> points) throws StoreUnavailable {
        if (!asked.evidence()) {
            return EvidencePart.NOT_ASKED;
        }
        return points.rows().isEmpty()
                ? new EvidencePart(true, List.of())
                : EvidencePart.read(store, asked.key(), points.range());
    }

    static void requireNotTooMany(int rows) {
        if (rows > MAX_POINTS) {
            throw new Problem(
                            422,
                            "range_too_large",
                            "more than " + MAX_POINTS + " points match: give a limit, a shorter range or a coarser"
                                    + " period, or request them in the background with POST /v1/exports")
                    .with("field", "limit")
                    .with("allowed", MAX_POINTS);
        }
    }

    private <T> void send(
            Answer answer,
            Asked asked,
            Future<Optional<Store.Defined>> defined,
            Points<T> points,
            JsonOut.Content columns)
            throws IOException, StoreUnavailable, InterruptedException {
        SeriesDefinition definition = Definitions.require(defined, asked.key());
        List<T> rows = points.rows();
        requireNotTooMany(rows.size());
        EvidencePart evidence = evidence(asked, points);
        // A row of a series changes with its revision only, and a retracted one is gone.
        var tag =
                new EntityTag().add(asked.toString()).add(definition.toString()).add(rows.size());
        long latest = 0;
        for (T row : rows) {
            long rowRevision = points.revision().applyAsLong(row);
            tag.add(points.start().applyAsLong(row)).add(rowRevision);
            latest = Math.max(latest, rowRevision);
        }
        long latestRevision = latest;
        answer.send(evidence.addTo(tag), out -> {
            out.text("series", asked.key().series());
            out.text("kind", definition.kind().wireName());
            out.text("unit", definition.unit().dimension().canonicalUnit());
            out.text("zone", definition.zone().getId());
            out.text("period", asked.period());
            out.number("from", asked.fromMillis());
            out.number("to", asked.toMillis());
            out.number("revision", latestRevision);
            columns.write(out);
            evidence.write(out);
        });
    }
}
