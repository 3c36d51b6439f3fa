package io.joulestream.endpoint.imports;

import io.joulestream.endpoint.tabular.Fault;
import io.joulestream.endpoint.tabular.Refusal;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of one decimal separator. Which one is told, or decided once for a whole file: by a value that can only be meant
 * one way, such as 0.5 or 12,34; a dot where no value has a comma and commas part the fields. Where all values may also be
 * thousands (1.234), nobody guesses. Thousands separators are never read.
 */
final class NumberText {
    private static final Set<String> MISSING = Set.of("", "?", "na", "n/a", "null", "nan", "none", "-");
    /** A number that may be thousands: 1.234, 12.345.678. */
    private static final Pattern GROUPS = Pattern.compile("[+-]?[1-9]\\d{0,2}([.,]\\d{3})+");

    private static final Pattern DOT = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");
    private static final Pattern COMMA = Pattern.compile("[+-]?(\\d+,?\\d*|,\\d+)([eE][+-]?\\d{1,4})?");
    private static final int LONGEST = 100;

    private NumberText() {}

    static boolean isMissing(String text, Set<String> further) {
        if (text.length() > 20) {
            return false;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        return MISSING.contains(lower) || (!lower.isEmpty() && further.contains(lower));
    }

    /** The number; null where the text is none. */
    static @Nullable BigDecimal parse(String text, char decimal) {
        if (text.length() > LONGEST || text.isEmpty()) {
            return null;
        }
        if (decimal == '.') {
            return isPlain(text) || DOT.matcher(text).matches() ? new BigDecimal(text) : null;
        }
        return COMMA.matcher(text).matches() ? new BigDecimal(text.replace(',', '.')) : null;
    }

    /** Digits, and at most one dot between: the usual number, told without a regular expression. */
    private static boolean isPlain(String text) {
        int dot = -1;
        for (int i = text.charAt(0) == '-' ? 1 : 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' && dot < 0 && i > 0 && text.charAt(i - 1) != '-' && i + 1 < text.length()) {
                dot = i;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return !text.equals("-");
    }

    /** What the values of a file say about its separator. */
    static final class Evidence {
        private final char delimiter;
        private boolean dot;
        private boolean comma;
        private long groupedDotRow;
        private long groupedCommaRow;
        private long conflictRow;
        private String grouped = "";

        Evidence(char delimiter) {
            this.delimiter = delimiter;
        }

        void add(String text, long row) {
            boolean hasDot = text.indexOf('.') >= 0;
            boolean hasComma = text.indexOf(',') >= 0;
            if (text.length() > LONGEST || hasDot == hasComma) {
                return;
            }
            if (GROUPS.matcher(text).matches()) {
                grouped = grouped.isEmpty() ? text : grouped;
                if (hasDot && groupedDotRow == 0) {
                    groupedDotRow = row;
                } else if (hasComma && groupedCommaRow == 0) {
                    groupedCommaRow = row;
                }
            } else if (hasDot && DOT.matcher(text).matches()) {
                dot = true;
                conflictRow = comma && conflictRow == 0 ? row : conflictRow;
            } else if (hasComma && COMMA.matcher(text).matches()) {
                comma = true;
                conflictRow = dot && conflictRow == 0 ? row : conflictRow;
            }
        }

        char decide() throws Refusal {
            if (dot && comma) {
                throw Refusal.of(
                        conflictRow,
                        "",
                        Fault.DECIMAL_AMBIGUOUS,
                        "some values have a decimal dot, others a decimal comma: say decimal=dot or decimal=comma");
            }
            if (dot || comma) {
                return dot ? '.' : ',';
            }
            if (groupedCommaRow > 0 || (groupedDotRow > 0 && delimiter != ',')) {
                throw Refusal.of(
                        groupedCommaRow > 0 ? groupedCommaRow : groupedDotRow,
                        "",
                        Fault.DECIMAL_AMBIGUOUS,
                        "value " + Refusal.shown(grouped)
                                + " may have decimals or thousands, as may all others: say decimal=dot or decimal=comma");
            }
            return '.';
        }
    }
}
