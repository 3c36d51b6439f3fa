package io.joulestream.jobs.activities;

import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The wall clock of an attempt: it goes when it is told to. */
final class SteppedClock extends Clock implements Serializable {
    private static final long serialVersionUID = 1;

    private long millis;

    SteppedClock(long millis) {
        this.millis = millis;
    }

    void forward(long by) {
        millis += by;
    }

    @Override
    public long millis() {
        return millis;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
