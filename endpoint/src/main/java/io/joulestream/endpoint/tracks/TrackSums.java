package io.joulestream.endpoint.tracks;

import io.joulestream.endpoint.tracks.TrackPoint.Place;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What the points of a track add up to, in the order of the file. Nothing is counted across a {@link #pause}.
 *
 * <ul>
 *   <li>start: the earliest time; place: where the earliest point with a place was
 *   <li>distance: the great circles between one place and the next, without heights; without places, the device's
 *   <li>elapsed: from the earliest to the latest time, pauses included
 *   <li>moving: the time between two points of at least 1 km/h from the one to the other, along all places between
 *   <li>elevation: {@link Climb}; heart rate: the mean of the points that have one
 * </ul>
 */
final class TrackSums {
    private static final double SLOWEST_METRES_A_SECOND = 1 / 3.6;
    private static final int DEGREES_DECIMALS = 6;
    private static final long NEVER = Long.MAX_VALUE;
    private static final double TIMED_SHARE = 0.99;

    private final Climb climb = new Climb();
    private boolean empty = true;
    private int placed;
    private int heights;
    private int heartRates;

    private double metres;
    /** Of these, between two points of one segment that have times. */
    private double timedMetres;

    private long movingMillis;
    private double heartRateSum;

    private long earliest = NEVER;
    private long latest = Long.MIN_VALUE;
    private @Nullable Place start;
    private long startMillis = NEVER;

    private @Nullable Device device;

    private @Nullable Place last;
    private long lastTimed = NEVER;
    private double metresSinceTimed;

    /**
     * What the device has added up by itself: it stands in where no point has a place, or a heart rate.
     *
     * @param heartRate null where it says none
     */
    record Device(
            double metres, long movingMillis, @Nullable Double heartRate) {}

    void add(TrackPoint point) {
        empty = false;
        Place place = point.place();
        Long millis = point.millis();
        if (place != null) {
            add(place, millis == null ? NEVER : millis);
        }
        if (millis != null) {
            during(millis, millis);
            if (place != null) {
                move(millis);
            }
        }
        if (point.elevation() != null) {
            heights++;
            climb.add(point.elevation());
        }
        if (point.heartRate() != null) {
            heartRates++;
            heartRateSum += point.heartRate();
        }
    }

    private void add(Place place, long millis) {
        placed++;
        if (last != null) {
            double step = last.metresTo(place);
            metres += step;
            metresSinceTimed += step;
        }
        last = place;
        if (start == null || millis < startMillis) {
            start = place;
            startMillis = millis;
        }
    }

    private void move(long millis) {
        if (lastTimed != NEVER) {
            long took = millis - lastTimed;
            timedMetres += metresSinceTimed;
            if (took > 0 && metresSinceTimed >= SLOWEST_METRES_A_SECOND * took / 1000) {
                movingMillis += took;
            }
        }
        lastTimed = millis;
        metresSinceTimed = 0;
    }

    /** Time that the activity took, whether points are in it or not. */
    void during(long fromMillis, long toMillis) {
        earliest = Math.min(earliest, fromMillis);
        latest = Math.max(latest, toMillis);
    }

    void pause() {
        last = null;
        lastTimed = NEVER;
        metresSinceTimed = 0;
        climb.pause();
    }

    boolean isEmpty() {
        return empty;
    }

    void device(Device sums) {
        device = sums;
    }

    /** Adds what is known of a place and a time. */
    void addTo(DocumentFields document) {
        if (earliest == NEVER) {
            document.missing(Missing.NO_TIME);
        } else {
            document.start(earliest);
            if (isPartlyTimed()) {
                document.missing(Missing.PARTIAL_TIME);
            }
        }
        if (start == null) {
            document.missing(Missing.NO_POSITION);
        } else {
            document.number("lat", start.lat(), DEGREES_DECIMALS);
            document.number("lon", start.lon(), DEGREES_DECIMALS);
        }
        if (heartRates > 0) {
            document.number("heart_rate", heartRateSum / heartRates, 1);
        } else if (device != null && device.heartRate != null) {
            document.number("heart_rate", device.heartRate, 1);
        } else {
            document.missing(Missing.NO_HEART_RATE);
        }
    }

    private boolean isPartlyTimed() {
        return timedMetres < TIMED_SHARE * metres;
    }

    /** Adds what is known of the way. */
    void addWayTo(DocumentFields document) {
        if (placed == 0 && device == null) {
            document.missing(Missing.NO_DISTANCE);
        } else {
            document.number("distance_m", placed == 0 && device != null ? device.metres : metres, 1);
        }
        if (latest >= earliest && !isPartlyTimed()) {
            document.number("elapsed_s", BigDecimal.valueOf(latest - earliest, 3));
            if (placed > 0) {
                document.number("moving_s", BigDecimal.valueOf(movingMillis, 3));
            }
        }
        if (placed == 0 && device != null) {
            document.number("moving_s", BigDecimal.valueOf(device.movingMillis, 3));
        }
        if (heights == 0) {
            document.missing(Missing.NO_ELEVATION);
        } else {
            document.number("elevation_m", climb.metres(), 1);
        }
    }
}
