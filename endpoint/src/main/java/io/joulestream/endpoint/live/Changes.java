package io.joulestream.endpoint.live;

import io.joulestream.endpoint.json.JsonOut;
import io.joulestream.endpoint.store.Change;
import io.joulestream.endpoint.store.PointColumns;
import io.joulestream.endpoint.store.ReadingRow;
import io.joulestream.endpoint.store.RollupRow;
import io.joulestream.endpoint.store.Store;
import io.joulestream.endpoint.store.StoreUnavailable;
import io.joulestream.endpoint.store.Watched;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The changes of what is watched, as events. */
final class Changes {
    /** More than these are not told one by one: reading everything anew is cheaper. */
    private static final int MAX = 5_000;

    private final Watched watched;
    private final Store store;

    Changes(Watched watched, Store store) {
        this.watched = watched;
        this.store = store;
    }

    private interface Columns<T> {
        void write(JsonOut out, List<T> rows) throws IOException;
    }

    /**
     * An event per series with changes beyond the mark, which then knows them; or one that says to read everything anew.
     *
     * @param resume the events' place to resume from; null: where the mark then is
     */
    List<LiveEvent> since(Watermark mark, @Nullable Map<String, Long> resume) throws StoreUnavailable {
        return watched.raw()
                ? events(
                        store.changedReadings(watched, mark.since(), MAX + 1),
                        mark,
                        resume,
                        ReadingRow::tsMillis,
                        ReadingRow::revision,
                        PointColumns::readings)
                : events(
                        store.changedRollups(watched, mark.since(), MAX + 1),
                        mark,
                        resume,
                        RollupRow::startMillis,
                        RollupRow::revision,
                        PointColumns::windows);
    }

    private <T> List<LiveEvent> events(
            List<Change<T>> changes,
            Watermark mark,
            @Nullable Map<String, Long> resume,
            ToLongFunction<T> time,
            ToLongFunction<T> revision,
            Columns<T> columns) {
        if (changes.size() > MAX) {
            return List.of(LiveEvent.RELOAD);
        }
        var bySeries = new TreeMap<String, List<Change<T>>>();
        for (Change<T> change : changes) {
            if (mark.see(change.series(), time.applyAsLong(change.row()), revision.applyAsLong(change.row()))) {
                bySeries.computeIfAbsent(change.series(), series -> new ArrayList<>())
                        .add(change);
            }
        }
        mark.advance();
        String id = Watermark.text(watched.series(), resume == null ? mark.since() : resume);
        var events = new ArrayList<LiveEvent>();
        bySeries.forEach((series, changed) -> events.add(LiveEvent.of("rows", id, out -> {
            out.text("series", series);
            out.text("period", watched.period());
            columns.write(out, changed.stream().map(Change::row).toList());
            out.bools("deleted", changed, Change::deleted);
        })));
        return events;
    }
}
