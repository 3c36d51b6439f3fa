package io.joulestream.endpoint.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** ClickHouse's RowBinary, field by field in the order of the query's columns. For one thread; buffers itself. */
final class RowBinaryInput {
    private static final int SCALE = 6;

    private final InputStream in;
    private final byte[] buffer = new byte[64 << 10];
    private int position;
    private int limit;

    RowBinaryInput(InputStream in) {
        this.in = in;
    }

    /** Whether another row follows. */
    boolean hasNext() throws IOException {
        return position < limit || fill();
    }

    private boolean fill() throws IOException {
        limit = Math.max(0, in.read(buffer, 0, buffer.length));
        position = 0;
        return limit > 0;
    }

    int readByte() throws IOException {
        if (position == limit && !fill()) {
            throw new EOFException("a row ends early");
        }
        return buffer[position++] & 0xff;
    }

    private long littleEndian(int bytes) throws IOException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) readByte() << (8 * i);
        }
        return value;
    }

    boolean bool() throws IOException {
        return readByte() != 0;
    }

    int int32() throws IOException {
        return (int) littleEndian(4);
    }

    /** Int64 and UInt64. */
    long int64() throws IOException {
        return littleEndian(8);
    }

    private boolean isNull() throws IOException {
        return readByte() != 0;
    }

    @Nullable
    Long nullableInt64() throws IOException {
        return isNull() ? null : Long.valueOf(int64());
    }

    @Nullable
    Double nullableFloat64() throws IOException {
        return isNull() ? null : Double.valueOf(Double.longBitsToDouble(int64()));
    }

    /** Decimal(18, 6). */
    BigDecimal decimal18() throws IOException {
        return BigDecimal.valueOf(int64(), SCALE);
    }

    @Nullable
    BigDecimal nullableDecimal18() throws IOException {
        return isNull() ? null : decimal18();
    }

    /** Nullable Decimal(38, 6). */
    @Nullable
    BigDecimal nullableDecimal38() throws IOException {
        if (isNull()) {
            return null;
        }
        long low = int64();
        long high = int64();
        if (high == low >> 63) {
            return BigDecimal.valueOf(low, SCALE);
        }
        var unsignedLow = new BigInteger(Long.toUnsignedString(low));
        return new BigDecimal(BigInteger.valueOf(high).shiftLeft(64).add(unsignedLow), SCALE);
    }

    String string() throws IOException {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** Of an Array, whose items follow, or of a String, whose bytes do. */
    int length() throws IOException {
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            int part = readByte();
            length |= (part & 0x7f) << shift;
            if (part < 0x80) {
                return length;
            }
        }
    }

    /** A String as its bytes. */
    byte[] bytes() throws IOException {
        int length = length();
        byte[] bytes = new byte[length];
        for (int done = 0; done < length; ) {
            if (position == limit && !fill()) {
                throw new EOFException("a text ends early");
            }
            int part = Math.min(length - done, limit - position);
            System.arraycopy(buffer, position, bytes, done, part);
            position += part;
            done += part;
        }
        return bytes;
    }
}
