package io.joulestream.endpoint.imports;

import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.imports.ImportRun.Reporter;
import io.joulestream.endpoint.log.EventLog;
import io.joulestream.endpoint.log.Token;
import io.joulestream.endpoint.store.BatchRow.Counts;
import io.joulestream.endpoint.store.BatchStore.Owned;
import io.joulestream.endpoint.store.BatchStore.Sent;
import io.joulestream.endpoint.store.BatchStore.Touched;
import io.joulestream.endpoint.store.Store;
import io.joulestream.endpoint.tabular.Refusal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Takes a batch back: each reading that is still the batch's gets the value, note, source and batch that it had before, or
 * is deleted where there was none ({@link ValuesBefore}). Readings that were changed since stay. May be repeated after a crash.
 */
final class UndoRun {
    private static final int PAGE = 10_000;

    private final Batch batch;
    private final Ports ports;
    private final Patience patience;
    private final Reporter reporter;
    private final ValuesBefore before;
    private final TreeMap<Integer, Long> ends = new TreeMap<>();

    UndoRun(Batch batch, Ports ports, Patience patience, Reporter reporter) {
        this.batch = batch;
        this.ports = ports;
        this.patience = patience;
        this.reporter = reporter;
        this.before = new ValuesBefore(ports.batches(), batch.run());
    }

    void run() throws IOException, InterruptedException, Patience.Cancelled, Refusal {
        patience.awaitLogEnd();
        List<Touched> touched = patience.until(() -> ports.batches().touched(batch.run()));
        for (Touched series : touched) {
            undo(series);
        }
        batch.token(new Token(ports.topic(), ends).text());
        batch.phase(Phase.UNDONE);
    }

    private void undo(Touched series) throws IOException, InterruptedException, Patience.Cancelled, Refusal {
        var key = new SeriesKey(batch.row().tenant(), series.series());
        Optional<Store.Defined> defined = patience.until(() -> ports.store().definition(key));
        if (defined.isEmpty()) {
            return; // Deleted since, with all its readings.
        }
        String unit = defined.get().definition().unit().dimension().canonicalUnit();
        long after = series.firstMillis() - 1;
        List<Owned> page;
        do {
            long from = after;
            page = patience.until(
                    () -> ports.batches().owned(batch.run(), series.series(), from, series.lastMillis(), PAGE));
            if (!page.isEmpty()) {
                List<Owned> found = page;
                List<Owned> owned = patience.until(() -> before.of(series.series(), found));
                Token token = patience.until(() -> send(key, unit, owned));
                token.offsets().forEach((partition, offset) -> ends.merge(partition, offset, Math::max));
                after = page.get(page.size() - 1).tsMillis();
                int count = page.size();
                batch.counts(counts -> undone(counts, count));
                reporter.position(batch);
                reporter.progress(batch);
            }
        } while (page.size() == PAGE);
    }

    private Token send(SeriesKey key, String unit, List<Owned> page)
            throws io.joulestream.endpoint.log.LogUnavailable, InterruptedException {
        EventLog.Append append = ports.log().begin();
        for (Owned owned : page) {
            Optional<Sent> before = owned.before();
            // The same value again would be a duplicate, which leaves note and batch as they are.
            boolean duplicate = before.isPresent()
                    && before.get().note().isEmpty()
                    && before.get().value().compareTo(owned.value()) == 0;
            if (before.isEmpty() || duplicate) {
                append.add(key.toString(), Events.delete(owned.tsMillis()));
            }
            if (before.isPresent()) {
                append.add(key.toString(), Events.reading(unit, owned.tsMillis(), before.get()));
            }
        }
        return append.acknowledged();
    }

    private static Counts undone(Counts counts, int more) {
        return new Counts(
                counts.rowsTotal(),
                counts.rowsDone(),
                counts.accepted(),
                counts.duplicate(),
                counts.replaced(),
                counts.empty(),
                counts.rejected(),
                counts.undone() + more);
    }
}
