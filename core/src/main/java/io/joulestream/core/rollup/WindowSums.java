package io.joulestream.core.rollup;

import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import io.joulestream.core.fold.Span;
import io.joulestream.core.quantity.Wide;

/**
 * What is known about one window: its readings and the shares of the spans that touch it. Mutable, not thread-safe.
 *
 * <p>Shares, count and sum are exact integers and can be taken away again; the first, last, least and greatest reading
 * cannot, see {@link #removeReading}.
 */
public final class WindowSums {
    private long count;
    private long firstTs;
    private long first;
    private long lastTs;
    private long last;
    private long min;
    private long max;
    private final Wide sum = new Wide();
    private final Wide total = new Wide();
    private final Wide integral = new Wide();
    private long measuredMillis;
    private long interpolatedMillis;

    /** Readings in the window. The accessors of the first, last, least and greatest mean nothing when it is zero. */
    public long count() {
        return count;
    }

    public long firstTsMillis() {
        return firstTs;
    }

    public long firstMicros() {
        return first;
    }

    public long lastTsMillis() {
        return lastTs;
    }

    public long lastMicros() {
        return last;
    }

    public long minMicros() {
        return min;
    }

    public long maxMicros() {
        return max;
    }

    /** Sum of the readings' values in micro-units. The caller must not change it. */
    public Wide sum() {
        return sum;
    }

    /** Consumption in micro-units, or the integral of a power in micro-watt-hours. The caller must not change it. */
    public Wide total() {
        return total;
    }

    public long measuredMillis() {
        return measuredMillis;
    }

    public long interpolatedMillis() {
        return interpolatedMillis;
    }

    public long coveredMillis() {
        return measuredMillis + interpolatedMillis;
    }

    /** The time-weighted mean of a gauge in micro-units (SEMANTICS 16); call only where something is covered. */
    public long meanMicros() {
        return integral.divHalfEven(coveredMillis());
    }

    /** Nothing touches the window: it has no row (SEMANTICS 18). */
    public boolean isEmpty() {
        return count == 0 && measuredMillis == 0 && interpolatedMillis == 0;
    }

    /** Adds a reading of the window. */
    public void addReading(long tsMillis, long micros) {
        if (count == 0) {
            firstTs = tsMillis;
            first = micros;
            lastTs = tsMillis;
            last = micros;
            min = micros;
            max = micros;
        } else {
            if (tsMillis < firstTs) {
                firstTs = tsMillis;
                first = micros;
            }
            if (tsMillis > lastTs) {
                lastTs = tsMillis;
                last = micros;
            }
            min = Math.min(min, micros);
            max = Math.max(max, micros);
        }
        count++;
        sum.add(micros);
    }

    /**
     * Takes a reading of the window away from count and sum.
     *
     * @return whether it may have been the first, last, least or greatest: then these are stale until
     *     {@link #replaceReadings} gives them anew
     */
    public boolean removeReading(long tsMillis, long micros) {
        count--;
        sum.add(-micros);
        return count == 0 || tsMillis == firstTs || tsMillis == lastTs || micros == min || micros == max;
    }

    /** Adds (sign 1) or takes away (sign -1) the span's share of the window {@code [start, end)}. */
    public void addSpan(Span span, long start, long end, int sign) {
        long a = Math.max(start, span.from());
        long b = Math.min(end, span.to());
        if (a >= b) {
            return;
        }
        span.addShare(a, b, sign, total, integral);
        long covered = b - Math.max(a, span.coveredFrom());
        if (covered > 0) {
            if (span.measured()) {
                measuredMillis += sign * covered;
            } else {
                interpolatedMillis += sign * covered;
            }
        }
    }

    /** Adds the sums of another window that does not overlap this one; cost O(1). */
    public void merge(WindowSums other) {
        mergeReadings(other);
        total.add(other.total);
        integral.add(other.integral);
        measuredMillis += other.measuredMillis;
        interpolatedMillis += other.interpolatedMillis;
    }

    /** Adds only the readings of another window, without its spans. */
    public void mergeReadings(WindowSums other) {
        if (other.count == 0) {
            return;
        }
        if (count == 0) {
            replaceReadings(other);
            return;
        }
        if (other.firstTs < firstTs) {
            firstTs = other.firstTs;
            first = other.first;
        }
        if (other.lastTs > lastTs) {
            lastTs = other.lastTs;
            last = other.last;
        }
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
        count += other.count;
        sum.add(other.sum);
    }

    /** Takes what is said about readings, and nothing else, from {@code other}. */
    public void replaceReadings(WindowSums other) {
        count = other.count;
        firstTs = other.firstTs;
        first = other.first;
        lastTs = other.lastTs;
        last = other.last;
        min = other.min;
        max = other.max;
        sum.set(other.sum);
    }

    public void clear() {
        count = 0;
        sum.clear();
        total.clear();
        integral.clear();
        measuredMillis = 0;
        interpolatedMillis = 0;
    }

    public void set(WindowSums other) {
        replaceReadings(other);
        total.set(other.total);
        integral.set(other.integral);
        measuredMillis = other.measuredMillis;
        interpolatedMillis = other.interpolatedMillis;
    }

    /** Whether both make the same row (SEMANTICS 18), revision aside. */
    public boolean sameRow(WindowSums other) {
        return count == other.count
                && measuredMillis == other.measuredMillis
                && interpolatedMillis == other.interpolatedMillis
                && total.equals(other.total)
                && sum.equals(other.sum)
                && sameMean(other)
                && (count == 0
                        || (firstTs == other.firstTs
                                && first == other.first
                                && lastTs == other.lastTs
                                && last == other.last
                                && min == other.min
                                && max == other.max));
    }

    private boolean sameMean(WindowSums other) {
        return integral.equals(other.integral) || (coveredMillis() != 0 && meanMicros() == other.meanMicros());
    }

    /**
     * Writes the sums, times relative to the window's start.
     *
     * @param start of the window, epoch milliseconds
     */
    public void write(ByteSink out, long start) {
        out.writeUnsigned(count);
        if (count > 0) {
            out.writeSigned(firstTs - start);
            out.writeSigned(lastTs - firstTs);
            out.writeSigned(first);
            out.writeSigned(last - first);
            out.writeSigned(min - first);
            out.writeSigned(max - first);
            writeWide(out, sum);
        }
        writeWide(out, total);
        writeWide(out, integral);
        out.writeUnsigned(measuredMillis);
        out.writeUnsigned(interpolatedMillis);
    }

    public static WindowSums read(ByteSource in, long start) {
        WindowSums sums = new WindowSums();
        sums.count = in.readUnsigned();
        if (sums.count > 0) {
            sums.firstTs = start + in.readSigned();
            sums.lastTs = sums.firstTs + in.readSigned();
            sums.first = in.readSigned();
            sums.last = sums.first + in.readSigned();
            sums.min = sums.first + in.readSigned();
            sums.max = sums.first + in.readSigned();
            readWide(in, sums.sum);
        }
        readWide(in, sums.total);
        readWide(in, sums.integral);
        sums.measuredMillis = in.readUnsigned();
        sums.interpolatedMillis = in.readUnsigned();
        return sums;
    }

    /** A number of 64 bits as one varint after a zero byte; a wider one as two after a one. */
    private static void writeWide(ByteSink out, Wide wide) {
        if (wide.fitsLong()) {
            out.writeByte(0);
            out.writeSigned(wide.low());
        } else {
            out.writeByte(1);
            out.writeSigned(wide.high());
            out.writeSigned(wide.low());
        }
    }

    private static void readWide(ByteSource in, Wide wide) {
        if (in.readByte() == 0) {
            wide.clear();
            wide.add(in.readSigned());
        } else {
            long high = in.readSigned();
            wide.set(Wide.of(high, in.readSigned()));
        }
    }
}
