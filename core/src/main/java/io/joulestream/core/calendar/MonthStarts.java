package io.joulestream.core.calendar;

import java.util.function.IntToLongFunction;

/** Where the months of 1970 to 2149 start, of one zone: series ask for a few of them with every row of a month. */
final class MonthStarts {
    private static final int FIRST = 1970 * 12;
    private static final int COUNT = 180 * 12;

    /** A twelfth of 365.2425 days: by this reckoning a month is the right one or a neighbour of it. */
    private static final long MEAN_MILLIS = 2_629_746_000L;

    private final long[] starts = new long[COUNT + 1];

    /** @param startOfMonth by the month's number */
    MonthStarts(IntToLongFunction startOfMonth) {
        for (int i = 0; i <= COUNT; i++) {
            starts[i] = startOfMonth.applyAsLong(FIRST + i);
        }
    }

    boolean has(int epochMonth) {
        return epochMonth >= FIRST && epochMonth <= FIRST + COUNT;
    }

    boolean holds(long instantMillis) {
        return instantMillis >= starts[0] && instantMillis < starts[COUNT];
    }

    long start(int epochMonth) {
        return starts[epochMonth - FIRST];
    }

    /** The month that the instant is in. */
    int of(long instantMillis) {
        int month = (int) Math.min(Math.max(0, instantMillis / MEAN_MILLIS), COUNT - 1);
        while (instantMillis < starts[month]) {
            month--;
        }
        while (instantMillis >= starts[month + 1]) {
            month++;
        }
        return FIRST + month;
    }
}
