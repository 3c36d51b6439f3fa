package io.joulestream.endpoint;

import io.javalin.http.Context;
import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.core.weather.Position;
import io.joulestream.endpoint.store.Days;
import io.joulestream.endpoint.store.Days.DegreeDay;
import io.joulestream.endpoint.store.StoreUnavailable;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/** {@code GET /v1/series/{series}/degree-days}: how cold or warm each local day was where a series is (SEMANTICS 32). */
final class DegreeDaysHandler {
    private static final Set<String> PARAMETERS = Set.of("from", "to", Parameters.AFTER);
    private static final int MAX_DAYS = 50_000;

    private final Days store;
    private final Reads reads;
    private final Definitions definitions;

    DegreeDaysHandler(Days store, Reads reads, Definitions definitions) {
        this.store = store;
        this.reads = reads;
        this.definitions = definitions;
    }

    void get(Context ctx) throws IOException, StoreUnavailable, InterruptedException {
        var parameters = Parameters.of(ctx, PARAMETERS);
        SeriesKey key = Parameters.series(ctx, Access.tenant(ctx));
        var asked = AskedDays.of(parameters);
        Answer answer = reads.begin(ctx, parameters, key);
        SeriesDefinition definition = definitions.require(key);
        Position position = definition.position();
        String cell = position == null ? null : position.cell().toString();
        String zone = definition.zone().getId();
        List<DegreeDay> days = cell == null
                ? List.of()
                : store.degreeDays(
                        new Days.DegreeDayQuery(key.tenant(), cell, zone, asked.from(), asked.to()), MAX_DAYS);
        answer.send(out -> {
            out.text("series", key.series());
            out.text("zone", zone);
            out.text("cell", cell);
            out.number(
                    "revision",
                    days.stream().mapToLong(DegreeDay::revision).max().orElse(0));
            out.texts("day", days, day -> LocalDate.ofEpochDay(day.number()).toString());
            out.longs("start", days, DegreeDay::startMillis);
            out.longs("end", days, DegreeDay::endMillis);
            out.decimals("temperature", days, DegreeDay::temperature);
            out.decimals("heating", days, DegreeDay::heating);
            out.decimals("cooling", days, DegreeDay::cooling);
            out.longs("covered_ms", days, DegreeDay::coveredMillis);
            out.longs("own_ms", days, DegreeDay::ownMillis);
            out.bools("provisional", days, DegreeDay::provisional);
        });
    }
}
