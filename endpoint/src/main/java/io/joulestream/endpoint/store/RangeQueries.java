package io.joulestream.endpoint.store;

import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.store.Store.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The windows or readings of one series within a span of time. */
final class RangeQueries {
    /** So many versions are looked for at first for each row that is wanted: few rows were ever changed. */
    private static final long VERSIONS_A_ROW = 2;

    private static final long MORE_VERSIONS = 8;

    private final ClickHouseQuery query;

    private interface Row<T> {
        T read(RowBinaryInput in) throws IOException;
    }

    RangeQueries(ClickHouseQuery query) {
        this.query = query;
    }

    List<RollupRow> windows(SeriesKey key, String period, Span span) throws StoreUnavailable {
        var parameters = parameters(key, span);
        parameters.put("period", period);
        return rows("points", "points_newest", parameters, span, RangeQueries::rollupRow);
    }

    List<ReadingRow> readings(SeriesKey key, Span span) throws StoreUnavailable {
        return rows("readings", "readings_newest", parameters(key, span), span, RangeQueries::readingRow);
    }

    List<NotedReading> notedReadings(SeriesKey key, Span span) throws StoreUnavailable {
        return rows(
                "noted_readings",
                "readings_newest",
                parameters(key, span),
                span,
                in -> new NotedReading(in.int64(), in.decimal18(), in.string(), in.string(), in.int64()));
    }

    private static Map<String, Object> parameters(SeriesKey key, Span span) {
        var parameters = new TreeMap<String, Object>();
        parameters.put("tenant", key.tenant());
        parameters.put("series", key.series());
        parameters.put("from", span.fromMillis());
        parameters.put("to", span.toMillis());
        parameters.put("limit", span.limit());
        return parameters;
    }

    private <T> List<T> rows(String name, String newest, Map<String, Object> parameters, Span span, Row<T> row)
            throws StoreUnavailable {
        if (!span.latestFirst()) {
            return run(name, parameters, span.limit(), row);
        }
        return span.tight()
                ? run(name + "_desc", parameters, span.limit(), row)
                : latest(name, newest, parameters, span.limit(), row);
    }

    /**
     * The newest rows, without merging the versions of all there are: first where the newest versions begin, then the rows
     * from there on; further back where too many of those were older versions, or deleted.
     */
    private <T> List<T> latest(String name, String newest, Map<String, Object> parameters, int limit, Row<T> row)
            throws StoreUnavailable {
        for (long versions = VERSIONS_A_ROW * limit; ; versions *= MORE_VERSIONS) {
            var asked = new TreeMap<>(parameters);
            asked.put("versions", versions);
            long[] found = new long[2];
            query.run(newest, asked, 1, in -> {
                found[0] = in.int64();
                found[1] = in.int64();
                return true;
            });
            if (found[1] == 0) {
                return List.of();
            }
            asked.put("from", found[0]);
            List<T> rows = run(name + "_desc", asked, limit, row);
            if (rows.size() == limit || found[1] < versions) {
                return rows;
            }
        }
    }

    private <T> List<T> run(String name, Map<String, Object> parameters, int limit, Row<T> row)
            throws StoreUnavailable {
        var rows = new ArrayList<T>();
        query.run(name, parameters, limit, in -> rows.add(row.read(in)));
        return rows;
    }

    static RollupRow rollupRow(RowBinaryInput in) throws IOException {
        return new RollupRow(
                in.int64(),
                in.int64(),
                in.int64(),
                in.nullableInt64(),
                in.nullableDecimal18(),
                in.nullableInt64(),
                in.nullableDecimal18(),
                in.nullableDecimal18(),
                in.nullableDecimal18(),
                in.nullableDecimal38(),
                in.nullableDecimal38(),
                in.nullableDecimal18(),
                in.int64(),
                in.int64(),
                in.string().intern(),
                in.int64());
    }

    static ReadingRow readingRow(RowBinaryInput in) throws IOException {
        return new ReadingRow(in.int64(), in.decimal18(), in.int64());
    }
}
