package io.joulestream.local.demo;

import java.time.Duration;
import java.time.Instant;

/**
 * How the simulated clock runs: faster than the real one until it has caught up, then with it.
 *
 * <p>At speed 1 the simulated past ends now, so that everything is as recent as it should be from the first look on. A
 * reading cannot be of the future, so a faster clock has nothing to hurry towards unless the past ends earlier. It ends so
 * much earlier that catching up takes about half an hour, at most a week; until then the series are behind, and are shown
 * as that.
 *
 * @param started the real time at which the simulated clock starts
 * @param speed simulated seconds a real second, at least 1
 */
public record LiveClock(Instant started, double speed) {

    private static final Duration CATCHING_UP = Duration.ofMinutes(30);
    private static final Duration LONGEST_LEAD = Duration.ofDays(7);

    public LiveClock {
        if (!(speed >= 1)) {
            throw new IllegalArgumentException("speed is " + speed + ", and allowed are 1 and more");
        }
    }

    /** Where the simulated past ends and the simulated clock starts. */
    public Instant historyEnd() {
        var lead = (speed - 1) * CATCHING_UP.toMillis();
        return started.minusMillis((long) Math.min(lead, (double) LONGEST_LEAD.toMillis()));
    }

    /** The simulated time at a real one; never after it. */
    public Instant at(Instant real) {
        var passed = Duration.between(started, real).toMillis() * speed;
        var end = historyEnd();
        return passed >= (double) Duration.between(end, real).toMillis() ? real : end.plusMillis((long) passed);
    }
}
