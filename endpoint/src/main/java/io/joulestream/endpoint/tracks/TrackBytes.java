package io.joulestream.endpoint.tracks;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * The bytes of a track, inflated where they are gzip, as Strava's exports are, and never more than a bound. Blanks
 * before the first {@code <} are left out: Strava's TCX starts with some, which XML does not allow.
 */
final class TrackBytes extends FilterInputStream {
    private final long most;
    private long read;

    private TrackBytes(InputStream in, long most) {
        super(in);
        this.most = most;
    }

    static TrackBytes open(InputStream in, long most) throws IOException {
        var plain = new BufferedInputStream(in);
        plain.mark(2);
        byte[] magic = plain.readNBytes(2);
        plain.reset();
        boolean gzip = magic.length == 2 && magic[0] == (byte) 0x1f && magic[1] == (byte) 0x8b;
        var inflated = new BufferedInputStream(gzip ? new GZIPInputStream(plain) : plain);
        var bytes = new TrackBytes(inflated, most);
        int first;
        do {
            inflated.mark(1);
            first = bytes.read();
        } while (first == ' ' || first == '\t' || first == '\r' || first == '\n');
        inflated.reset();
        return bytes;
    }

    boolean tooMany() {
        return read > most;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, length);
        read += Math.max(0, count);
        if (tooMany()) {
            throw new IOException("more than " + most + " bytes");
        }
        return count;
    }
}
