package io.joulestream.jobs.clickhouse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Beyond what {@link SinkSchemaTest} shows row by row. */
class RowBinaryWriterTest {
    @Test
    void growsAndKeepsWhatWasWritten() {
        var out = new RowBinaryWriter(1);
        String ascii = "a".repeat(300);
        String other = "ü".repeat(200);
        out.string(ascii);
        out.string(other);
        out.float64(-0.5);
        byte[] bytes = out.copyOfRange(0, out.size());
        assertEquals(2 + 300 + 2 + 400 + 8, bytes.length);
        assertArrayEquals(new byte[] {(byte) 0xAC, 2}, Arrays.copyOf(bytes, 2));
        assertEquals(ascii, new String(bytes, 2, 300, StandardCharsets.UTF_8));
        assertEquals(other, new String(bytes, 304, 400, StandardCharsets.UTF_8));
    }
}
