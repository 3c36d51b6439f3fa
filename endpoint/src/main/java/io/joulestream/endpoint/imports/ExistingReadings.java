package io.joulestream.endpoint.imports;

import io.joulestream.endpoint.imports.RowJudge.Reading;
import io.joulestream.endpoint.store.BatchStore;
import io.joulestream.endpoint.store.BatchStore.Existing;
import io.joulestream.endpoint.store.BatchStore.Run;
import io.joulestream.endpoint.store.StoreUnavailable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What is in the store at the times of some readings. Few readings far apart never load what lies between them. */
final class ExistingReadings {
    private static final int MOST_ROWS = 60_000;

    private final BatchStore batches;
    private final Run run;

    /** Where a reading is. */
    record Place(String series, long ts) {}

    ExistingReadings(BatchStore batches, Run run) {
        this.batches = batches;
        this.run = run;
    }

    Map<Place, Existing> of(List<Reading> readings) throws StoreUnavailable {
        var places = new TreeSet<Place>(Comparator.comparing(Place::series).thenComparingLong(Place::ts));
        for (Reading reading : readings) {
            places.add(new Place(reading.target().key.series(), reading.ts()));
        }
        var found = new HashMap<Place, Existing>();
        var byTime = new ArrayList<>(places);
        byTime.sort(Comparator.comparingLong(Place::ts));
        find(byTime, found);
        return found;
    }

    /** @param places by time */
    private void find(List<Place> places, Map<Place, Existing> found) throws StoreUnavailable {
        if (places.isEmpty()) {
            return;
        }
        List<String> series = places.stream().map(Place::series).distinct().toList();
        long from = places.get(0).ts();
        long to = places.get(places.size() - 1).ts();
        List<Existing> rows = batches.existing(run, series, from, to, MOST_ROWS);
        if (rows.size() < MOST_ROWS || from == to) {
            var wanted = new java.util.HashSet<>(places);
            for (Existing row : rows) {
                var place = new Place(row.series(), row.tsMillis());
                if (wanted.contains(place)) {
                    found.put(place, row);
                }
            }
            return;
        }
        // Halves of the places, not of the time: one place alone has one row for each series.
        int half = places.size() / 2;
        find(places.subList(0, half), found);
        find(places.subList(half, places.size()), found);
    }
}
