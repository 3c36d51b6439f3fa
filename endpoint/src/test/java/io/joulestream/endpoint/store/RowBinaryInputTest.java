package io.joulestream.endpoint.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowBinaryInputTest {

    @Test
    void readsDecimalsOfBothWidthsBackExactly() throws Exception {
        var random = new Random(1);
        var bytes = new ByteArrayOutputStream();
        var values = new BigDecimal[2000];
        for (int i = 0; i < values.length; i++) {
            values[i] = new BigDecimal(
                    new BigInteger(random.nextInt(126), random).multiply(BigInteger.valueOf(i % 2 * 2 - 1)), 6);
            bytes.write(0);
            littleEndian(bytes, values[i].unscaledValue(), 16);
        }
        bytes.write(1);
        littleEndian(bytes, BigInteger.valueOf(-1_500_000), 8);
        var in = new RowBinaryInput(new ByteArrayInputStream(bytes.toByteArray()));
        for (BigDecimal value : values) {
            assertEquals(value, in.nullableDecimal38());
        }
        assertNull(in.nullableDecimal38());
        assertEquals(new BigDecimal("-1.500000"), in.decimal18());
        assertFalse(in.hasNext());
    }

    @Test
    void readsTextsLongerThanItsBuffer() throws Exception {
        String text = "é".repeat(100_000);
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        var bytes = new ByteArrayOutputStream();
        int length = utf8.length;
        for (; length >= 0x80; length >>>= 7) {
            bytes.write(length | 0x80);
        }
        bytes.write(length);
        bytes.write(utf8);
        var in = new RowBinaryInput(new ByteArrayInputStream(bytes.toByteArray()));
        assertTrue(in.hasNext());
        assertEquals(text, in.string());
        assertFalse(in.hasNext());
    }

    @Test
    void refusesARowThatEndsEarly() {
        var in = new RowBinaryInput(new ByteArrayInputStream(new byte[] {1, 2, 3}));
        assertThrows(EOFException.class, in::int64);
    }

    private static void littleEndian(ByteArrayOutputStream out, BigInteger value, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.write(value.shiftRight(8 * i).intValue());
        }
    }
}
