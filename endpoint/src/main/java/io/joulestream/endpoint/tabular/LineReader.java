package io.joulestream.endpoint.tabular;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lines of bytes, ended by LF, CR LF or CR. Of a line that is too long only the start is kept. */
final class LineReader {
    private static final int BLOCK = 64 << 10;

    private final InputStream in;
    private final int longest;
    private final byte[] block = new byte[BLOCK];
    private int position;
    private int limit;
    private boolean afterCarriageReturn;
    private long number;

    LineReader(InputStream in, int longest) {
        this.in = in;
        this.longest = longest;
    }

    /**
     * One line.
     *
     * @param number from 1
     * @param cut whether it was too long, and these are its first bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Line(byte[] bytes, long number, boolean cut) {}

    /** The next line; null at the end. */
    @Nullable
    Line next() throws IOException {
        byte[] line = new byte[0];
        int length = 0;
        boolean cut = false;
        boolean any = false;
        while (true) {
            if (position == limit && !fill()) {
                return any ? new Line(Arrays.copyOf(line, length), ++number, cut) : null;
            }
            if (afterCarriageReturn) {
                afterCarriageReturn = false;
                if (block[position] == '\n') {
                    position++;
                    continue;
                }
            }
            any = true;
            int end = endOfLine();
            int part = Math.min(end - position, longest - length);
            cut |= part < end - position;
            if (length + part > line.length) {
                line = Arrays.copyOf(line, Math.min(longest, Math.max(length + part, 2 * line.length)));
            }
            System.arraycopy(block, position, line, length, part);
            length += part;
            position = end;
            if (end < limit) {
                afterCarriageReturn = block[end] == '\r';
                position++;
                return new Line(length == line.length ? line : Arrays.copyOf(line, length), ++number, cut);
            }
        }
    }

    private int endOfLine() {
        int at = position;
        while (at < limit && block[at] != '\n' && block[at] != '\r') {
            at++;
        }
        return at;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(block, 0, BLOCK));
        return limit > 0;
    }
}
