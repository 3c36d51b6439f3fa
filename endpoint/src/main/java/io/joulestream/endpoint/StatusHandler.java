package io.joulestream.endpoint;

import io.javalin.http.Context;
import io.joulestream.endpoint.json.JsonOut;
import io.joulestream.endpoint.log.Progress;
import io.joulestream.endpoint.log.Visibility;
import io.joulestream.endpoint.store.Store;
import io.joulestream.endpoint.store.StoreUnavailable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** {@code GET /v1/status}: how far the readings job is behind, by partition, what became of all records, and what it could not use. */
final class StatusHandler {
    private final Visibility visibility;
    private final Store store;
    private final Reads reads;
    private final EndpointConfig config;

    StatusHandler(Visibility visibility, Store store, Reads reads, EndpointConfig config) {
        this.visibility = visibility;
        this.store = store;
        this.reads = reads;
        this.config = config;
    }

    void get(Context ctx) throws IOException, StoreUnavailable, InterruptedException {
        Answer answer = reads.begin(ctx, Parameters.of(ctx, Set.of(Parameters.AFTER)));
        Progress progress = visibility.progress();
        Map<String, Long> deadLetters = store.deadLetterReasons(Access.tenant(ctx));
        SortedMap<String, SortedMap<String, Long>> ledger = store.ledger();
        Store.SeriesCounts series = store.seriesCounts(Access.tenant(ctx));
        long nowMillis = System.currentTimeMillis();
        List<Progress.Partition> partitions = progress.partitions();
        answer.send(out -> {
            out.object("readings", inner -> {
                inner.text("topic", config.readingsTopic());
                inner.text("group", config.readingsGroup());
                inner.bool("committing", progress.committing());
                inner.text("trouble", progress.trouble());
                inner.number(
                        "lag_records",
                        partitions.stream().mapToLong(p -> p.lagRecords()).sum());
                inner.real(
                        "lag_seconds",
                        partitions.stream()
                                .mapToDouble(p -> p.lagSeconds(nowMillis))
                                .max()
                                .orElse(0));
                inner.realOrNull("checkpoint_age_seconds", progress.stalledSeconds(nowMillis));
                inner.objects("partitions", partitions, (each, partition) -> write(each, partition, nowMillis));
            });
            out.object("series", inner -> {
                inner.number("count", series.count());
                inner.number("watched", series.watched());
                inner.number("stale", series.stale());
            });
            out.object("ledger", inner -> {
                for (Map.Entry<String, SortedMap<String, Long>> topic : ledger.entrySet()) {
                    inner.object(topic.getKey(), totals -> LedgerTotals.write(totals, topic.getValue()));
                }
            });
            out.object("dead_letters", inner -> {
                for (Map.Entry<String, Long> reason : deadLetters.entrySet()) {
                    inner.number(reason.getKey(), reason.getValue());
                }
            });
        });
    }

    private static void write(JsonOut out, Progress.Partition partition, long nowMillis) throws IOException {
        out.number("partition", partition.partition());
        out.number("begin", partition.begin());
        out.number("next", partition.next());
        out.number("end", partition.end());
        out.number("lag_records", partition.lagRecords());
        out.real("lag_seconds", partition.lagSeconds(nowMillis));
    }
}
