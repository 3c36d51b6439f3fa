package io.joulestream.core.place;

/**
 * Points of the unit sphere, where the shorter chord is the shorter way over ground: there is no date line and no pole.
 * By StrictMath, so that every machine finds the same bits.
 */
final class Sphere {
    static final int HALF_TURN = 180_000_000;

    private static final int QUARTER_TURN = 90_000_000;
    private static final double RADIANS_PER_MICRO = StrictMath.PI / HALF_TURN;

    private Sphere() {}

    static void check(int latMicros, int lonMicros) {
        if (latMicros < -QUARTER_TURN || latMicros > QUARTER_TURN) {
            throw new IllegalArgumentException("latitude of " + latMicros + " micro-degrees is not within ±90,000,000");
        }
        if (lonMicros < -HALF_TURN || lonMicros > HALF_TURN) {
            throw new IllegalArgumentException(
                    "longitude of " + lonMicros + " micro-degrees is not within ±180,000,000");
        }
    }

    /** x, y and z. A pole is one point, whatever its longitude. */
    static double[] point(int latMicros, int lonMicros) {
        double lat = latMicros * RADIANS_PER_MICRO;
        double lon = lonMicros * RADIANS_PER_MICRO;
        double radius = StrictMath.cos(lat);
        return new double[] {radius * StrictMath.cos(lon), radius * StrictMath.sin(lon), StrictMath.sin(lat)};
    }
}
