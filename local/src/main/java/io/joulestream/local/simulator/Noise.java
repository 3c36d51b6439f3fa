package io.joulestream.local.simulator;

/**
 * Chance that can be asked for any instant, in any order: the same seed and place give the same value.
 *
 * <p>Series of one site share their weather this way without sharing state. Immutable.
 */
record Noise(long seed) {

    /** Another one, as good as independent of this. */
    Noise of(String purpose) {
        return new Noise(mixed(seed + purpose.hashCode()));
    }

    /** Evenly within [0, 1), independent from one place to the next. */
    double uniform(long place) {
        return (mixed(seed ^ mixed(place)) >>> 11) * 0x1.0p-53;
    }

    /** Within [-1, 1], without a jump: it takes about the given length to forget where it was. */
    double smooth(long millis, long lengthMillis) {
        var place = Math.floorDiv(millis, lengthMillis);
        var part = (double) Math.floorMod(millis, lengthMillis) / lengthMillis;
        var ease = part * part * (3 - 2 * part);
        return 2 * (uniform(place) * (1 - ease) + uniform(place + 1) * ease) - 1;
    }

    /** The finalizer of SplitMix64. */
    private static long mixed(long bits) {
        var z = bits + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
