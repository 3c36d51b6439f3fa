package io.joulestream.local.simulator;

/**
 * The days of cells of which a weather service has no values, now and then.
 *
 * @param ofThousand how many of a cell's days
 */
record Gaps(Noise noise, int ofThousand) {

    static Gaps none(Noise noise) {
        return new Gaps(noise, 0);
    }

    static Gaps some(Noise noise) {
        return new Gaps(noise.of("gaps"), 30);
    }

    boolean include(double lat, double lon, long millis) {
        var cell = "cell " + (int) Math.floor(lat * 10) + " " + (int) Math.floor(lon * 10);
        return noise.of(cell).uniform(Math.floorDiv(millis, 86_400_000L)) * 1000 < ofThousand;
    }
}
