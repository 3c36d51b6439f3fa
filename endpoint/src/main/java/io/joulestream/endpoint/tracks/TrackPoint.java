package io.joulestream.endpoint.tracks;

import org.jspecify.annotations.Nullable;

/**
 * A point of a track; of what is null it says nothing.
 *
 * @param millis from 1990 on
 * @param elevation metres
 * @param heartRate beats a minute
 */
record TrackPoint(
        @Nullable Place place,
        @Nullable Long millis,
        @Nullable Double elevation,
        @Nullable Double heartRate) {

    /** Degrees. */
    record Place(double lat, double lon) {
        /** The mean radius of the earth. */
        private static final double RADIUS_METRES = 6_371_008.8;

        /** Along the great circle. */
        double metresTo(Place other) {
            double here = Math.toRadians(lat);
            double there = Math.toRadians(other.lat);
            double north = Math.sin((there - here) / 2);
            double east = Math.sin(Math.toRadians(other.lon - lon) / 2);
            double haversine = north * north + Math.cos(here) * Math.cos(there) * east * east;
            return 2 * RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(haversine)));
        }
    }
}
