package io.joulestream.core.histogram;

/**
 * Equal time buckets over the closed range [from, to] (SEMANTICS 25): t is in bucket
 * {@code min(N - 1, floor((t - from) N / (to - from)))}, which is the last one whose edge is not after t.
 *
 * <p>Exact for all longs whose difference is one. Where the range has fewer milliseconds than there are buckets, some of
 * them have equal edges, and nothing in them.
 */
public record TimelineBuckets(long fromMillis, long toMillis, int count) {

    public TimelineBuckets {
        if (fromMillis >= toMillis || count < 1) {
            throw new IllegalArgumentException("no buckets: " + count + " over [" + fromMillis + ", " + toMillis + "]");
        }
        Math.subtractExact(toMillis, fromMillis);
    }

    /** The first instant that is in bucket {@code i} or a later one; that of {@code i = count} is the range's end. */
    public long edge(int i) {
        long width = toMillis - fromMillis;
        // i * width / count would overflow; rounded up, since an earlier instant is in an earlier bucket.
        long rest = i * (width % count);
        return fromMillis + i * (width / count) + (rest + count - 1) / count;
    }

    /** All edges: {@code count + 1} of them. */
    public long[] edges() {
        var edges = new long[count + 1];
        for (int i = 0; i <= count; i++) {
            edges[i] = edge(i);
        }
        return edges;
    }

    public boolean contains(long tsMillis) {
        return tsMillis >= fromMillis && tsMillis <= toMillis;
    }

    /** The bucket of an instant of the range. */
    public int bucket(long tsMillis) {
        if (!contains(tsMillis)) {
            throw new IllegalArgumentException(tsMillis + " is not in [" + fromMillis + ", " + toMillis + "]");
        }
        int low = 0;
        int high = count;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (edge(middle) <= tsMillis) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
