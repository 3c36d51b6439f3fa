package io.joulestream.jobs.readings;

import io.joulestream.core.block.Retention;
import io.joulestream.core.history.SeriesHistory;
import io.joulestream.core.series.SeriesKey;

/** One series as loaded; it may stay in the cache. */
final class CachedSeries {
    final String key;
    final SeriesKey name;
    final SeriesHistory history;
    /** Whether it is in the cache, and with how many bytes. */
    boolean kept;

    long estimatedBytes;

    /** Whether the head differs from the one in state. */
    boolean dirty;

    /** When windows were written last, in processing time. */
    long emittedMillis;

    /** Not before the turn that {@link Archiving} has set a timer for, as far as is known. */
    long departureMillis = Retention.NEVER;

    CachedSeries(String key, SeriesKey name, SeriesHistory history) {
        this.key = key;
        this.name = name;
        this.history = history;
    }
}
