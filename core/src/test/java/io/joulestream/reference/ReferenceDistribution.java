package io.joulestream.reference;

import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Rule 26 of one day: readings and milliseconds by bucket, the bucket by its bound nearest to zero. */
public final class ReferenceDistribution {
    private final long end;
    private final SortedMap<Long, Long> counts = new TreeMap<>();
    private final SortedMap<Long, Long> coveredMs = new TreeMap<>();

    /** @param end of the day */
    public ReferenceDistribution(long end) {
        this.end = end;
    }

    /** Adds to one bucket; it is there from then on. */
    public void add(long bucket, long readings, long millis) {
        counts.merge(bucket, readings, Long::sum);
        coveredMs.merge(bucket, millis, Long::sum);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof ReferenceDistribution other
                && end == other.end
                && counts.equals(other.counts)
                && coveredMs.equals(other.coveredMs);
    }

    @Override
    public int hashCode() {
        return Objects.hash(end, counts, coveredMs);
    }

    @Override
    public String toString() {
        return "until " + end + ": " + counts + " readings, " + coveredMs + " ms";
    }
}
