package io.joulestream.local.clickhouse;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.clickhouse.data.ClickHouseCityHash;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CompressedBlocksTest {
    @Test
    void readsWhatItWrites() throws IOException {
        Random random = new Random(7);
        for (int size : new int[] {0, 1, 65_535, 65_536, 65_537, 1_000_000}) {
            byte[] plain = new byte[size];
            random.nextBytes(plain);
            Arrays.fill(plain, 0, size / 2, (byte) 'x');
            assertArrayEquals(
                    plain,
                    CompressedBlocks.reading(new ByteArrayInputStream(written(plain)))
                            .readAllBytes());
        }
    }

    @Test
    void noticesEveryFlippedBit() throws IOException {
        byte[] block = written("some plain text, some plain text, some plain text".getBytes(US_ASCII));
        for (int bit = 0; bit < block.length * 8; bit++) {
            byte[] damaged = block.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(IOException.class, () -> CompressedBlocks.reading(new ByteArrayInputStream(damaged))
                    .readAllBytes());
        }
    }

    @Test
    void noticesAMissingEnd() throws IOException {
        byte[] block = written(new byte[1_000]);
        for (int length = 1; length < block.length; length++) {
            byte[] cut = Arrays.copyOf(block, length);
            assertThrows(EOFException.class, () -> CompressedBlocks.reading(new ByteArrayInputStream(cut))
                    .readAllBytes());
        }
    }

    @SuppressWarnings("deprecation") // see CompressedBlocks
    @Test
    void hashesAsClickHouseDoes() {
        // CityHash 1.0.2's value of the empty input; blocks of real clients are in EmbeddedClickHouseIT.
        long[] hash = ClickHouseCityHash.cityHash128(new byte[0], 0, 0);
        assertEquals(
                "3df09dfc64c09a2b3cb540c392e51e29",
                HexFormat.of().toHexDigits(hash[0]) + HexFormat.of().toHexDigits(hash[1]));
    }

    private static byte[] written(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = CompressedBlocks.writing(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }
}
