package io.joulestream.jobs.providers;

import java.io.Serializable;
import java.time.Duration;

/**
 * How fast a provider may be asked.
 *
 * @param burst requests at once after a rest
 * @param perDay requests in the long run; within any day no more than this and a burst
 */
public record Rate(int burst, int perDay) implements Serializable {
    private static final int MOST_BURST = 10_000;
    private static final long DAY_NANOS = Duration.ofDays(1).toNanos();

    public Rate {
        if (burst < 1 || burst > MOST_BURST || perDay < 1) {
            throw new IllegalArgumentException("a burst of " + burst + " requests and " + perDay
                    + " a day is not from 1 to " + MOST_BURST + " and from 1 on");
        }
    }

    /** From one request to the next. */
    long intervalNanos() {
        return DAY_NANOS / perDay;
    }
}
