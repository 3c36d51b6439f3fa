package io.joulestream.endpoint.tabular;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A file's bytes, inflated where it is gzip (by its first bytes, not by its name), and never more than a bound. */
final class Inflated extends FilterInputStream {
    private static final int BLOCK = 64 << 10;

    private final long most;
    private long read;

    private Inflated(InputStream in, long most) {
        super(in);
        this.most = most;
    }

    static InputStream open(Path file, long most) throws IOException {
        InputStream plain = Files.newInputStream(file);
        try {
            boolean gzip = isGzip(file);
            return new Inflated(gzip ? new GZIPInputStream(plain, BLOCK) : plain, most);
        } catch (ZipException | EOFException e) {
            plain.close();
            throw broken(e);
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    private static boolean isGzip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] magic = in.readNBytes(2);
            return magic.length == 2 && magic[0] == (byte) 0x1f && magic[1] == (byte) 0x8b;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            int count = in.read(bytes, offset, length);
            read += Math.max(0, count);
            if (read > most) {
                throw new BrokenFile(Fault.FILE_TOO_LARGE, "the file has more than " + most + " bytes once inflated");
            }
            return count;
        } catch (ZipException | EOFException e) {
            throw broken(e);
        }
    }

    private static BrokenFile broken(IOException e) {
        return new BrokenFile(
                Fault.GZIP_BROKEN,
                e instanceof EOFException ? "the gzip ends early" : "the gzip is damaged: " + e.getMessage());
    }
}
