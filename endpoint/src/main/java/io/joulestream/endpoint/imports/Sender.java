package io.joulestream.endpoint.imports;

import io.joulestream.core.input.Timestamps;
import io.joulestream.endpoint.imports.ExistingReadings.Place;
import io.joulestream.endpoint.imports.RowJudge.Reading;
import io.joulestream.endpoint.log.EventLog;
import io.joulestream.endpoint.log.LogUnavailable;
import io.joulestream.endpoint.log.Token;
import io.joulestream.endpoint.store.BatchRow.Counts;
import io.joulestream.endpoint.store.BatchStore.Existing;
import io.joulestream.endpoint.store.BatchStore.Replaced;
import io.joulestream.endpoint.store.BatchStore.Run;
import io.joulestream.endpoint.store.BatchStore.Sent;
import io.joulestream.endpoint.store.BatchStore.Touched;
import io.joulestream.endpoint.store.StoreUnavailable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Sends readings chunk by chunk. Before a chunk goes into the log, what it replaces and which series it touches is in the
 * store, so that it can be undone whatever happens; a chunk that was sent already, by a process that has crashed, may be
 * sent again.
 */
final class Sender {
    static final int CHUNK = 25_000;

    private static final long EARLIEST = Timestamps.EARLIEST_MILLIS;
    /** 2100: beyond what any reading can have. */
    private static final long LATEST = 4_102_444_800_000L;

    private final Ports ports;
    private final Run run;
    private final ExistingReadings existing;
    private final Set<Target> defined = new LinkedHashSet<>();
    private final Set<Target> touched = new LinkedHashSet<>();
    private final TreeMap<Integer, Long> ends = new TreeMap<>();

    Sender(Ports ports, Run run) {
        this.ports = ports;
        this.run = run;
        this.existing = new ExistingReadings(ports.batches(), run);
    }

    /** What a chunk comes to. */
    record Verdicts(long accepted, long duplicate, long replaced) {
        Counts addTo(Counts counts) {
            return new Counts(
                    counts.rowsTotal(),
                    counts.rowsDone(),
                    counts.accepted() + accepted,
                    counts.duplicate() + duplicate,
                    counts.replaced() + replaced,
                    counts.empty(),
                    counts.rejected(),
                    counts.undone());
        }
    }

    /** Every reading is acknowledged when this returns. May be called again with the same chunk. */
    Verdicts send(List<Reading> chunk) throws StoreUnavailable, LogUnavailable, InterruptedException {
        Map<Place, Existing> there = existing.of(chunk);
        var going = new ArrayList<Reading>(chunk.size());
        var replaced = new ArrayList<Replaced>();
        long accepted = 0;
        long duplicate = 0;
        for (Reading reading : chunk) {
            var place = new Place(reading.target().key.series(), reading.ts());
            Existing met = there.get(place);
            boolean own = met != null && met.sent().batch().equals(run.batch());
            boolean same = met != null && isSame(met.sent(), reading);
            boolean over = met != null && (own ? met.replacedByRun() : !same);
            if (met != null && over) {
                if (!own) {
                    replaced.add(new Replaced(place.series(), place.ts(), met.sent()));
                }
            } else if (met == null || own) {
                accepted++;
            } else {
                duplicate++;
            }
            // An earlier row may have written the time, and the store may not show it yet: then it is sent, which is
            // harmless.
            if (!same || !reading.first()) {
                going.add(reading);
                var sent = new Sent(
                        BigDecimal.valueOf(reading.micros(), 6), reading.note(), reading.source(), run.batch());
                there.put(place, new Existing(place.series(), place.ts(), sent, over));
            }
        }
        if (!going.isEmpty()) {
            prepare(going, replaced);
            append(going);
        }
        return new Verdicts(accepted, duplicate, chunk.size() - accepted - duplicate);
    }

    private static boolean isSame(Sent there, Reading reading) {
        return there.value().unscaledValue().longValue() == reading.micros()
                && (reading.note().isEmpty() || reading.note().equals(there.note()));
    }

    private void prepare(List<Reading> going, List<Replaced> replaced) throws StoreUnavailable {
        if (!replaced.isEmpty()) {
            ports.batches().putReplaced(run, replaced);
        }
        var now = new LinkedHashSet<Target>();
        going.forEach(reading -> now.add(reading.target()));
        now.removeAll(touched);
        if (!now.isEmpty()) {
            // Until the end is known an undo looks everywhere.
            ports.batches()
                    .putTouched(
                            run,
                            now.stream()
                                    .map(target -> new Touched(target.key.series(), EARLIEST, LATEST, 0))
                                    .toList());
            touched.addAll(now);
        }
    }

    /** Says from when to when the readings of each series are, once all are sent. */
    void finish() throws StoreUnavailable {
        List<Touched> rows = touched.stream()
                .map(target -> new Touched(target.key.series(), target.firstTs(), target.lastTs(), target.readings()))
                .toList();
        if (!rows.isEmpty()) {
            ports.batches().putTouched(run, rows);
        }
    }

    private void append(List<Reading> going) throws LogUnavailable, InterruptedException {
        EventLog.Append append = ports.log().begin();
        var defining = new ArrayList<Target>();
        for (Reading reading : going) {
            Target target = reading.target();
            if (target.defines && !defined.contains(target) && !defining.contains(target)) {
                append.add(target.key.toString(), Events.definition(target.definition));
                defining.add(target);
            }
            append.add(
                    target.key.toString(),
                    Events.reading(
                            target.definition,
                            reading.ts(),
                            reading.micros(),
                            reading.note(),
                            reading.source(),
                            run.batch()));
        }
        append.acknowledged().offsets().forEach((partition, offset) -> ends.merge(partition, offset, Math::max));
        defined.addAll(defining);
    }

    /** Where everything sent so far ends. */
    Token token() {
        return new Token(ports.topic(), ends);
    }
}
