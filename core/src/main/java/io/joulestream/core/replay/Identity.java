package io.joulestream.core.replay;

import io.joulestream.core.series.SeriesEvent;

/**
 * What an event of a series is about: of two with one identity the later one says how it is.
 *
 * @param tsMillis of a reading and a meter event; otherwise 0
 */
public record Identity(Subject subject, long tsMillis) {

    /** What kind of thing. */
    public enum Subject {
        READING,
        METER_EVENT,
        DEFINITION,
        /** All of the series. */
        SERIES
    }

    public static Identity of(SeriesEvent event) {
        return switch (event.op()) {
            case READING, DELETE -> new Identity(Subject.READING, event.tsMillis());
            case METER, METER_DELETE -> new Identity(Subject.METER_EVENT, event.tsMillis());
            case SERIES -> new Identity(Subject.DEFINITION, 0);
            case SERIES_DELETE -> new Identity(Subject.SERIES, 0);
        };
    }

    public boolean isWholeSeries() {
        return subject == Subject.SERIES;
    }

    /** Whether a later event of the same series has the last word: one of the same identity, or any where one is of all. */
    public boolean isOvertakenBy(Identity later) {
        return isWholeSeries() || later.isWholeSeries() || equals(later);
    }
}
