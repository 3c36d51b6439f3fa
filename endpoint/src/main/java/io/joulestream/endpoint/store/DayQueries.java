package io.joulestream.endpoint.store;

import io.joulestream.core.completeness.CompletenessDays.Day;
import io.joulestream.core.completeness.DayCompleteness;
import io.joulestream.core.series.SeriesKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The tables of days. */
final class DayQueries implements Days {
    /** The calendar day of any zone is shorter. */
    private static final long LONGEST_DAY_MILLIS = Duration.ofDays(3).toMillis();

    private static final long EARLIEST_MILLIS = 0;
    private static final long LAST_DAY = 65_535;
    /** More than there are: of a magnitude below 2^60 some seven thousand, twice. */
    private static final int MAX_BUCKETS = 20_000;

    private final ClickHouseQuery query;

    DayQueries(ClickHouseQuery query) {
        this.query = query;
    }

    @Override
    public List<ValueBucket> values(SeriesKey key, long fromMillis, long toMillis) throws StoreUnavailable {
        var buckets = new ArrayList<ValueBucket>();
        query.run(
                "distribution",
                parameters(key, fromMillis, toMillis),
                MAX_BUCKETS,
                in -> buckets.add(
                        new ValueBucket(in.int64(), in.int64(), in.int64(), in.int64(), in.int64(), in.int64())));
        return buckets;
    }

    @Override
    public List<KnownDay> completeness(SeriesKey key, long fromMillis, long toMillis, int limit)
            throws StoreUnavailable {
        var days = new ArrayList<KnownDay>();
        var parameters = parameters(key, fromMillis, toMillis);
        parameters.put("limit", limit);
        query.run("completeness", parameters, limit, in -> {
            long start = in.int64();
            long end = in.int64();
            var day = new DayCompleteness(in.int64(), in.int64(), in.int64(), in.int64(), in.int64());
            return days.add(new KnownDay(new Day(start, end, day), in.int64()));
        });
        return days;
    }

    @Override
    public Optional<Liveness> liveness(SeriesKey key) throws StoreUnavailable {
        var found = new ArrayList<Liveness>();
        query.run(
                "liveness",
                Map.of("tenant", key.tenant(), "series", key.series()),
                1,
                in -> found.add(new Liveness(in.bool(), in.int64(), in.nullableInt64(), in.int64())));
        return found.stream().findFirst();
    }

    @Override
    public List<DegreeDay> degreeDays(DegreeDayQuery asked, int limit) throws StoreUnavailable {
        var days = new ArrayList<DegreeDay>();
        query.run(
                "degree_days",
                Map.of(
                        "tenant", asked.tenant(),
                        "cell", asked.cell(),
                        "zone", asked.zone(),
                        "from", asked.fromMillis(),
                        "to", asked.toMillis(),
                        "first_day", localDay(asked.fromMillis() - LONGEST_DAY_MILLIS),
                        "last_day", localDay(asked.toMillis() + LONGEST_DAY_MILLIS),
                        "limit", limit),
                limit,
                in -> days.add(new DegreeDay(
                        in.int32(),
                        in.int64(),
                        in.int64(),
                        in.decimal18(),
                        in.decimal18(),
                        in.decimal18(),
                        in.int64(),
                        in.int64(),
                        in.bool(),
                        in.int64())));
        return days;
    }

    /** As far as the store's dates go. */
    private static int localDay(long millis) {
        return (int) Math.min(
                LAST_DAY, Math.max(0, Math.floorDiv(millis, Duration.ofDays(1).toMillis())));
    }

    private static Map<String, Object> parameters(SeriesKey key, long fromMillis, long toMillis) {
        var parameters = new TreeMap<String, Object>();
        parameters.put("tenant", key.tenant());
        parameters.put("series", key.series());
        parameters.put("from", fromMillis);
        parameters.put("to", toMillis);
        parameters.put("first", Math.max(EARLIEST_MILLIS, fromMillis - LONGEST_DAY_MILLIS));
        return parameters;
    }
}
