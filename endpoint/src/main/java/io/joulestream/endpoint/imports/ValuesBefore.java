package io.joulestream.endpoint.imports;

import io.joulestream.endpoint.store.BatchRow;
import io.joulestream.endpoint.store.BatchStore;
import io.joulestream.endpoint.store.BatchStore.Owned;
import io.joulestream.endpoint.store.BatchStore.Replaced;
import io.joulestream.endpoint.store.BatchStore.Run;
import io.joulestream.endpoint.store.BatchStore.Sent;
import io.joulestream.endpoint.store.StoreUnavailable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an undo gives back. A value that came with an import which has been undone itself stays gone: instead comes what
 * that import had replaced, and so on.
 */
final class ValuesBefore {
    private static final int PAGE = 10_000;

    private final BatchStore batches;
    private final Run undoing;
    /** By batch, those that were undone. */
    private final Map<String, Optional<Run>> undone = new HashMap<>();

    ValuesBefore(BatchStore batches, Run undoing) {
        this.batches = batches;
        this.undoing = undoing;
        undone.put(undoing.batch(), Optional.of(undoing));
    }

    /** @param page of one series, by time */
    List<Owned> of(String series, List<Owned> page) throws StoreUnavailable {
        var replaced = new HashMap<Run, Map<Long, Sent>>();
        long after = page.get(0).tsMillis() - 1;
        long last = page.get(page.size() - 1).tsMillis();
        var resolved = new ArrayList<Owned>(page.size());
        for (Owned owned : page) {
            Optional<Sent> before = owned.before();
            var seen = new HashSet<Run>();
            while (before.isPresent()) {
                Optional<Run> run = undone(before.get().batch());
                if (run.isEmpty()) {
                    break;
                }
                Map<Long, Sent> earlier = replaced.get(run.get());
                if (earlier == null) {
                    earlier = replaced(run.get(), series, after, last);
                    replaced.put(run.get(), earlier);
                }
                // Two imports that were sent again may each have replaced the other: neither value is left.
                boolean first = seen.add(run.get());
                before = first ? Optional.ofNullable(earlier.get(owned.tsMillis())) : Optional.empty();
            }
            resolved.add(new Owned(owned.tsMillis(), owned.value(), before));
        }
        return resolved;
    }

    private Optional<Run> undone(String batch) throws StoreUnavailable {
        if (batch.isEmpty()) {
            return Optional.empty();
        }
        Optional<Run> known = undone.get(batch);
        if (known == null) {
            known = batches.batch(undoing.tenant(), batch)
                    .filter(row -> Phase.of(row.phase()) == Phase.UNDONE)
                    .map(ValuesBefore::run);
            undone.put(batch, known);
        }
        return known;
    }

    private static Run run(BatchRow row) {
        return new Run(row.tenant(), row.batch(), row.run());
    }

    private Map<Long, Sent> replaced(Run run, String series, long after, long last) throws StoreUnavailable {
        var found = new HashMap<Long, Sent>();
        long from = after;
        List<Replaced> rows;
        do {
            rows = batches.replaced(run, series, from, last, PAGE);
            for (Replaced row : rows) {
                found.put(row.tsMillis(), row.before());
                from = row.tsMillis();
            }
        } while (rows.size() == PAGE);
        return found;
    }
}
