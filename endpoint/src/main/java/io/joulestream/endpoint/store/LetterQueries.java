package io.joulestream.endpoint.store;

import java.util.ArrayList;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What could not be used, and what became of everything. */
final class LetterQueries {
    private static final int MAX_COUNTS = 1000;
    private static final long MAX_RAW_BYTES = 8 << 20;

    private final ClickHouseQuery query;

    LetterQueries(ClickHouseQuery query) {
        this.query = query;
    }

    Store.Page<DeadLetterRow> rows(Store.DeadLetterQuery asked) throws StoreUnavailable {
        var rows = new ArrayList<DeadLetterRow>();
        long[] bytes = {0};
        boolean[] more = {false};
        query.run("dead_letters", parameters(asked.filter(), asked.before(), asked.limit()), asked.limit() + 1, in -> {
            if (rows.size() == asked.limit() || bytes[0] > MAX_RAW_BYTES) {
                more[0] = true;
                return false;
            }
            var place = new DeadLetterRow.Place(in.int64(), in.string(), in.int32(), in.int64());
            var row = new DeadLetterRow(place, in.string(), in.string(), in.string(), in.bytes());
            bytes[0] += row.raw().length;
            return rows.add(row);
        });
        return new Store.Page<>(rows, more[0]);
    }

    Store.Page<DeadLetterPlace> places(Store.PlacesQuery asked) throws StoreUnavailable {
        var rows = new ArrayList<DeadLetterPlace>();
        long[] bytes = {0};
        boolean[] more = {false};
        Map<String, Object> parameters = parameters(asked.filter(), asked.after(), asked.limit());
        parameters.put("of_topic", asked.topic());
        query.run("dead_letter_places", parameters, asked.limit() + 1, in -> {
            var place = new DeadLetterRow.Place(in.int64(), in.string(), in.int32(), in.int64());
            var row = new DeadLetterPlace(place, in.int64());
            bytes[0] += row.bytes();
            if (rows.size() == asked.limit() || (bytes[0] > asked.bytes() && !rows.isEmpty())) {
                more[0] = true;
                return false;
            }
            return rows.add(row);
        });
        return new Store.Page<>(rows, more[0]);
    }

    private static Map<String, Object> parameters(Store.LetterFilter filter, DeadLetterRow.Place place, int limit) {
        var parameters = new TreeMap<String, Object>();
        parameters.put("tenant", filter.tenant());
        parameters.put("unowned", filter.unowned() ? 1 : 0);
        parameters.put("reason", filter.reason());
        parameters.put("series", filter.series());
        parameters.put("from", filter.fromMillis());
        parameters.put("to", filter.toMillis());
        parameters.put("received", place.receivedMillis());
        parameters.put("topic", place.topic());
        parameters.put("partition", place.partition());
        parameters.put("offset", place.offset());
        parameters.put("limit", limit + 1);
        return parameters;
    }

    SortedMap<String, SortedMap<String, Long>> ledger() throws StoreUnavailable {
        var topics = new TreeMap<String, SortedMap<String, Long>>();
        query.run("ledger", Map.of(), MAX_COUNTS, in -> {
            topics.computeIfAbsent(in.string(), topic -> new TreeMap<>()).put(in.string(), in.int64());
            return true;
        });
        return topics;
    }
}
