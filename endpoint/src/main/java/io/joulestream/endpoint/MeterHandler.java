package io.joulestream.endpoint;

import io.javalin.http.Context;
import io.joulestream.core.series.MeterEvents;
import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.json.JsonOut;
import io.joulestream.endpoint.store.EvidenceRow;
import io.joulestream.endpoint.store.MeterEventRow;
import io.joulestream.endpoint.store.Store;
import io.joulestream.endpoint.store.StoreUnavailable;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/series/{series}/meter-events} and {@code …/evidence}: what was told of a counter's register, and where its
 * consumption is no plain growth of it.
 */
final class MeterHandler {
    private static final Set<String> EVENT_PARAMETERS = Set.of("from", "to", Parameters.AFTER);
    private static final Set<String> EVIDENCE_PARAMETERS = Set.of("from", "to", "limit", Parameters.AFTER);

    private final Store store;
    private final Reads reads;
    private final Definitions definitions;

    MeterHandler(Store store, Reads reads, Definitions definitions) {
        this.store = store;
        this.reads = reads;
        this.definitions = definitions;
    }

    private record Asked(
            SeriesKey key,
            @Nullable Long fromMillis,
            @Nullable Long toMillis) {
        static Asked of(Context ctx, Parameters parameters) {
            Long from = parameters.instant("from");
            Long to = parameters.instant("to");
            if (from != null && to != null && from >= to) {
                throw Problem.parameter("from", String.valueOf(parameters.text("from")), "before 'to'");
            }
            return new Asked(Parameters.series(ctx, Access.tenant(ctx)), from, to);
        }

        Store.Range range() {
            return new Store.Range(
                    fromMillis == null ? PointsHandler.EARLIEST_MILLIS : fromMillis,
                    toMillis == null ? PointsHandler.LATEST_MILLIS : toMillis);
        }
    }

    void events(Context ctx) throws IOException, StoreUnavailable, InterruptedException {
        var parameters = Parameters.of(ctx, EVENT_PARAMETERS);
        var asked = Asked.of(ctx, parameters);
        Answer answer = reads.begin(ctx, parameters, asked.key());
        SeriesDefinition definition = definitions.require(asked.key());
        List<MeterEventRow> rows = store.meterEvents(asked.key(), asked.range(), MeterEvents.MOST);
        long revision = rows.stream().mapToLong(MeterEventRow::revision).max().orElse(0);
        send(answer, asked, definition, revision, out -> MeterColumns.events(out, rows));
    }

    void evidence(Context ctx) throws IOException, StoreUnavailable, InterruptedException {
        var parameters = Parameters.of(ctx, EVIDENCE_PARAMETERS);
        var asked = Asked.of(ctx, parameters);
        Integer limit = parameters.count("limit", PointsHandler.MAX_POINTS);
        Answer answer = reads.begin(ctx, parameters, asked.key());
        SeriesDefinition definition = definitions.require(asked.key());
        List<EvidenceRow> rows =
                store.evidence(asked.key(), asked.range(), limit == null ? PointsHandler.MAX_POINTS + 1 : limit);
        PointsHandler.requireNotTooMany(rows.size());
        long revision = rows.stream().mapToLong(EvidenceRow::revision).max().orElse(0);
        send(answer, asked, definition, revision, out -> MeterColumns.evidence(out, rows));
    }

    private static void send(
            Answer answer, Asked asked, SeriesDefinition definition, long revision, JsonOut.Content columns)
            throws IOException {
        answer.send(out -> {
            out.text("series", asked.key().series());
            out.text("kind", definition.kind().wireName());
            out.text("unit", definition.unit().dimension().canonicalUnit());
            out.text("zone", definition.zone().getId());
            out.number("from", asked.fromMillis());
            out.number("to", asked.toMillis());
            out.number("revision", revision);
            columns.write(out);
        });
    }
}
