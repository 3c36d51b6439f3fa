package io.joulestream.core.histogram;

/**
 * The classes of the value distribution (SEMANTICS 26), the same for all series: of a magnitude below 256 micro-units each
 * its own, above that those with the same leading one and next seven bits; negative values mirror positive ones.
 *
 * <p>A bucket has a number, which ascends with its values, and a bound, the value in it that is nearest to zero. For
 * magnitudes up to {@link io.joulestream.core.quantity.Micros#LIMIT}.
 */
public final class ValueBuckets {
    private static final int BITS = 7;
    private static final int LEADING_ZEROS = Long.SIZE - 1 - BITS;

    private ValueBuckets() {}

    /** The number of the bucket that holds the value. */
    public static int number(long micros) {
        return micros < 0 ? -numberOfMagnitude(-micros) : numberOfMagnitude(micros);
    }

    private static int numberOfMagnitude(long magnitude) {
        int shift = shift(magnitude);
        return (shift << BITS) + (int) (magnitude >>> shift);
    }

    /** How many low bits the bucket of a magnitude leaves open. */
    private static int shift(long magnitude) {
        return Math.max(0, LEADING_ZEROS - Long.numberOfLeadingZeros(magnitude));
    }

    /** The bound of the bucket with this number. */
    public static long bound(int number) {
        return number < 0 ? -boundOfMagnitude(-number) : boundOfMagnitude(number);
    }

    private static long boundOfMagnitude(int number) {
        int shift = Math.max(0, (number >> BITS) - 1);
        return (long) (number - (shift << BITS)) << shift;
    }

    /** The least value in the bucket with this bound. */
    public static long least(long bound) {
        return bound < 0 ? bound - open(bound) : bound;
    }

    /** The greatest value in the bucket with this bound. */
    public static long greatest(long bound) {
        return bound < 0 ? bound : bound + open(bound);
    }

    /** The middle of the bucket with this bound, away from zero where two values are equally near to it. */
    public static long middle(long bound) {
        long half = (open(bound) + 1) >> 1;
        return bound < 0 ? bound - half : bound + half;
    }

    /** The bits that the bucket leaves open, all set. */
    private static long open(long bound) {
        return (1L << shift(Math.abs(bound))) - 1;
    }
}
