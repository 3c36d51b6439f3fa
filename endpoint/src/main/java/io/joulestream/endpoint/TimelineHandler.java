package io.joulestream.endpoint;

import io.javalin.http.Context;
import io.joulestream.core.histogram.ReadingTimes;
import io.joulestream.core.histogram.TimelineBuckets;
import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.store.Store;
import io.joulestream.endpoint.store.StoreUnavailable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/series/{series}/timeline}: how many readings there are in each of N equal parts of a closed range. */
final class TimelineHandler {
    private static final int DEFAULT_BUCKETS = 100;
    private static final int MAX_BUCKETS = 1000;
    private static final Set<String> PARAMETERS = Set.of("from", "to", "buckets", Parameters.AFTER);
    private static final TimelineCounts.Result NOTHING = new TimelineCounts.Result(List.of(), 0);

    private final Store store;
    private final Reads reads;
    private final KeptTimes kept;

    TimelineHandler(Store store, Reads reads, KeptTimes kept) {
        this.store = store;
        this.reads = reads;
        this.kept = kept;
    }

    /** @param buckets null: no reading says where the range ends */
    private record Counted(
            Optional<Store.Defined> defined, @Nullable TimelineBuckets buckets, TimelineCounts.Result result) {}

    void get(Context ctx) throws IOException, StoreUnavailable, InterruptedException {
        var parameters = Parameters.of(ctx, PARAMETERS);
        SeriesKey key = Parameters.series(ctx, Access.tenant(ctx));
        Long from = parameters.instant("from");
        Long to = parameters.instant("to");
        Integer asked = parameters.count("buckets", MAX_BUCKETS);
        int count = asked == null ? DEFAULT_BUCKETS : asked;
        if (from != null && to != null && from >= to) {
            throw Problem.parameter("from", String.valueOf(parameters.text("from")), "before 'to'");
        }
        Answer answer = reads.begin(ctx, parameters, key);
        Optional<Counted> known =
                kept.use(key, (defined, times, revision) -> counted(defined, times, revision, from, to, count));
        Counted counted = known.isPresent() ? known.get() : counted(key, from, to, count);
        Store.Defined defined = counted.defined().orElseThrow(() -> Problem.unknownSeries(key.series()));
        send(answer, key, defined.definition(), counted.buckets(), counted.result());
    }

    private static Counted counted(
            Optional<Store.Defined> defined,
            ReadingTimes times,
            long revision,
            @Nullable Long from,
            @Nullable Long to,
            int count) {
        var extent = times.size() == 0 ? null : new Store.Extent(times.size(), times.first(), times.last());
        var buckets = buckets(from, to, count, extent);
        var result = buckets == null
                ? NOTHING
                : new TimelineCounts.Result(
                        LongStream.of(times.count(buckets)).boxed().toList(), revision);
        return new Counted(defined, buckets, result);
    }

    private Counted counted(SeriesKey key, @Nullable Long from, @Nullable Long to, int count) throws StoreUnavailable {
        Optional<Store.Defined> defined = store.definition(key);
        if (defined.isEmpty()) {
            return new Counted(defined, null, NOTHING);
        }
        Optional<Store.Extent> extent = from == null || to == null ? store.extent(key) : Optional.empty();
        var buckets = buckets(from, to, count, extent.orElse(null));
        var result = buckets == null
                ? NOTHING
                : TimelineCounts.of(
                        store,
                        key,
                        defined.get(),
                        buckets,
                        extent.map(Store.Extent::readings).orElse(null));
        return new Counted(defined, buckets, result);
    }

    /**
     * From the first to the last reading, where the request does not say; at least a millisecond, so that there are buckets
     * around a single one. Null: neither request nor readings say where.
     */
    private static @Nullable TimelineBuckets buckets(
            @Nullable Long from, @Nullable Long to, int count, Store.@Nullable Extent extent) {
        if (from != null && to != null) {
            return new TimelineBuckets(from, to, count);
        }
        if (extent == null) {
            return null;
        }
        if (to != null) {
            return new TimelineBuckets(Math.min(extent.firstMillis(), to - 1), to, count);
        }
        long first = from == null ? extent.firstMillis() : from;
        return new TimelineBuckets(first, Math.max(extent.lastMillis(), first + 1), count);
    }

    private static void send(
            Answer answer,
            SeriesKey key,
            SeriesDefinition definition,
            @Nullable TimelineBuckets buckets,
            TimelineCounts.Result result)
            throws IOException {
        List<Long> edges = buckets == null
                ? List.of()
                : LongStream.of(buckets.edges()).boxed().toList();
        answer.send(out -> {
            out.text("series", key.series());
            out.text("kind", definition.kind().wireName());
            out.text("unit", definition.unit().dimension().canonicalUnit());
            out.text("zone", definition.zone().getId());
            out.number("from", buckets == null ? null : Long.valueOf(buckets.fromMillis()));
            out.number("to", buckets == null ? null : Long.valueOf(buckets.toMillis()));
            out.number("revision", result.revision());
            out.longs("edges", edges, Long::longValue);
            out.longs("count", result.counts(), Long::longValue);
        });
    }
}
