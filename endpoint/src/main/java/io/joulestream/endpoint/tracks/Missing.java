package io.joulestream.endpoint.tracks;

import java.util.Locale;

/** What a file does not say of an activity. */
public enum Missing {
    /** No point has a time from 1990 on, so there is no {@code start} and no duration: somebody must tell the start. */
    NO_TIME,
    /**
     * More than a hundredth of the way has none: {@code start} and place are the earliest known, and there is no
     * duration.
     */
    PARTIAL_TIME,
    /**
     * No point has a position, so there is no {@code lat} and {@code lon}, and the distance is what the device says.
     */
    NO_POSITION,
    /** No track or route, but a single place: nothing is known of the way. */
    NO_TRACK,
    NO_DISTANCE,
    NO_ELEVATION,
    NO_HEART_RATE;

    /** Such as {@code no_time}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
