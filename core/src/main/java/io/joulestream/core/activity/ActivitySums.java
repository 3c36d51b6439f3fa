package io.joulestream.core.activity;

import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import io.joulestream.core.histogram.Distribution;
import io.joulestream.core.quantity.Exact;
import io.joulestream.core.quantity.Micros;
import io.joulestream.core.quantity.Wide;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * What some activities come to: counts, sums, means weighted by time, and how many were how long and how fast. Adding one and
 * taking it away again leaves the same. All in integers, so in any order. Mutable, not thread-safe.
 */
public final class ActivitySums {
    private static final int VERSION = 1;
    /** A quotient of microseconds by micrometres, times this, is in microseconds per kilometre. */
    private static final long PACE = 1_000_000_000;
    /** Nobody has a pace over less than a metre. */
    private static final long SHORTEST = 1_000_000;

    private int count;
    private final Wide distance = new Wide();
    private final Wide moving = new Wide();
    private final Wide elevation = new Wide();
    /** Of those with both, the way and its time. */
    private final Wide pacedDistance = new Wide();

    private final Wide pacedMoving = new Wide();
    /** Of those with both, the heart rate times its time, and that time in milliseconds. */
    private final Wide beats = new Wide();

    private final Wide beatMillis = new Wide();
    private final Distribution distances;
    private final Distribution paces;

    public ActivitySums() {
        this(new Distribution(), new Distribution());
    }

    private ActivitySums(Distribution distances, Distribution paces) {
        this.distances = distances;
        this.paces = paces;
    }

    /** Adds (sign 1) or takes away (sign -1) an activity. */
    public void add(Activity activity, int sign) {
        count += sign;
        add(distance, activity.distance(), sign);
        add(moving, activity.moving(), sign);
        add(elevation, activity.elevation(), sign);
        Long metres = activity.distance();
        if (metres != null) {
            distances.add(metres, sign, 0);
        }
        Long seconds = activity.moving();
        if (metres != null && seconds != null) {
            add(pacedDistance, metres, sign);
            add(pacedMoving, seconds, sign);
            if (metres >= SHORTEST) {
                paces.add(Exact.mulDivHalfEven(seconds, PACE, metres), sign, 0);
            }
        }
        Long rate = activity.heartRate();
        Long time = seconds != null ? seconds : activity.elapsed();
        if (rate != null && time != null) {
            long millis = Exact.divHalfEven(time, 1000);
            beats.addProduct(sign * rate, millis);
            add(beatMillis, millis, sign);
        }
    }

    private static void add(Wide sum, @Nullable Long value, int sign) {
        if (value != null) {
            sum.add(sign * value);
        }
    }

    /** How many activities there are. */
    public int count() {
        return count;
    }

    /** In micrometres; the caller must not change it. */
    public Wide distance() {
        return distance;
    }

    /** In microseconds; the caller must not change it. */
    public Wide moving() {
        return moving;
    }

    /** In micrometres; the caller must not change it. */
    public Wide elevation() {
        return elevation;
    }

    /** The whole way by its whole time, in micrometres per second, rounded half-even; null where there is no time. */
    public @Nullable Long speed() {
        return pacedMoving.signum() <= 0 ? null : Long.valueOf(quotient(pacedDistance, 1_000_000, pacedMoving));
    }

    /** The mean weighted by time, in millionths of a beat per minute, rounded half-even; null where none has one. */
    public @Nullable Long heartRate() {
        return beatMillis.signum() <= 0 ? null : Long.valueOf(quotient(beats, 1, beatMillis));
    }

    /** {@code half_even(sum * by / over)}; over may be as wide as the sum. */
    private static long quotient(Wide sum, long by, Wide over) {
        return new BigDecimal(sum.toBigInteger())
                .multiply(BigDecimal.valueOf(by))
                .divide(new BigDecimal(over.toBigInteger()), 0, RoundingMode.HALF_EVEN)
                .min(BigDecimal.valueOf(Micros.LIMIT - 1))
                .longValueExact();
    }

    /** How many were how long, in micrometres. */
    public Distribution distances() {
        return distances;
    }

    /** How many went how fast, in microseconds per kilometre; of a metre and more. */
    public Distribution paces() {
        return paces;
    }

    public byte[] toByteArray() {
        ByteSink out = new ByteSink(128);
        out.writeByte(VERSION);
        out.writeUnsigned(count);
        for (Wide sum : new Wide[] {distance, moving, elevation, pacedDistance, pacedMoving, beats, beatMillis}) {
            out.writeSigned(sum.high());
            out.writeSigned(sum.low());
        }
        distances.write(out);
        paces.write(out);
        return out.toByteArray();
    }

    /** What {@link #toByteArray} gave. */
    public static ActivitySums read(byte[] bytes) {
        ByteSource in = new ByteSource(bytes);
        int version = in.readByte();
        if (version != VERSION) {
            throw new IllegalStateException("sums of version " + version + ", this program reads " + VERSION);
        }
        int count = in.readInt();
        Wide[] sums = new Wide[7];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = Wide.of(in.readSigned(), in.readSigned());
        }
        ActivitySums read = new ActivitySums(Distribution.read(in), Distribution.read(in));
        read.count = count;
        read.distance.set(sums[0]);
        read.moving.set(sums[1]);
        read.elevation.set(sums[2]);
        read.pacedDistance.set(sums[3]);
        read.pacedMoving.set(sums[4]);
        read.beats.set(sums[5]);
        read.beatMillis.set(sums[6]);
        return read;
    }
}
