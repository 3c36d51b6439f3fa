package io.joulestream.core.history;

import io.joulestream.core.calendar.Period;
import io.joulestream.core.completeness.DayCompleteness;
import io.joulestream.core.fold.Evidence;
import io.joulestream.core.histogram.Distribution;
import io.joulestream.core.month.MonthRow;
import io.joulestream.core.rollup.WindowSums;
import org.jspecify.annotations.Nullable;

/** Takes what changed in a series. */
public interface RowOutput {

    /**
     * A window in its new state; empty sums mean that nothing touches it any more.
     *
     * @param sums valid during the call only
     */
    void window(Period period, long start, long end, WindowSums sums, long revision);

    /** A month of a counter in its new state, or that it has no row any more. */
    void month(MonthRow row, long revision);

    /**
     * The values of a day in their new state (SEMANTICS 26); without any there is no row.
     *
     * @param values valid during the call only
     */
    void distribution(long start, long end, Distribution values, long revision);

    /** The completeness of a day in its new state (SEMANTICS 27), null where there is no row any more. */
    void completeness(long start, long end, @Nullable DayCompleteness day, long revision);

    /** What decided the pair that ends with the reading at this time; null: nothing but the plain growth does any more. */
    void evidence(long tsMillis, @Nullable Evidence evidence, long revision);

    /** A meter event that went because its series was deleted. */
    void meterEventDeleted(long tsMillis, long revision);

    /** A reading that went because its series was deleted. */
    void readingDeleted(long tsMillis, long micros, long revision);
}
