package io.joulestream.endpoint;

import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.store.Days;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Days in memory. */
final class FakeDays implements Days {
    final List<ValueBucket> values = new ArrayList<>();
    final List<KnownDay> completeness = new ArrayList<>();

    final List<DegreeDay> degreeDays = new ArrayList<>();

    @Nullable
    Liveness liveness;

    @Nullable
    DegreeDayQuery degreeDaysAsked;

    /** The range that was asked for last. */
    final List<Long> asked = new ArrayList<>();

    @Override
    public List<ValueBucket> values(SeriesKey key, long fromMillis, long toMillis) {
        remember(fromMillis, toMillis);
        return values;
    }

    @Override
    public List<KnownDay> completeness(SeriesKey key, long fromMillis, long toMillis, int limit) {
        remember(fromMillis, toMillis);
        return completeness.stream()
                .filter(known ->
                        known.day().startMillis() < toMillis && known.day().endMillis() > fromMillis)
                .toList();
    }

    @Override
    public List<DegreeDay> degreeDays(DegreeDayQuery query, int limit) {
        degreeDaysAsked = query;
        return degreeDays;
    }

    private void remember(long fromMillis, long toMillis) {
        asked.clear();
        asked.add(fromMillis);
        asked.add(toMillis);
    }

    @Override
    public Optional<Liveness> liveness(SeriesKey key) {
        return Optional.ofNullable(liveness);
    }
}
