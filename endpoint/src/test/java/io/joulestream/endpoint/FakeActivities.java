package io.joulestream.endpoint;

import io.joulestream.core.activity.ActivityKey;
import io.joulestream.endpoint.store.Activities;
import io.joulestream.endpoint.store.ActivityRow;
import io.joulestream.endpoint.store.ActivitySummaryRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Activities of one tenant in memory. */
final class FakeActivities implements Activities {
    private static final Comparator<ActivityRow> ORDER = Comparator.comparingLong(ActivityRow::startMillis)
            .thenComparing(ActivityRow::source)
            .thenComparing(ActivityRow::id)
            .reversed();

    final List<ActivityRow> rows = new ArrayList<>();

    final List<ActivitySummaryRow> sums = new ArrayList<>();

    @Nullable
    Query asked;

    @Nullable
    SummaryQuery askedSums;

    @Override
    public List<ActivitySummaryRow> summary(SummaryQuery query, int limit) {
        askedSums = query;
        return sums.stream().limit(limit).toList();
    }

    @Override
    public Optional<ActivityRow> find(ActivityKey key) {
        return rows.stream()
                .filter(row -> row.source().equals(key.source()) && row.id().equals(key.id()))
                .findFirst();
    }

    @Override
    public List<ActivityRow> latest(Query query, int limit) {
        asked = query;
        Place before = query.before();
        return rows.stream()
                .sorted(ORDER)
                .filter(row -> row.startMillis() < before.startMillis()
                        || (row.startMillis() == before.startMillis()
                                && row.source().equals(before.source())
                                && row.id().compareTo(before.id()) < 0))
                .limit(limit)
                .toList();
    }
}
