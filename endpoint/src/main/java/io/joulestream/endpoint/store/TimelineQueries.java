package io.joulestream.endpoint.store;

import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.store.Store.ChangedTime;
import io.joulestream.endpoint.store.Store.Counted;
import io.joulestream.endpoint.store.Store.Extent;
import io.joulestream.endpoint.store.Store.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;

/** Counts of readings between bounds, from windows and from the readings themselves. */
final class TimelineQueries {
    private static final long HOUR_SECONDS = 3_600;
    private static final long HOUR_MILLIS = HOUR_SECONDS * 1_000;
    /** More hours than these to look for take longer to say than they save. */
    private static final int MAX_HOURS = 10_000;

    /** Every timestamp is within some 110 years. */
    private static final int MOST_MONTHS = 2_000;

    private final ClickHouseQuery query;

    TimelineQueries(ClickHouseQuery query) {
        this.query = query;
    }

    Optional<Extent> extent(SeriesKey key) throws StoreUnavailable {
        var found = new ArrayList<Extent>();
        query.run(
                "timeline_extent",
                Map.of("tenant", key.tenant(), "series", key.series()),
                1,
                in -> found.add(new Extent(in.int64(), in.int64(), in.int64())));
        return found.stream().findFirst();
    }

    List<Counted> windows(SeriesKey key, String period, Range range, List<Long> bounds) throws StoreUnavailable {
        var parameters = parameters(key, range, bounds);
        parameters.put("period", period);
        // A group is between two bounds or across one.
        return run("timeline_windows", parameters, 2L * bounds.size());
    }

    List<Counted> readings(SeriesKey key, Range range, List<Long> bounds, List<Range> within) throws StoreUnavailable {
        var parameters = parameters(key, range, bounds);
        long hours = 0;
        var first = new ArrayList<Long>();
        var last = new ArrayList<Long>();
        for (Range stretch : within) {
            first.add(Math.floorDiv(stretch.fromMillis(), HOUR_MILLIS) * HOUR_SECONDS);
            last.add(Math.floorDiv(stretch.toMillis(), HOUR_MILLIS) * HOUR_SECONDS);
            hours += (last.get(last.size() - 1) - first.get(first.size() - 1)) / HOUR_SECONDS + 1;
        }
        if (within.size() == 1 || hours > MAX_HOURS) {
            return run("timeline_readings", parameters, bounds.size());
        }
        parameters.put("first_hours", array(first));
        parameters.put("last_hours", array(last));
        return run("timeline_some_readings", parameters, bounds.size());
    }

    void times(SeriesKey key, LongPredicate each) throws StoreUnavailable {
        query.run("timeline_times", Map.of("tenant", key.tenant(), "series", key.series()), MOST_MONTHS, in -> {
            boolean more = true;
            for (int left = in.length(); left > 0 && more; left--) {
                more = each.test(in.int64());
            }
            return more;
        });
    }

    List<ChangedTime> changes(SeriesKey key, long sinceRevision, int limit) throws StoreUnavailable {
        var changes = new ArrayList<ChangedTime>();
        query.run(
                "timeline_changes",
                Map.of("tenant", key.tenant(), "series", key.series(), "since", sinceRevision, "limit", limit),
                limit,
                in -> changes.add(new ChangedTime(in.int64(), in.bool(), in.int64())));
        return changes;
    }

    private List<Counted> run(String name, Map<String, Object> parameters, long maxRows) throws StoreUnavailable {
        var groups = new ArrayList<Counted>();
        query.run(
                name,
                parameters,
                maxRows,
                in -> groups.add(new Counted(in.int64(), in.int64(), in.int64(), in.int64(), in.int64(), in.int64())));
        return groups;
    }

    private static Map<String, Object> parameters(SeriesKey key, Range range, List<Long> bounds) {
        var parameters = new TreeMap<String, Object>();
        parameters.put("tenant", key.tenant());
        parameters.put("series", key.series());
        parameters.put("from", range.fromMillis());
        parameters.put("to", range.toMillis());
        parameters.put("bounds", array(bounds));
        return parameters;
    }

    private static String array(List<Long> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
    }
}
