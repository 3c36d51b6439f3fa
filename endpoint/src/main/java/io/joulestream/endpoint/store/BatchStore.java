package io.joulestream.endpoint.store;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The tables of imports, and what an import must know of readings. Safe for many threads. */
public interface BatchStore extends AutoCloseable {

    Optional<BatchRow> batch(String tenant, String batch) throws StoreUnavailable;

    /** The latest created first, those before an instant. */
    List<BatchRow> batches(String tenant, long beforeMillis, int limit) throws StoreUnavailable;

    List<Rejected> rejections(Run run, int offset, int limit) throws StoreUnavailable;

    List<Touched> touched(Run run) throws StoreUnavailable;

    /** Readings of these series within {@code [from, to]}, in no order; at most the limit. */
    List<Existing> existing(Run run, List<String> series, long fromMillis, long toMillis, int limit)
            throws StoreUnavailable;

    /** Readings that are still those of the batch, by time, after an instant; at most the limit. */
    List<Owned> owned(Run run, String series, long afterMillis, long lastMillis, int limit) throws StoreUnavailable;

    /** What the run replaced in a series, by time, after an instant; at most the limit. */
    List<Replaced> replaced(Run run, String series, long afterMillis, long lastMillis, int limit)
            throws StoreUnavailable;

    void put(BatchRow row) throws StoreUnavailable;

    void putRejected(Run run, List<Rejected> rejected) throws StoreUnavailable;

    void putTouched(Run run, List<Touched> touched) throws StoreUnavailable;

    /** What the run replaces; of several for one reading the first one put stays. */
    void putReplaced(Run run, List<Replaced> replaced) throws StoreUnavailable;

    @Override
    void close();

    record Run(String tenant, String batch, int run) {}

    /** @param number order within the batch */
    record Rejected(long row, String column, int number, String reason, String detail, String raw) {}

    record Touched(String series, long firstMillis, long lastMillis, long readings) {}

    /** A value with what was sent along with it. */
    record Sent(BigDecimal value, String note, String source, String batch) {}

    /** @param replacedByRun whether this very run wrote it over another */
    record Existing(String series, long tsMillis, Sent sent, boolean replacedByRun) {}

    record Replaced(String series, long tsMillis, Sent before) {}

    /** @param before what the import replaced; empty: nothing was there */
    record Owned(long tsMillis, BigDecimal value, Optional<Sent> before) {}
}
