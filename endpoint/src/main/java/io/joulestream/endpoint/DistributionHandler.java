package io.joulestream.endpoint;

import io.javalin.http.Context;
import io.joulestream.core.histogram.Quantiles;
import io.joulestream.core.histogram.ValueBuckets;
import io.joulestream.core.quantity.Micros;
import io.joulestream.core.series.Kind;
import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.store.Days.ValueBucket;
import io.joulestream.endpoint.store.Store;
import io.joulestream.endpoint.store.StoreUnavailable;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/series/{series}/distribution}: which values a gauge or delta had, how often and how long (SEMANTICS 26). */
final class DistributionHandler {
    private static final Set<String> PARAMETERS = Set.of("from", "to", "quantiles", Parameters.AFTER);
    private static final String DEFAULT_QUANTILES = "0,0.01,0.05,0.25,0.5,0.75,0.95,0.99,1";
    private static final int MAX_QUANTILES = 100;
    private static final Pattern QUANTILE = Pattern.compile("0|1|0\\.\\d{1,9}|1\\.0{1,9}");

    private final Store store;
    private final Reads reads;
    private final Definitions definitions;

    DistributionHandler(Store store, Reads reads, Definitions definitions) {
        this.store = store;
        this.reads = reads;
        this.definitions = definitions;
    }

    void get(Context ctx) throws IOException, StoreUnavailable, InterruptedException {
        var parameters = Parameters.of(ctx, PARAMETERS);
        SeriesKey key = Parameters.series(ctx, Access.tenant(ctx));
        var asked = AskedDays.of(parameters);
        List<BigDecimal> quantiles = quantiles(parameters);
        Answer answer = reads.begin(ctx, parameters, key);
        SeriesDefinition definition = definitions.require(key);
        send(answer, key, definition, store.days().values(key, asked.from(), asked.to()), quantiles);
    }

    private static List<BigDecimal> quantiles(Parameters parameters) {
        String text = parameters.text("quantiles");
        String[] asked = (text == null ? DEFAULT_QUANTILES : text).split(",", -1);
        if (asked.length > MAX_QUANTILES
                || !Stream.of(asked).allMatch(each -> QUANTILE.matcher(each).matches())) {
            throw Problem.parameter(
                    "quantiles",
                    String.valueOf(text),
                    "at most " + MAX_QUANTILES + " numbers from 0 to 1 of at most nine decimals, with commas between");
        }
        return Stream.of(asked).map(BigDecimal::new).toList();
    }

    private static void send(
            Answer answer,
            SeriesKey key,
            SeriesDefinition definition,
            List<ValueBucket> buckets,
            List<BigDecimal> quantiles)
            throws IOException {
        boolean byTime = definition.kind() == Kind.GAUGE;
        var of = new Quantiles(
                buckets.stream().map(ValueBucket::bound).toList(),
                buckets.stream()
                        .map(bucket -> byTime ? bucket.coveredMillis() : bucket.readings())
                        .toList());
        var values = new ArrayList<@Nullable Long>();
        quantiles.forEach(q -> values.add(of.of(q)));
        var first = buckets.stream().mapToLong(ValueBucket::firstMillis).min();
        var end = buckets.stream().mapToLong(ValueBucket::endMillis).max();
        answer.send(out -> {
            out.text("series", key.series());
            out.text("kind", definition.kind().wireName());
            out.text("unit", definition.unit().dimension().canonicalUnit());
            out.text("zone", definition.zone().getId());
            out.number("from", first.isPresent() ? Long.valueOf(first.getAsLong()) : null);
            out.number("to", end.isPresent() ? Long.valueOf(end.getAsLong()) : null);
            out.number(
                    "revision",
                    buckets.stream().mapToLong(ValueBucket::revision).max().orElse(0));
            out.decimals("lower", buckets, bucket -> decimal(ValueBuckets.least(bucket.bound())));
            out.decimals("upper", buckets, bucket -> decimal(ValueBuckets.greatest(bucket.bound())));
            out.longs("count", buckets, ValueBucket::readings);
            out.longs("covered_ms", buckets, ValueBucket::coveredMillis);
            out.text("quantiles_by", byTime ? "covered_ms" : "count");
            out.decimals("quantile", quantiles, q -> q);
            out.decimals("quantile_value", values, DistributionHandler::decimal);
        });
    }

    private static @Nullable BigDecimal decimal(@Nullable Long micros) {
        return micros == null ? null : Micros.toDecimal(micros);
    }
}
