package io.joulestream.endpoint.tracks;

/**
 * The metres climbed. A height counts once it is at least 2 m above or below the last one that counted; the sum is that
 * of the rises between heights that count. What goes up and down by less is the noise of the device: without such a
 * bound, an hour on the flat would be a mountain.
 */
final class Climb {
    private static final double NOISE_METRES = 2;

    private double metres;
    /** The height that counts until another is far enough from it. */
    private double height = Double.NaN;

    /** The next height of a segment. */
    void add(double elevation) {
        if (Double.isNaN(height)) {
            height = elevation;
        } else if (Math.abs(elevation - height) >= NOISE_METRES) {
            metres += Math.max(0, elevation - height);
            height = elevation;
        }
    }

    /** What comes next is after a pause, in which nobody knows what was climbed. */
    void pause() {
        height = Double.NaN;
    }

    double metres() {
        return metres;
    }
}
