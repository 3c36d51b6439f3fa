package io.joulestream.endpoint.imports;

import io.joulestream.endpoint.store.BatchRow;
import io.joulestream.endpoint.store.BatchRow.Counts;
import io.joulestream.endpoint.store.BatchRow.Trouble;
import io.joulestream.endpoint.store.BatchStore.Run;
import io.joulestream.endpoint.tabular.Refusal;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A batch that is under way; the row is replaced whole, so that others may read it at any time. */
final class Batch {
    private volatile BatchRow row;
    private volatile boolean cancelled;

    Batch(BatchRow row) {
        this.row = row;
    }

    static BatchRow created(Run run, BatchRow.Origin origin, long nowMillis) {
        return new BatchRow(
                run.tenant(),
                run.batch(),
                run.run(),
                Phase.QUEUED.text(),
                "",
                origin,
                Counts.NONE,
                new BatchRow.Times(nowMillis, null, null),
                "",
                Trouble.NONE,
                nowMillis);
    }

    BatchRow row() {
        return row;
    }

    Run run() {
        return new Run(row.tenant(), row.batch(), row.run());
    }

    Phase phase() {
        return Phase.of(row.phase());
    }

    /** Whether it is to end, since it will be undone. */
    boolean cancelled() {
        return cancelled;
    }

    void cancel() {
        cancelled = true;
    }

    void revived() {
        cancelled = false;
    }

    void phase(Phase phase) {
        BatchRow old = row;
        long now = System.currentTimeMillis();
        Long started = phase == Phase.SENDING && old.times().startedMillis() == null
                ? Long.valueOf(now)
                : old.times().startedMillis();
        var times = new BatchRow.Times(old.times().createdMillis(), started, phase.ended() ? Long.valueOf(now) : null);
        set(phase.text(), "", old.counts(), times, old.token(), old.trouble());
    }

    void waitsFor(String what) {
        BatchRow old = row;
        set(old.phase(), what, old.counts(), old.times(), old.token(), old.trouble());
    }

    void counts(UnaryOperator<Counts> change) {
        BatchRow old = row;
        set(old.phase(), old.waitsFor(), change.apply(old.counts()), old.times(), old.token(), old.trouble());
    }

    void token(String token) {
        BatchRow old = row;
        set(old.phase(), old.waitsFor(), old.counts(), old.times(), token, old.trouble());
    }

    void trouble(@Nullable Refusal why) {
        BatchRow old = row;
        Trouble trouble = why == null ? Trouble.NONE : new Trouble(why.row(), why.reason(), why.detail());
        set(old.phase(), old.waitsFor(), old.counts(), old.times(), old.token(), trouble);
    }

    /** The process's log says why. */
    void failed() {
        phase(Phase.FAILED);
        BatchRow old = row;
        var trouble = new Trouble(0, "internal_error", "the endpoint's log says more");
        set(old.phase(), "", old.counts(), old.times(), old.token(), trouble);
    }

    private void set(
            String phase, String waitsFor, Counts counts, BatchRow.Times times, String token, Trouble trouble) {
        BatchRow old = row;
        long revision = Math.max(old.revision() + 1, System.currentTimeMillis());
        row = new BatchRow(
                old.tenant(),
                old.batch(),
                old.run(),
                phase,
                waitsFor,
                old.origin(),
                counts,
                times,
                token,
                trouble,
                revision);
    }
}
