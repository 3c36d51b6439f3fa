package io.joulestream.endpoint;

import io.javalin.http.Context;
import io.joulestream.core.completeness.CompletenessDays;
import io.joulestream.core.completeness.CompletenessDays.Day;
import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.store.Days;
import io.joulestream.endpoint.store.Store;
import io.joulestream.endpoint.store.StoreUnavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code GET /v1/series/{series}/completeness}: what is there of each local day's expected readings (SEMANTICS 27). */
final class CompletenessHandler {
    private static final Set<String> PARAMETERS = Set.of("from", "to", Parameters.AFTER);
    /** Days from the earliest time to the latest. */
    private static final int MAX_DAYS = 50_000;

    private final Store store;
    private final Reads reads;
    private final Definitions definitions;

    CompletenessHandler(Store store, Reads reads, Definitions definitions) {
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
        boolean watched = definition.expectedIntervalMillis() != null;
        List<Days.KnownDay> known =
                watched ? store.days().completeness(key, asked.from(), asked.to(), MAX_DAYS) : List.of();
        Optional<Days.Liveness> liveness = watched ? store.days().liveness(key) : Optional.empty();
        send(answer, key, definition, known, days(key, definition, known, asked), liveness);
    }

    private List<Day> days(SeriesKey key, SeriesDefinition definition, List<Days.KnownDay> known, AskedDays asked)
            throws StoreUnavailable {
        Map<Long, Day> byStart = new HashMap<>();
        known.forEach(each -> byStart.put(each.day().startMillis(), each.day()));
        return store.extent(key)
                .map(extent -> CompletenessDays.fill(
                        definition, byStart, extent.firstMillis(), extent.lastMillis(), asked.from(), asked.to()))
                .orElse(List.of());
    }

    private static void send(
            Answer answer,
            SeriesKey key,
            SeriesDefinition definition,
            List<Days.KnownDay> known,
            List<Day> days,
            Optional<Days.Liveness> liveness)
            throws IOException {
        Long expected = definition.expectedIntervalMillis();
        boolean stale = liveness.map(Days.Liveness::stale).orElse(false);
        answer.send(out -> {
            out.text("series", key.series());
            out.text("kind", definition.kind().wireName());
            out.text("zone", definition.zone().getId());
            out.text(
                    "expectedInterval",
                    expected == null ? null : Duration.ofMillis(expected).toString());
            out.bool("stale", stale);
            out.number("stale_since", stale ? liveness.get().sinceMillis() : null);
            out.number(
                    "revision",
                    known.stream().mapToLong(Days.KnownDay::revision).max().orElse(0));
            out.longs("start", days, Day::startMillis);
            out.longs("end", days, Day::endMillis);
            out.longs("length_ms", days, day -> day.completeness().lengthMillis());
            out.longs("expected", days, day -> day.completeness().expected());
            out.longs("actual", days, day -> day.completeness().actual());
            out.longs("missing", days, day -> day.completeness().missing());
            out.longs("longest_gap_ms", days, day -> day.completeness().longestGapMillis());
            out.longs("measured_ms", days, day -> day.completeness().measuredMillis());
            out.reals("measured_share", days, day -> day.completeness().measuredShare());
            out.reals("score", days, day -> day.completeness().score());
        });
    }
}
