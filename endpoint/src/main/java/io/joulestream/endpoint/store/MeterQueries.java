package io.joulestream.endpoint.store;

import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.store.Store.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is known of a counter's register beside its readings. */
final class MeterQueries {
    private final ClickHouseQuery query;

    MeterQueries(ClickHouseQuery query) {
        this.query = query;
    }

    List<MeterEventRow> events(SeriesKey key, Range range, int limit) throws StoreUnavailable {
        var rows = new ArrayList<MeterEventRow>();
        query.run(
                "meter_events",
                parameters(key, range, limit),
                limit,
                in -> rows.add(new MeterEventRow(
                        in.int64(),
                        in.string(),
                        in.nullableDecimal18(),
                        in.nullableDecimal18(),
                        in.string(),
                        in.string(),
                        in.string(),
                        in.int64())));
        return rows;
    }

    List<EvidenceRow> evidence(SeriesKey key, Range range, int limit) throws StoreUnavailable {
        var rows = new ArrayList<EvidenceRow>();
        query.run(
                "evidence",
                parameters(key, range, limit),
                limit,
                in -> rows.add(new EvidenceRow(
                        in.int64(),
                        in.int64(),
                        in.string().intern(),
                        in.string().intern(),
                        in.string(),
                        in.decimal18(),
                        in.decimal18(),
                        in.decimal18(),
                        in.nullableDecimal38(),
                        in.int64())));
        return rows;
    }

    private static Map<String, Object> parameters(SeriesKey key, Range range, int limit) {
        return Map.of(
                "tenant", key.tenant(),
                "series", key.series(),
                "from", range.fromMillis(),
                "to", range.toMillis(),
                "limit", limit);
    }
}
