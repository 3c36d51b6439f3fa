package io.joulestream.local.clickhouse;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a SQL text outside its strings and comments, by ClickHouse's lexical rules.
 *
 * <p>The text is bytes as ISO-8859-1, so that positions are bytes. Bytes above 127 outside quotes count as blanks:
 * whoever looks for a forbidden word finds it whatever odd blank or quote is beside it. Linear in the text.
 */
final class SqlTokens {
    enum Kind {
        WORD,
        /** An identifier in backticks or double quotes. */
        QUOTED,
        STRING,
        /** Any other single character. */
        SIGN
    }

    record Token(Kind kind, String text, int start, int end) {
        boolean is(String word) {
            return kind == Kind.WORD && text.equalsIgnoreCase(word);
        }

        boolean isSign(char sign) {
            return kind == Kind.SIGN && text.charAt(0) == sign;
        }
    }

    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private SqlTokens(String sql) {
        this.sql = sql;
    }

    static List<Token> of(String sql) {
        SqlTokens scanner = new SqlTokens(sql);
        while (scanner.at < sql.length()) {
            scanner.next();
        }
        return scanner.tokens;
    }

    private void next() {
        char c = sql.charAt(at);
        if (c <= ' ' || c > 126) {
            at++;
        } else if (sql.startsWith("--", at) || sql.startsWith("#!", at) || sql.startsWith("# ", at)) {
            at = endOf("\n", at);
        } else if (sql.startsWith("/*", at)) {
            at = endOf("*/", at + 2);
        } else if (c == '\'') {
            add(Kind.STRING, endOfQuoted(c));
        } else if (c == '`' || c == '"') {
            add(Kind.QUOTED, endOfQuoted(c));
        } else if (c == '$' && heredocEnd() > 0) {
            add(Kind.STRING, heredocEnd());
        } else if (isWordPart(c)) {
            int end = at;
            while (end < sql.length() && isWordPart(sql.charAt(end))) {
                end++;
            }
            add(Kind.WORD, end);
        } else {
            add(Kind.SIGN, at + 1);
        }
    }

    private void add(Kind kind, int end) {
        String text = kind == Kind.QUOTED ? sql.substring(at + 1, Math.max(at + 1, end - 1)) : sql.substring(at, end);
        tokens.add(new Token(kind, text, at, end));
        at = end;
    }

    private int endOf(String mark, int from) {
        int found = sql.indexOf(mark, from);
        return found < 0 ? sql.length() : found + mark.length();
    }

    private int endOfQuoted(char quote) {
        for (int i = at + 1; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == quote) {
                if (i + 1 < sql.length() && sql.charAt(i + 1) == quote) {
                    i++;
                } else {
                    return i + 1;
                }
            }
        }
        return sql.length();
    }

    /** The end of {@code $tag$ … $tag$} starting here, or 0 where none starts. */
    private int heredocEnd() {
        int tagEnd = at + 1;
        while (tagEnd < sql.length() && isWordPart(sql.charAt(tagEnd))) {
            tagEnd++;
        }
        if (tagEnd >= sql.length() || sql.charAt(tagEnd) != '$') {
            return 0;
        }
        String tag = sql.substring(at, tagEnd + 1);
        int close = sql.indexOf(tag, tagEnd + 1);
        return close < 0 ? 0 : close + tag.length();
    }

    private static boolean isWordPart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }
}
