package io.joulestream.endpoint.store;

import io.joulestream.core.activity.ActivityKey;
import io.joulestream.core.activity.SummaryPeriod;
import java.util.List;
import java.util.Optional;

/** What is stored of activities. */
public interface Activities {

    Optional<ActivityRow> find(ActivityKey key) throws StoreUnavailable;

    /** Those that are asked for, the latest first, of the same start by source and id descending; at most {@code limit}. */
    List<ActivityRow> latest(Query query, int limit) throws StoreUnavailable;

    /** The sums over periods, by start and type; at most {@code limit}. */
    List<ActivitySummaryRow> summary(SummaryQuery query, int limit) throws StoreUnavailable;

    /**
     * @param type or empty for all
     * @param fromDay periods that start at or after this local day, in days since 1970-01-01, and before {@code toDay}
     */
    record SummaryQuery(String tenant, SummaryPeriod period, String type, int fromDay, int toDay) {}

    /**
     * @param fromMillis started at or after it, and before {@code toMillis}
     * @param type or empty for all
     * @param before only those that come after this place in the answer's order
     */
    record Query(String tenant, long fromMillis, long toMillis, String type, Place before) {
        /** No activity starts before. */
        public static final long FIRST_MILLIS = 0;

        /** None starts then or later; as far as the store's times go. */
        public static final long LAST_MILLIS = 9_000_000_000_000L;
    }

    /** Where an activity is in the order of the answers. */
    record Place(long startMillis, String source, String id) {
        /** Before all of them. */
        public static final Place START = new Place(Query.LAST_MILLIS, "", "");
    }
}
