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
    private static final long DAY_NANOS = Duration.ofDays(1).toNanos();

    public Rate {
        if (burst < 1 || perDay < 1) {
            throw new IllegalArgumentException("a burst of " + burst + " and " + perDay + " requests a day");
        }
    }

    /** From one request to the next. */
    long intervalNanos() {
        return DAY_NANOS / perDay;
    }
}
