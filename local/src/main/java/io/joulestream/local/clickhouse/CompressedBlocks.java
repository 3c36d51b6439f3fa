package io.joulestream.local.clickhouse;

import com.clickhouse.data.ClickHouseCityHash;
import com.github.luben.zstd.Zstd;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;

/**
 * ClickHouse's own framing of compressed data ({@code compress=1}, {@code decompress=1}): blocks of a CityHash128, a
 * method byte, the compressed and the plain size, and the data. Reads LZ4, ZSTD and NONE; writes LZ4.
 */
final class CompressedBlocks {
    static final byte NONE = 0x02;
    static final byte LZ4 = (byte) 0x82;
    static final byte ZSTD = (byte) 0x90;

    private static final int HASH_BYTES = 16;
    private static final int HEADER_BYTES = 9;
    private static final int MAX_BLOCK_BYTES = 256 << 20;
    private static final int WRITE_BLOCK_BYTES = 64 * 1024;

    private CompressedBlocks() {}

    static InputStream reading(InputStream in) {
        return new Reader(in);
    }

    /** Closing writes the last block and closes {@code out}. */
    static OutputStream writing(OutputStream out) {
        return new Writer(out);
    }

    @SuppressWarnings("deprecation") // the client's own hash, of a class it is about to move
    private static void putHash(ByteBuffer to, byte[] bytes, int offset, int length) {
        long[] hash = ClickHouseCityHash.cityHash128(bytes, offset, length);
        to.putLong(hash[0]).putLong(hash[1]);
    }

    private static final class Reader extends InputStream {
        private final InputStream in;
        private byte[] block = new byte[0];
        private int at;

        Reader(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            return fill() ? block[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] to, int offset, int length) throws IOException {
            if (!fill()) {
                return -1;
            }
            int n = Math.min(length, block.length - at);
            System.arraycopy(block, at, to, offset, n);
            at += n;
            return n;
        }

        private boolean fill() throws IOException {
            while (at == block.length) {
                byte[] head = in.readNBytes(HASH_BYTES + HEADER_BYTES);
                if (head.length == 0) {
                    return false;
                }
                if (head.length < HASH_BYTES + HEADER_BYTES) {
                    throw new EOFException("compressed block ends in its header");
                }
                block = decompress(head);
                at = 0;
            }
            return true;
        }

        private byte[] decompress(byte[] head) throws IOException {
            ByteBuffer header = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
            byte method = header.get(HASH_BYTES);
            int size = header.getInt(HASH_BYTES + 1) - HEADER_BYTES;
            int plainSize = header.getInt(HASH_BYTES + 5);
            if (size < 0 || size > MAX_BLOCK_BYTES || plainSize < 0 || plainSize > MAX_BLOCK_BYTES) {
                throw new IOException("compressed block of impossible size: " + size + " to " + plainSize);
            }
            byte[] hashed = Arrays.copyOfRange(head, HASH_BYTES, HASH_BYTES + HEADER_BYTES + size);
            if (in.readNBytes(hashed, HEADER_BYTES, size) < size) {
                throw new EOFException("compressed block ends early");
            }
            ByteBuffer hash = ByteBuffer.allocate(HASH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            putHash(hash, hashed, 0, hashed.length);
            if (!Arrays.equals(hash.array(), Arrays.copyOf(head, HASH_BYTES))) {
                throw new IOException("checksum of a compressed block is wrong");
            }
            return plain(method, hashed, size, plainSize);
        }

        private static byte[] plain(byte method, byte[] hashed, int size, int plainSize) throws IOException {
            byte[] plain = new byte[plainSize];
            long written =
                    switch (method) {
                        case LZ4 -> lz4(hashed, size, plain);
                        case ZSTD -> Zstd.decompressByteArray(plain, 0, plainSize, hashed, HEADER_BYTES, size);
                        case NONE -> copy(hashed, size, plain);
                        default -> throw new IOException("unknown compression method " + (method & 0xff));
                    };
            if (written != plainSize) {
                throw new IOException("compressed block does not hold the bytes it names");
            }
            return plain;
        }

        private static int lz4(byte[] hashed, int size, byte[] plain) throws IOException {
            try {
                return LZ4Factory.fastestInstance().safeDecompressor().decompress(hashed, HEADER_BYTES, size, plain, 0);
            } catch (LZ4Exception e) {
                throw new IOException("malformed LZ4 block", e);
            }
        }

        private static int copy(byte[] hashed, int size, byte[] plain) {
            System.arraycopy(hashed, HEADER_BYTES, plain, 0, Math.min(size, plain.length));
            return size;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    private static final class Writer extends OutputStream {
        private final OutputStream out;
        private final LZ4Compressor compressor = LZ4Factory.fastestInstance().fastCompressor();
        private final byte[] plain = new byte[WRITE_BLOCK_BYTES];
        private final byte[] block =
                new byte[HASH_BYTES + HEADER_BYTES + compressor.maxCompressedLength(WRITE_BLOCK_BYTES)];
        private int size;

        Writer(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            for (int done = 0; done < length; ) {
                int n = Math.min(length - done, plain.length - size);
                System.arraycopy(from, offset + done, plain, size, n);
                size += n;
                done += n;
                if (size == plain.length) {
                    writeBlock();
                }
            }
        }

        private void writeBlock() throws IOException {
            if (size == 0) {
                return;
            }
            int packed = compressor.compress(plain, 0, size, block, HASH_BYTES + HEADER_BYTES);
            ByteBuffer header = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
            header.put(HASH_BYTES, LZ4);
            header.putInt(HASH_BYTES + 1, packed + HEADER_BYTES);
            header.putInt(HASH_BYTES + 5, size);
            putHash(header, block, HASH_BYTES, packed + HEADER_BYTES);
            out.write(block, 0, HASH_BYTES + HEADER_BYTES + packed);
            size = 0;
        }

        @Override
        public void flush() throws IOException {
            writeBlock();
            out.flush();
        }

        @Override
        public void close() throws IOException {
            writeBlock();
            out.close();
        }
    }
}
