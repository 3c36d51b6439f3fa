package io.joulestream.endpoint.store;

import io.joulestream.core.activity.ActivityKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
