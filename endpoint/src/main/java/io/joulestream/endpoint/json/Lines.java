package io.joulestream.endpoint.json;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The lines of a stream that are not blank, in one reused buffer. What a line has beyond a limit is skipped. */
final class Lines {
    private final InputStream in;
    private final int limit;
    private final byte[] chunk = new byte[64 << 10];
    private int position;
    private int filled;
    private byte[] line = new byte[1024];
    private int length;
    private boolean tooLong;

    Lines(InputStream in, int limit) {
        this.in = in;
        this.limit = limit;
    }

    /** Moves to the next line; false after the last one. */
    boolean next() throws IOException {
        while (true) {
            length = 0;
            tooLong = false;
            if (!readLine()) {
                return false;
            }
            if (!blank()) {
                return true;
            }
        }
    }

    /** The line, from index 0 up to {@link #length}; valid until the next call of {@link #next}. */
    byte[] bytes() {
        return line;
    }

    int length() {
        return length;
    }

    boolean tooLong() {
        return tooLong;
    }

    private boolean readLine() throws IOException {
        boolean any = false;
        while (position < filled || fill()) {
            any = true;
            int end = position;
            while (end < filled && chunk[end] != '\n') {
                end++;
            }
            append(end);
            boolean complete = end < filled;
            position = complete ? end + 1 : end;
            if (complete) {
                return true;
            }
        }
        return any;
    }

    private boolean fill() throws IOException {
        position = 0;
        filled = Math.max(0, in.read(chunk, 0, chunk.length));
        return filled > 0;
    }

    private void append(int end) {
        int part = end - position;
        if (length + part > limit) {
            tooLong = true;
            return;
        }
        if (length + part > line.length) {
            line = Arrays.copyOf(line, Math.max(length + part, 2 * line.length));
        }
        System.arraycopy(chunk, position, line, length, part);
        length += part;
    }

    private boolean blank() {
        if (tooLong) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
                return false;
            }
        }
        return true;
    }
}
