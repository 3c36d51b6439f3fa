package io.joulestream.endpoint.tabular;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of text, plain or gzip, once its bytes have all been seen: that they can be read to their end within the bound,
 * and whether all of them are UTF-8; if not they are Latin-1, in which nothing is invalid.
 *
 * @param bytes inflated
 */
public record TextFile(Path file, long most, Charset charset, long bytes) {
    private static final int BLOCK = 64 << 10;

    /**
     * Reads the file through.
     *
     * @param told the charset, where somebody said it
     * @param most inflated bytes
     */
    public static TextFile inspect(Path file, @Nullable Charset told, long most) throws IOException, Refusal {
        var utf8 = new Utf8();
        long line = 1;
        long bytes = 0;
        var block = new byte[BLOCK];
        try (InputStream in = Inflated.open(file, most)) {
            for (int count; (count = in.read(block, 0, BLOCK)) > 0; bytes += count) {
                if (bytes == 0) {
                    refuseWhatIsNoText(block, count);
                }
                for (int i = 0; i < count; i++) {
                    if (block[i] == 0) {
                        throw Refusal.of(line, "", Fault.NOT_TEXT, "a zero byte: not text in UTF-8 or Latin-1");
                    }
                    line += block[i] == '\n' ? 1 : 0;
                }
                utf8.add(block, count);
            }
        } catch (BrokenFile e) {
            throw Refusal.of(line, "", e.fault(), String.valueOf(e.getMessage()));
        }
        if (bytes == 0) {
            throw Refusal.of(1, "", Fault.FILE_EMPTY, "the file has no bytes");
        }
        boolean valid = utf8.valid();
        if (told != null && told.equals(StandardCharsets.UTF_8) && !valid) {
            throw Refusal.of(utf8.firstBadLine(), "", Fault.CHARSET_UNSUPPORTED, "not UTF-8, as charset says");
        }
        Charset charset = told != null ? told : valid ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        return new TextFile(file, most, charset, bytes);
    }

    private static void refuseWhatIsNoText(byte[] block, int count) throws Refusal {
        int first = count > 0 ? block[0] & 0xff : 0;
        int second = count > 1 ? block[1] & 0xff : 0;
        if ((first == 0xfe && second == 0xff) || (first == 0xff && second == 0xfe)) {
            throw Refusal.of(1, "", Fault.CHARSET_UNSUPPORTED, "UTF-16: save the file as UTF-8");
        }
        String start = new String(block, 0, Math.min(count, 64), StandardCharsets.ISO_8859_1).stripLeading();
        String what = start.startsWith("PK\u0003\u0004")
                ? "a workbook or ZIP archive: save it as CSV"
                : start.startsWith("%PDF")
                        ? "a PDF"
                        : start.startsWith("{") || start.startsWith("[")
                                ? "JSON: send it to POST /v1/readings"
                                : start.startsWith("<") ? "XML or HTML" : "";
        if (!what.isEmpty()) {
            throw Refusal.of(1, "", Fault.NOT_TEXT, "not rows of text but " + what);
        }
    }

    /** The rows from the first line on. */
    public RowReader rows(char delimiter) throws IOException {
        return new RowReader(open(), delimiter, charset);
    }

    /** The inflated bytes after a byte order mark. */
    InputStream open() throws IOException {
        var in = new PushbackInputStream(Inflated.open(file, most), 3);
        byte[] start = in.readNBytes(3);
        boolean mark =
                start.length == 3 && start[0] == (byte) 0xef && start[1] == (byte) 0xbb && start[2] == (byte) 0xbf;
        if (!mark) {
            in.unread(start);
        }
        return in;
    }

    /** Whether bytes are UTF-8, block by block. */
    private static final class Utf8 {
        private final CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        private final CharBuffer chars = CharBuffer.allocate(BLOCK + 8);
        private final ByteBuffer bytes = ByteBuffer.allocate(BLOCK + 8);
        private boolean valid = true;
        private long line = 1;

        void add(byte[] block, int count) {
            if (valid) {
                bytes.put(block, 0, count).flip();
                chars.clear();
                valid = !decoder.decode(bytes, chars, false).isError();
                int decoded = chars.position();
                for (int i = 0; i < decoded; i++) {
                    line += chars.get(i) == '\n' ? 1 : 0;
                }
                bytes.compact();
            }
        }

        boolean valid() {
            bytes.flip();
            return valid && !decoder.decode(bytes, chars.clear(), true).isError();
        }

        long firstBadLine() {
            return line;
        }
    }
}
