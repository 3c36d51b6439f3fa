package io.joulestream.core.history;

import io.joulestream.core.histogram.Distribution;
import org.jspecify.annotations.Nullable;

/** What {@link DayDetails} keeps of a day in the table, as far as it is known without reading the day anew. */
final class DayDetail {
    /** Not known: to be read when it is needed. */
    static final long UNKNOWN = -1;

    /** The values, null where they are not known. */
    @Nullable
    Distribution values;

    /** What the current event changes of the values. */
    final Distribution difference = new Distribution();

    /** The longest stretch without a reading from the day's start to its last reading, or {@link #UNKNOWN}. */
    long longestGapMillis = UNKNOWN;

    /** Whether an event changed the row of table {@code distribution} since it was last written. */
    boolean valuesChanged;

    /** The same of {@code completeness}. */
    boolean completenessChanged;
}
