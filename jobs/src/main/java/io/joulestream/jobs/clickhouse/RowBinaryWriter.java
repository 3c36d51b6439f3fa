package io.joulestream.jobs.clickhouse;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing buffer of ClickHouse's RowBinary: little-endian numbers, strings behind their length, no separators.
 * Reused from batch to batch: {@link #clear()} keeps the memory. Not thread-safe.
 */
public final class RowBinaryWriter {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int LONGEST_VARINT = 5;

    private byte[] bytes;
    private int size;

    public RowBinaryWriter() {
        this(1 << 16);
    }

    public RowBinaryWriter(int capacity) {
        bytes = new byte[capacity];
    }

    public int size() {
        return size;
    }

    public void clear() {
        size = 0;
    }

    /** Writes the bytes from {@code from} to before {@code to} as they are. */
    public void copyTo(OutputStream out, int from, int to) throws IOException {
        out.write(bytes, from, to - from);
    }

    public byte[] copyOfRange(int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    /** {@code Enum8} whose DDL lists the same constants in the same order from 1; {@code SinkSchemaTest} compares them. */
    @SuppressWarnings("EnumOrdinal")
    public void enum8(Enum<?> value) {
        uint8(value.ordinal() + 1);
    }

    /** {@code UInt8}, and the flag in front of a {@code Nullable}. */
    public void uint8(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    /** {@code UInt8} as 1 or 0. */
    public void flag(boolean value) {
        uint8(value ? 1 : 0);
    }

    /** {@code Date}: days since 1970-01-01, up to 65,535. */
    public void date(int epochDay) {
        uint8(epochDay);
        uint8(epochDay >> 8);
    }

    /** {@code Int32}. */
    public void int32(int value) {
        reserve(Integer.BYTES);
        INT.set(bytes, size, value);
        size += Integer.BYTES;
    }

    /** {@code Int64} and {@code UInt64} (the same bits), {@code Decimal(18, 6)} in micros, {@code DateTime64(3)} in ms. */
    public void int64(long value) {
        reserve(Long.BYTES);
        LONG.set(bytes, size, value);
        size += Long.BYTES;
    }

    /** {@code Decimal(38, 6)}: the 128 bits of a count of micros. */
    public void int128(long high, long low) {
        reserve(2 * Long.BYTES);
        LONG.set(bytes, size, low);
        LONG.set(bytes, size + Long.BYTES, high);
        size += 2 * Long.BYTES;
    }

    /** {@code Float64}. */
    public void float64(double value) {
        int64(Double.doubleToRawLongBits(value));
    }

    /** Opens a {@code Nullable}: where this returns true the value must follow, else nothing. */
    public boolean nullable(boolean present) {
        flag(!present);
        return present;
    }

    /** {@code String} in UTF-8. ASCII, which names are, costs one pass and no object. */
    public void string(String value) {
        int length = value.length();
        reserve(LONGEST_VARINT + length);
        int start = size;
        varint(length);
        byte[] target = bytes;
        int at = size;
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c >= 0x80) {
                size = start;
                string(value.getBytes(StandardCharsets.UTF_8));
                return;
            }
            target[at++] = (byte) c;
        }
        size = at;
    }

    /** {@code String} of any bytes. */
    public void string(byte[] value) {
        reserve(LONGEST_VARINT + value.length);
        varint(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    /** {@code Array(Int64)} and {@code Array(UInt64)}. */
    public void array(long[] values) {
        reserve(LONGEST_VARINT + values.length * Long.BYTES);
        varint(values.length);
        for (long value : values) {
            LONG.set(bytes, size, value);
            size += Long.BYTES;
        }
    }

    /** {@code Array(Int32)} and {@code Array(UInt32)}. */
    public void array(int[] values) {
        reserve(LONGEST_VARINT + values.length * Integer.BYTES);
        varint(values.length);
        for (int value : values) {
            INT.set(bytes, size, value);
            size += Integer.BYTES;
        }
    }

    private void varint(int value) {
        int rest = value;
        while (rest >= 0x80) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }
}
