package io.joulestream.local.simulator;

import java.util.SplittableRandom;

/** Where the athlete starts, as people call it. */
record Venue(String name, double lat, double lon) {

    private static final int AROUND_MICROS = 6_000;
    private static final int MICROS = 1_000_000;

    /** A place up to some 600 m away, to the watch's five decimals: latitude and longitude in micro-degrees. */
    int[] near(SplittableRandom random) {
        return new int[] {micros(lat, random), normal(micros(lon, random))};
    }

    private static int micros(double degrees, SplittableRandom random) {
        var around = random.nextInt(2 * AROUND_MICROS) - AROUND_MICROS;
        return (int) Math.floorDiv(Math.round(degrees * MICROS) + around, 10L) * 10;
    }

    /** From -180 to below 180 degrees. */
    private static int normal(int micros) {
        return Math.floorMod(micros + 180 * MICROS, 360 * MICROS) - 180 * MICROS;
    }
}
