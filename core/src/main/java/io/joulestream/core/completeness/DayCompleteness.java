package io.joulestream.core.completeness;

/**
 * One local day of a series with an {@code expectedInterval} (SEMANTICS 27).
 *
 * @param lengthMillis of the day; of the running day, what has passed of it up to the last reading
 * @param expected how many readings fit into that
 * @param actual how many there are, each time once
 * @param longestGapMillis the longest stretch without a reading, from the day's start and to its end too
 * @param measuredMillis how much of it is known by measurement
 */
public record DayCompleteness(
        long lengthMillis, long expected, long actual, long longestGapMillis, long measuredMillis) {

    /** @param expectedIntervalMillis above zero */
    public static DayCompleteness of(
            long lengthMillis, long expectedIntervalMillis, long actual, long longestGapMillis, long measuredMillis) {
        return new DayCompleteness(
                lengthMillis, lengthMillis / expectedIntervalMillis, actual, longestGapMillis, measuredMillis);
    }

    /** A whole day without readings, of which nothing is known. */
    public static DayCompleteness ofNothing(long lengthMillis, long expectedIntervalMillis) {
        return of(lengthMillis, expectedIntervalMillis, 0, lengthMillis, 0);
    }

    public long missing() {
        return Math.max(0, expected - actual);
    }

    /** From 0 to 1; 1 where nothing is expected. */
    public double score() {
        return expected == 0 ? 1 : Math.min(1, (double) actual / expected);
    }

    /** From 0 to 1; of a day of which nothing has passed yet, 0. */
    public double measuredShare() {
        return lengthMillis == 0 ? 0 : (double) measuredMillis / lengthMillis;
    }
}
