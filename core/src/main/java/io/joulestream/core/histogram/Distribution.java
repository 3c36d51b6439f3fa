package io.joulestream.core.histogram;

import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import java.util.Arrays;

/**
 * How often and how long a series had which values in a day (SEMANTICS 26): a count of readings and covered milliseconds
 * per bucket, ascending; buckets with neither are not kept. Also the difference of two, whose numbers can be negative.
 *
 * <p>Adding costs a binary search, and for a new bucket a move of those after it: there are never more than some thousand.
 * Mutable, not thread-safe.
 */
public final class Distribution {
    private int[] numbers = new int[8];
    private int[] counts = new int[8];
    private int[] millis = new int[8];
    private int size;
    /** Where the last bucket was found: a gauge's next span holds the value that came last. */
    private int recent;

    /** How many buckets hold anything. */
    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** The bound of the i-th bucket, by {@link ValueBuckets#bound}. */
    public long bound(int i) {
        return ValueBuckets.bound(numbers[i]);
    }

    /** Readings in the i-th bucket. */
    public int count(int i) {
        return counts[i];
    }

    /** Milliseconds for which a value of the i-th bucket was held. */
    public int coveredMillis(int i) {
        return millis[i];
    }

    /** {@link #bound} of every bucket, for the caller to keep. */
    public long[] bounds() {
        long[] bounds = new long[size];
        Arrays.setAll(bounds, this::bound);
        return bounds;
    }

    /** {@link #count} likewise. */
    public int[] counts() {
        return Arrays.copyOf(counts, size);
    }

    /** {@link #coveredMillis(int)} likewise. */
    public int[] coveredMillis() {
        return Arrays.copyOf(millis, size);
    }

    /** Adds to the bucket that holds the value. */
    public void add(long micros, int moreReadings, long moreMillis) {
        int number = ValueBuckets.number(micros);
        int found = recent < size && numbers[recent] == number ? recent : Arrays.binarySearch(numbers, 0, size, number);
        recent = found < 0 ? -found - 1 : found;
        if (found < 0) {
            if (moreReadings != 0 || moreMillis != 0) {
                insert(-found - 1, number, moreReadings, Math.toIntExact(moreMillis));
            }
            return;
        }
        counts[found] += moreReadings;
        millis[found] = Math.toIntExact(millis[found] + moreMillis);
        if (counts[found] == 0 && millis[found] == 0) {
            remove(found);
        }
    }

    private void insert(int at, int number, int count, int covered) {
        if (size == numbers.length) {
            int larger = size + (size >> 1);
            numbers = Arrays.copyOf(numbers, larger);
            counts = Arrays.copyOf(counts, larger);
            millis = Arrays.copyOf(millis, larger);
        }
        System.arraycopy(numbers, at, numbers, at + 1, size - at);
        System.arraycopy(counts, at, counts, at + 1, size - at);
        System.arraycopy(millis, at, millis, at + 1, size - at);
        numbers[at] = number;
        counts[at] = count;
        millis[at] = covered;
        size++;
    }

    private void remove(int at) {
        size--;
        System.arraycopy(numbers, at + 1, numbers, at, size - at);
        System.arraycopy(counts, at + 1, counts, at, size - at);
        System.arraycopy(millis, at + 1, millis, at, size - at);
    }

    public void clear() {
        size = 0;
    }

    /** Whether both say the same. */
    public boolean sameAs(Distribution other) {
        return Arrays.equals(numbers, 0, size, other.numbers, 0, other.size)
                && Arrays.equals(counts, 0, size, other.counts, 0, other.size)
                && Arrays.equals(millis, 0, size, other.millis, 0, other.size);
    }

    /** About how many bytes of heap it takes. */
    public long estimatedBytes() {
        return 100 + 12L * numbers.length;
    }

    /** Not of a difference. */
    public void write(ByteSink out) {
        out.writeUnsigned(size);
        int previous = 0;
        for (int i = 0; i < size; i++) {
            out.writeSigned(numbers[i] - previous);
            out.writeUnsigned(counts[i]);
            out.writeUnsigned(millis[i]);
            previous = numbers[i];
        }
    }

    public static Distribution read(ByteSource in) {
        Distribution read = new Distribution();
        int size = in.readInt();
        int number = 0;
        for (int i = 0; i < size; i++) {
            number += Math.toIntExact(in.readSigned());
            read.insert(i, number, in.readInt(), in.readInt());
        }
        return read;
    }
}
