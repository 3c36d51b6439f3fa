package io.joulestream.core.history;

import io.joulestream.core.calendar.Period;
import io.joulestream.core.month.MonthRow;
import io.joulestream.core.rollup.WindowSums;

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

    /** A reading that went because its series was deleted. */
    void readingDeleted(long tsMillis, long micros, long revision);
}
