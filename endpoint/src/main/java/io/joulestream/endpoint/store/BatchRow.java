package io.joulestream.endpoint.store;

import org.jspecify.annotations.Nullable;

/**
 * An import as table {@code batch} has it.
 *
 * @param run grows where a refused, failed or undone batch is sent again
 * @param waitsFor what holds it up at the moment; empty: nothing
 * @param token where its readings end in the log; empty: not there yet
 */
public record BatchRow(
        String tenant,
        String batch,
        int run,
        String phase,
        String waitsFor,
        Origin origin,
        Counts counts,
        Times times,
        String token,
        Trouble trouble,
        long revision) {

    /** Where it came from: {@code options} a line each, {@code sha256} and {@code bytes} as sent. */
    public record Origin(String series, String file, String options, String sha256, long bytes) {}

    /** Of rows: total, done. Of readings: accepted, duplicate, replaced, empty, undone. Of either: rejected. */
    public record Counts(
            long rowsTotal,
            long rowsDone,
            long accepted,
            long duplicate,
            long replaced,
            long empty,
            long rejected,
            long undone) {
        public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** @param startedMillis null: no row was sent yet */
    public record Times(
            long createdMillis,
            @Nullable Long startedMillis,
            @Nullable Long finishedMillis) {}

    /** Why the file as a whole is refused or failed; {@code reason} is empty where it is not. */
    public record Trouble(long row, String reason, String detail) {
        public static final Trouble NONE = new Trouble(0, "", "");
    }
}
