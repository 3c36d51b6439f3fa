package io.joulestream.endpoint.tabular;

import io.joulestream.endpoint.tabular.LineReader.Line;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What parts the fields: a tab, semicolon or comma, the first of these that the first line has outside of quotes, since a
 * comma may be a decimal one. A first line {@code sep=;}, as spreadsheets write it, says so and is no row.
 *
 * @param announced whether the first line only says so
 */
public record Delimiter(char character, boolean announced) {
    private static final String CANDIDATES = "\t;,";
    private static final int LONGEST_LINE = 1 << 20;

    /** @param told the one that somebody said */
    public static Delimiter of(TextFile file, @Nullable Character told) throws IOException, Refusal {
        try (InputStream in = file.open()) {
            var lines = new LineReader(in, LONGEST_LINE);
            for (Line line = lines.next(); line != null; line = lines.next()) {
                if (line.cut()) {
                    throw Refusal.of(
                            line.number(), "", Fault.ROW_TOO_LONG, "the row is longer than " + LONGEST_LINE + " bytes");
                }
                String text = new String(line.bytes(), file.charset());
                if (text.isBlank()) {
                    continue;
                }
                String start = text.strip().toLowerCase(Locale.ROOT);
                boolean announced = start.length() <= 5 && start.startsWith("sep=");
                if (announced) {
                    char character = text.length() > 4 ? text.charAt(4) : '\t';
                    return new Delimiter(told == null ? character : told, true);
                }
                return new Delimiter(told == null ? sniff(text, line.number()) : told, false);
            }
        }
        throw Refusal.of(1, "", Fault.FILE_EMPTY, "the file has only blank lines");
    }

    private static char sniff(String line, long number) throws Refusal {
        boolean[] found = new boolean[CANDIDATES.length()];
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            quoted ^= c == '"';
            int candidate = quoted ? -1 : CANDIDATES.indexOf(c);
            if (candidate >= 0) {
                found[candidate] = true;
            }
        }
        for (int i = 0; i < found.length; i++) {
            if (found[i]) {
                return CANDIDATES.charAt(i);
            }
        }
        throw Refusal.of(
                number,
                "",
                Fault.DELIMITER_UNKNOWN,
                "no comma, semicolon or tab in " + Refusal.shown(line) + "; 'delimiter' says another");
    }
}
