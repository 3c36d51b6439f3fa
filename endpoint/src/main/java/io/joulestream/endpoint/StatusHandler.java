package io.joulestream.endpoint;

import io.javalin.http.Context;
import io.joulestream.endpoint.json.JsonOut;
import io.joulestream.endpoint.log.Progress;
import io.joulestream.endpoint.log.Visibilities;
import io.joulestream.endpoint.store.Store;
import io.joulestream.endpoint.store.StoreUnavailable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** {@code GET /v1/status}: how far the jobs are behind, by topic and partition, what became of all records, and what it could not use. */
final class StatusHandler {
    private final Visibilities visibilities;
    private final Store store;
    private final Reads reads;
    private final EndpointConfig config;

    StatusHandler(Visibilities visibilities, Store store, Reads reads, EndpointConfig config) {
        this.visibilities = visibilities;
        this.store = store;
        this.reads = reads;
        this.config = config;
    }

    void get(Context ctx) throws IOException, StoreUnavailable, InterruptedException {
        Answer answer = reads.begin(ctx, Parameters.of(ctx, Set.of(Parameters.AFTER)));
        Map<String, Progress> logs = new LinkedHashMap<>();
        for (String topic : List.of(config.readingsTopic(), ActivitiesHandler.TOPIC, WeatherHandler.TOPIC)) {
            logs.put(topic, visibilities.of(topic).progress());
        }
        Map<String, Long> deadLetters = store.deadLetterReasons(Access.tenant(ctx));
        SortedMap<String, SortedMap<String, Long>> ledger = store.ledger();
        Store.SeriesCounts series = store.seriesCounts(Access.tenant(ctx));
        long nowMillis = System.currentTimeMillis();
        answer.send(out -> {
            for (Map.Entry<String, Progress> log : logs.entrySet()) {
                boolean isReadings = log.getKey().equals(config.readingsTopic());
                out.object(
                        isReadings ? "readings" : log.getKey(),
                        inner -> write(
                                inner,
                                log.getKey(),
                                isReadings ? config.readingsGroup() : config.activitiesGroup(),
                                log.getValue(),
                                nowMillis));
            }
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

    private static void write(JsonOut out, String topic, String group, Progress progress, long nowMillis)
            throws IOException {
        List<Progress.Partition> partitions = progress.partitions();
        out.text("topic", topic);
        out.text("group", group);
        out.bool("committing", progress.committing());
        out.text("trouble", progress.trouble());
        out.number(
                "lag_records",
                partitions.stream().mapToLong(Progress.Partition::lagRecords).sum());
        out.real(
                "lag_seconds",
                partitions.stream()
                        .mapToDouble(partition -> partition.lagSeconds(nowMillis))
                        .max()
                        .orElse(0));
        out.realOrNull("checkpoint_age_seconds", progress.stalledSeconds(nowMillis));
        out.objects("partitions", partitions, (each, partition) -> write(each, partition, nowMillis));
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
