package io.joulestream.core.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link ByteSink} wrote; bytes that end too early throw {@link ArrayIndexOutOfBoundsException}. */
public final class ByteSource {
    private final byte[] bytes;
    private int position;

    public ByteSource(byte[] bytes) {
        this.bytes = bytes;
    }

    public boolean hasMore() {
        return position < bytes.length;
    }

    public int readByte() {
        return bytes[position++] & 0xff;
    }

    public long readUnsigned() {
        long result = 0;
        int shift = 0;
        while (true) {
            byte next = bytes[position++];
            result |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return result;
            }
            shift += 7;
        }
    }

    public int readInt() {
        return Math.toIntExact(readUnsigned());
    }

    public long readSigned() {
        long raw = readUnsigned();
        return (raw >>> 1) ^ -(raw & 1);
    }

    public String readText() {
        int length = take();
        return new String(bytes, position - length, length, StandardCharsets.UTF_8);
    }

    public byte[] readBytes() {
        int length = take();
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    /** Goes behind the bytes whose length comes first; returns how many they are. */
    private int take() {
        int length = readInt();
        if (length > bytes.length - position) {
            throw new ArrayIndexOutOfBoundsException(
                    "need " + length + " bytes at " + position + " of " + bytes.length);
        }
        position += length;
        return length;
    }
}
