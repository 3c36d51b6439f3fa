package io.joulestream.core.block;

import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import io.joulestream.core.fold.FoldState;
import java.util.Arrays;

/**
 * Readings in time order, with the fold's state before the first of them. Mutable, not thread-safe.
 *
 * <p>At rest: version, count, scale; the state before; differences of differences of the timestamps; differences of the
 * values, all divided by the greatest power of ten that divides them (a meter with three decimals of a kWh has values
 * that are multiples of a million micro-watt-hours). Regular hourly readings take about six bytes each.
 */
public final class ReadingBlock {
    private static final int VERSION = 1;
    private static final long[] POWERS = powers();

    private final FoldState before = new FoldState();
    private long[] timestamps;
    private long[] values;
    private int count;

    public ReadingBlock() {
        timestamps = new long[8];
        values = new long[8];
    }

    public int count() {
        return count;
    }

    public long tsMillis(int index) {
        return timestamps[index];
    }

    public long micros(int index) {
        return values[index];
    }

    /** The fold's state before the first reading of the block. Mutable: the block's own. */
    public FoldState before() {
        return before;
    }

    /** The index of the reading at the time, or {@code -(insertion point) - 1}. */
    public int find(long tsMillis) {
        if (count > 0 && tsMillis > timestamps[count - 1]) {
            return -count - 1;
        }
        return Arrays.binarySearch(timestamps, 0, count, tsMillis);
    }

    /** Adds a reading later than all others. */
    public void append(long tsMillis, long micros) {
        insert(count, tsMillis, micros);
    }

    void insert(int index, long tsMillis, long micros) {
        if (count == timestamps.length) {
            timestamps = Arrays.copyOf(timestamps, count * 2);
            values = Arrays.copyOf(values, count * 2);
        }
        System.arraycopy(timestamps, index, timestamps, index + 1, count - index);
        System.arraycopy(values, index, values, index + 1, count - index);
        timestamps[index] = tsMillis;
        values[index] = micros;
        count++;
    }

    void setMicros(int index, long micros) {
        values[index] = micros;
    }

    void remove(int index) {
        count--;
        System.arraycopy(timestamps, index + 1, timestamps, index, count - index);
        System.arraycopy(values, index + 1, values, index, count - index);
    }

    /** Moves the readings from {@code index} on into a new block, whose state before is left for the caller to set. */
    ReadingBlock splitAt(int index) {
        ReadingBlock right = new ReadingBlock();
        right.timestamps = Arrays.copyOfRange(timestamps, index, Math.max(count, index + 8));
        right.values = Arrays.copyOfRange(values, index, Math.max(count, index + 8));
        right.count = count - index;
        count = index;
        return right;
    }

    public void write(ByteSink out) {
        out.writeByte(VERSION);
        out.writeUnsigned(count);
        out.writeByte(before.present() ? 1 : 0);
        long base = count > 0 ? timestamps[0] : 0;
        if (before.present()) {
            out.writeSigned(base - before.tsMillis());
            out.writeSigned(before.micros());
            out.writeSigned(before.mark() - before.micros());
        }
        int scale = scale();
        out.writeByte(scale);
        long divisor = POWERS[scale];
        long ts = 0;
        long step = 0;
        long value = 0;
        for (int i = 0; i < count; i++) {
            long nextStep = timestamps[i] - ts;
            out.writeSigned(nextStep - step);
            out.writeSigned((values[i] - value) / divisor);
            // The first timestamp is no step: the second would pay for it.
            step = i == 0 ? 0 : nextStep;
            ts = timestamps[i];
            value = values[i];
        }
    }

    public static ReadingBlock read(ByteSource in) {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IllegalStateException("block of version " + version + ", this program reads " + VERSION);
        }
        ReadingBlock block = new ReadingBlock();
        block.count = in.readInt();
        block.timestamps = new long[Math.max(8, block.count)];
        block.values = new long[Math.max(8, block.count)];
        boolean present = in.readByte() == 1;
        long gap = 0;
        long micros = 0;
        long mark = 0;
        if (present) {
            gap = in.readSigned();
            micros = in.readSigned();
            mark = micros + in.readSigned();
        }
        long factor = POWERS[in.readByte()];
        long ts = 0;
        long step = 0;
        long value = 0;
        for (int i = 0; i < block.count; i++) {
            long nextStep = step + in.readSigned();
            ts += nextStep;
            value += in.readSigned() * factor;
            block.timestamps[i] = ts;
            block.values[i] = value;
            step = i == 0 ? 0 : nextStep;
        }
        if (present) {
            block.before.set((block.count > 0 ? block.timestamps[0] : 0) - gap, micros, mark);
        }
        return block;
    }

    /** The greatest power of ten that divides every value, as its exponent. */
    private int scale() {
        int scale = 18;
        for (int i = 0; i < count && scale > 0; i++) {
            while (values[i] % POWERS[scale] != 0) {
                scale--;
            }
        }
        return scale;
    }

    private static long[] powers() {
        long[] powers = new long[19];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }
}
