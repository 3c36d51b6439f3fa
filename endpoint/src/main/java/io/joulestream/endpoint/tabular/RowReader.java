package io.joulestream.endpoint.tabular;

import io.joulestream.endpoint.tabular.LineReader.Line;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a delimited text, as RFC 4180 has them, with blanks around fields forgiven. A quoted field may span lines; but
 * where no row of the expected number of fields comes of it, its first line alone is refused and reading goes on with the
 * next line: one stray quote must never swallow the rows after it. A library that stops at the first bad row could not
 * give every row its verdict.
 */
public final class RowReader implements Closeable {
    private static final int LONGEST_LINE = 1 << 20;
    private static final int MOST_LINES = 100;
    private static final int MOST_BYTES = 64 << 10;
    private static final int SHOWN_RAW = 1000;

    private final InputStream in;
    private final LineReader lines;
    private final char delimiter;
    private final Charset charset;
    /** Lines read ahead in search of a closing quote. */
    private final Deque<Line> ahead = new ArrayDeque<>();

    private final List<String> fields = new ArrayList<>();
    private int expected;
    private byte[] raw = new byte[0];

    RowReader(InputStream in, char delimiter, Charset charset) {
        this.in = in;
        this.lines = new LineReader(in, LONGEST_LINE);
        this.delimiter = delimiter;
        this.charset = charset;
    }

    /** How many fields a row that spans lines must have. */
    public void expect(int count) {
        expected = count;
    }

    /**
     * The next row that is not blank; null at the end.
     *
     * @throws Refusal of one row; the next call goes on after it
     */
    public @Nullable TableRow next() throws IOException, Refusal {
        for (Line line = nextLine(); line != null; line = nextLine()) {
            raw = line.bytes();
            if (line.cut()) {
                throw Refusal.of(
                        line.number(), "", Fault.ROW_TOO_LONG, "the row is longer than " + LONGEST_LINE + " bytes");
            }
            if (!isBlank(raw)) {
                return row(line);
            }
        }
        return null;
    }

    /** The start of the row read last, as it is in the file. */
    public String raw() {
        return new String(raw, 0, Math.min(raw.length, SHOWN_RAW), charset);
    }

    private @Nullable Line nextLine() throws IOException {
        return ahead.isEmpty() ? lines.next() : ahead.removeFirst();
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\t') {
                return false;
            }
        }
        return true;
    }

    private TableRow row(Line line) throws IOException, Refusal {
        Split split = split(line.bytes());
        if (split == Split.OPEN) {
            split = splitWithLinesAfter(line);
        }
        if (split != Split.WHOLE) {
            String detail = split == Split.OPEN
                    ? "a quote is opened and not closed; a quote within quotes is written twice"
                    : "text follows a closing quote; a quote within quotes is written twice";
            throw Refusal.of(line.number(), "", Fault.QUOTES_UNBALANCED, detail);
        }
        return new TableRow(line.number(), fields.toArray(new String[0]));
    }

    private Split splitWithLinesAfter(Line first) throws IOException {
        var joined = new ByteArrayOutputStream();
        joined.writeBytes(first.bytes());
        var taken = new ArrayList<Line>();
        while (taken.size() < MOST_LINES && joined.size() < MOST_BYTES) {
            Line line = nextLine();
            if (line == null) {
                break;
            }
            taken.add(line);
            if (line.cut()) {
                break;
            }
            joined.write('\n');
            joined.writeBytes(line.bytes());
            if (contains(line.bytes(), (byte) '"')) {
                Split split = split(joined.toByteArray());
                if (split == Split.WHOLE && (expected == 0 || fields.size() == expected)) {
                    raw = joined.toByteArray();
                    return split;
                }
                if (split != Split.OPEN) {
                    break;
                }
            }
        }
        for (int i = taken.size() - 1; i >= 0; i--) {
            ahead.addFirst(taken.get(i));
        }
        return Split.OPEN;
    }

    private static boolean contains(byte[] bytes, byte wanted) {
        for (byte b : bytes) {
            if (b == wanted) {
                return true;
            }
        }
        return false;
    }

    private enum Split {
        WHOLE,
        /** A quoted field does not end. */
        OPEN,
        /** Text after a closing quote. */
        BROKEN
    }

    /** Fills {@code fields}. Delimiters and quotes are ASCII, so bytes will do in both charsets. */
    private Split split(byte[] bytes) {
        fields.clear();
        int at = 0;
        while (true) {
            while (at < bytes.length && isSpace(bytes[at])) {
                at++;
            }
            boolean quoted = at < bytes.length && bytes[at] == '"';
            at = quoted ? quoted(bytes, at + 1) : plain(bytes, at);
            if (at < 0) {
                return at == UNCLOSED ? Split.OPEN : Split.BROKEN;
            }
            if (at == bytes.length) {
                return Split.WHOLE;
            }
            at++;
        }
    }

    private static final int UNCLOSED = -1;
    private static final int TRAILING = -2;

    private boolean isSpace(byte b) {
        return b == ' ' || (b == '\t' && delimiter != '\t');
    }

    private int plain(byte[] bytes, int from) {
        int end = from;
        while (end < bytes.length && bytes[end] != delimiter) {
            end++;
        }
        int last = end;
        while (last > from && isSpace(bytes[last - 1])) {
            last--;
        }
        fields.add(new String(bytes, from, last - from, charset));
        return end;
    }

    /** From after the opening quote to the delimiter or the end. */
    private int quoted(byte[] bytes, int from) {
        int start = from;
        StringBuilder pieces = null;
        int at = from;
        while (true) {
            while (at < bytes.length && bytes[at] != '"') {
                at++;
            }
            if (at == bytes.length) {
                return UNCLOSED;
            }
            if (at + 1 == bytes.length || bytes[at + 1] != '"') {
                break;
            }
            pieces = pieces == null ? new StringBuilder() : pieces;
            pieces.append(new String(bytes, start, at + 1 - start, charset));
            at += 2;
            start = at;
        }
        String rest = new String(bytes, start, at - start, charset);
        fields.add((pieces == null ? rest : pieces + rest).strip());
        at++;
        while (at < bytes.length && isSpace(bytes[at])) {
            at++;
        }
        return at == bytes.length || bytes[at] == delimiter ? at : TRAILING;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
