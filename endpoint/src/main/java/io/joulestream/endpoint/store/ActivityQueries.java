package io.joulestream.endpoint.store;

import io.joulestream.core.activity.ActivityKey;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Activities by key and by time. */
final class ActivityQueries implements Activities {
    private final ClickHouseQuery query;

    ActivityQueries(ClickHouseQuery query) {
        this.query = query;
    }

    @Override
    public Optional<ActivityRow> find(ActivityKey key) throws StoreUnavailable {
        var rows = new ArrayList<ActivityRow>();
        query.run(
                "activity",
                Map.of("tenant", key.tenant(), "source", key.source(), "id", key.id()),
                1,
                in -> rows.add(row(in)));
        return rows.stream().findFirst();
    }

    @Override
    public List<ActivityRow> latest(Query asked, int limit) throws StoreUnavailable {
        var rows = new ArrayList<ActivityRow>();
        query.run(
                "activities",
                Map.of(
                        "tenant", asked.tenant(),
                        "from", asked.fromMillis(),
                        "to", asked.toMillis(),
                        "type", asked.type(),
                        "before_start", asked.before().startMillis(),
                        "before_source", asked.before().source(),
                        "before_id", asked.before().id(),
                        "limit", limit),
                limit,
                in -> rows.add(row(in)));
        return rows;
    }

    @Override
    public List<ActivitySummaryRow> summary(SummaryQuery asked, int limit) throws StoreUnavailable {
        var rows = new ArrayList<ActivitySummaryRow>();
        query.run(
                "activity_summary",
                Map.of(
                        "tenant", asked.tenant(),
                        "period", asked.period().iso(),
                        "type", asked.type(),
                        "from", asked.fromDay(),
                        "to", asked.toDay(),
                        "limit", limit),
                limit,
                in -> rows.add(new ActivitySummaryRow(
                        in.string(),
                        in.int32(),
                        in.int64(),
                        known(in.nullableDecimal38()),
                        known(in.nullableDecimal38()),
                        known(in.nullableDecimal38()),
                        in.nullableDecimal18(),
                        in.nullableDecimal18(),
                        buckets(in),
                        buckets(in),
                        in.int64())));
        return rows;
    }

    private static BigDecimal known(@Nullable BigDecimal sum) {
        return Objects.requireNonNull(sum, "a sum is never null");
    }

    private static List<ActivitySummaryRow.Bucket> buckets(RowBinaryInput in) throws IOException {
        long[] bounds = new long[in.length()];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = in.int64();
        }
        var buckets = new ArrayList<ActivitySummaryRow.Bucket>();
        int counts = in.length();
        for (int i = 0; i < counts; i++) {
            buckets.add(new ActivitySummaryRow.Bucket(bounds[i], in.int32()));
        }
        return buckets;
    }

    private static ActivityRow row(RowBinaryInput in) throws IOException {
        return new ActivityRow(
                in.string(),
                in.string(),
                in.string(),
                in.int64(),
                in.nullableDecimal18(),
                in.nullableDecimal18(),
                in.nullableDecimal18(),
                in.nullableDecimal18(),
                in.nullableDecimal18(),
                in.nullableDecimal18(),
                in.nullableDecimal18(),
                in.string(),
                in.string(),
                in.string(),
                in.string(),
                new ActivityRow.Weather(
                        in.string(),
                        in.nullableDecimal18(),
                        in.nullableDecimal18(),
                        in.nullableDecimal18(),
                        in.nullableDecimal18(),
                        in.nullableDecimal18(),
                        in.nullableDecimal18(),
                        in.nullableInt64(),
                        in.nullableInt64(),
                        in.bool()),
                in.int64());
    }
}
