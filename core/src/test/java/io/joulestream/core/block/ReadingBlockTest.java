package io.joulestream.core.block;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReadingBlockTest {
    private static final long START = 1_700_000_000_000L;

    @Test
    void readsWhatItWroteWhateverTheReadings() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 2_000; i++) {
            ReadingBlock block = new ReadingBlock();
            long ts = random.nextLong(-1L << 42, 1L << 42);
            long factor = new long[] {1, 1_000, 1_000_000}[random.nextInt(3)];
            if (random.nextBoolean()) {
                block.before().set(ts - random.nextLong(1, 1L << 40), micros(random, factor), micros(random, factor));
            }
            int count = 1 + random.nextInt(200);
            for (int k = 0; k < count; k++) {
                ts += random.nextBoolean() ? 60_000 : random.nextLong(1, 1L << 36);
                block.append(ts, micros(random, factor));
            }
            assertSame(block, roundTrip(block));
        }
    }

    @Test
    void takesLessThanSixBytesForARegularReading() {
        SplittableRandom random = new SplittableRandom(7);
        ReadingBlock block = new ReadingBlock();
        long energy = 0;
        for (int i = 0; i < Blocks.BLOCK_SIZE; i++) {
            energy += 1_000_000L * random.nextInt(2_000); // three decimals of a kWh
            block.append(START + i * 3_600_000L, energy);
        }
        assertTrue(bytes(block).length < 6 * Blocks.BLOCK_SIZE, bytes(block).length + " bytes");
    }

    /** State outlives versions: these bytes were written by version 1. */
    @Test
    void readsABlockOfVersionOne() {
        byte[] written = HexFormat.of().parseHex("010301f08f02a0a6d8b908000380a0abfef962d00ff08f02ac02c00201");
        ReadingBlock block = sample();
        assertEquals(HexFormat.of().formatHex(written), HexFormat.of().formatHex(bytes(block)));
        assertSame(block, ReadingBlock.read(new ByteSource(written)));
    }

    @Test
    void refusesAVersionThatItDoesNotKnow() {
        byte[] unknown = {2, 0, 0, 0};
        assertThrows(IllegalStateException.class, () -> ReadingBlock.read(new ByteSource(unknown)));
    }

    private static ReadingBlock sample() {
        ReadingBlock block = new ReadingBlock();
        block.before().set(START - 17_400, 1_134_234_000L, 1_134_234_000L);
        block.append(START, 1_000_000L);
        block.append(START + 17_400, 1_150_000L);
        block.append(START + 34_960, 1_149_000L);
        return block;
    }

    private static long micros(SplittableRandom random, long factor) {
        return random.nextLong(-999_999_999_999L, 999_999_999_999L) * factor;
    }

    private static byte[] bytes(ReadingBlock block) {
        ByteSink out = new ByteSink(16);
        block.write(out);
        return out.toByteArray();
    }

    private static ReadingBlock roundTrip(ReadingBlock block) {
        ByteSource in = new ByteSource(bytes(block));
        ReadingBlock read = ReadingBlock.read(in);
        assertTrue(!in.hasMore(), "all bytes are read");
        return read;
    }

    private static void assertSame(ReadingBlock expected, ReadingBlock actual) {
        assertEquals(expected.count(), actual.count());
        for (int i = 0; i < expected.count(); i++) {
            assertEquals(expected.tsMillis(i), actual.tsMillis(i));
            assertEquals(expected.micros(i), actual.micros(i));
        }
        assertTrue(expected.before().sameAs(actual.before()));
    }
}
