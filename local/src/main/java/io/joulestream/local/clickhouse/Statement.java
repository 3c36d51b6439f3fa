package io.joulestream.local.clickhouse;

import io.joulestream.local.clickhouse.SqlTokens.Kind;
import io.joulestream.local.clickhouse.SqlTokens.Token;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request's SQL, parted from the data of an INSERT that follows it in the same bytes.
 *
 * <p>Only as much is read as the SQL needs, at most {@link #MAX_SQL_BYTES}; {@code data} is the rest, unread, or null
 * where the statement has none. With data, {@code sql} ends before its FORMAT or VALUES and {@code format} says which.
 */
final class Statement {
    static final int MAX_SQL_BYTES = 16 << 20;
    private static final int FIRST_READ_BYTES = 4 * 1024;
    /** So many bytes of VALUES are looked through for expressions. */
    static final int MAX_EXPRESSIONS_BYTES = 1 << 20;

    private final byte[] sql;
    private final List<Token> tokens;
    private final @Nullable String format;
    private final @Nullable InputStream data;
    private final @Nullable List<Token> values;

    private Statement(
            byte[] sql,
            List<Token> tokens,
            @Nullable String format,
            @Nullable InputStream data,
            @Nullable List<Token> values) {
        this.sql = sql;
        this.tokens = tokens;
        this.format = format;
        this.data = data;
        this.values = values;
    }

    static Statement read(InputStream in) throws IOException, QueryException {
        byte[] bytes = in.readNBytes(FIRST_READ_BYTES);
        boolean ended = bytes.length < FIRST_READ_BYTES;
        while (true) {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            List<Token> tokens = SqlTokens.of(text);
            int clause = dataClause(tokens);
            int dataStart = clause < 0 ? -1 : dataStart(text, tokens, clause);
            if (dataStart >= 0 && (ended || dataStart < bytes.length)) {
                String format = tokens.get(clause).is("VALUES")
                        ? "Values"
                        : tokens.get(clause + 1).text();
                @Nullable List<Token> values = List.of();
                if (format.equalsIgnoreCase("Values")) {
                    byte[] more = ended ? new byte[0] : in.readNBytes(MAX_EXPRESSIONS_BYTES);
                    ended |= more.length < MAX_EXPRESSIONS_BYTES;
                    bytes = concat(bytes, more);
                    String data = new String(bytes, dataStart, bytes.length - dataStart, StandardCharsets.ISO_8859_1);
                    values = ended ? SqlTokens.of(data) : null;
                }
                InputStream rest = new ByteArrayInputStream(bytes, dataStart, bytes.length - dataStart);
                byte[] sql = Arrays.copyOf(bytes, tokens.get(clause).start());
                return new Statement(
                        sql,
                        tokens.subList(0, clause),
                        format,
                        ended ? rest : new SequenceInputStream(rest, in),
                        values);
            }
            if (ended) {
                return new Statement(bytes, tokens, null, null, List.of());
            }
            if (bytes.length >= MAX_SQL_BYTES) {
                throw QueryException.syntax("the statement is longer than " + MAX_SQL_BYTES + " bytes");
            }
            byte[] more = in.readNBytes(bytes.length);
            ended = more.length < bytes.length;
            bytes = concat(bytes, more);
        }
    }

    byte[] sql() {
        return sql;
    }

    List<Token> tokens() {
        return tokens;
    }

    @Nullable
    String format() {
        return format;
    }

    @Nullable
    InputStream data() {
        return data;
    }

    /** Of the data after VALUES, none where there are no such; null where they are too long to be looked through. */
    @Nullable
    List<Token> values() {
        return values;
    }

    /** What the engine's parser must see to judge the statement. */
    byte[] forClassification() {
        if (format == null) {
            return sql;
        }
        String clause = format.equals("Values") ? " VALUES" : " FORMAT " + format;
        return concat(sql, clause.getBytes(StandardCharsets.UTF_8));
    }

    /** The format that a trailing FORMAT clause asks for, else {@code otherwise}. */
    String outputFormat(String otherwise) {
        int depth = 0;
        String found = otherwise;
        for (int i = 0; i + 1 < tokens.size(); i++) {
            depth += depthChange(tokens.get(i));
            if (depth == 0
                    && i > 0
                    && tokens.get(i).is("FORMAT")
                    && tokens.get(i + 1).kind() == Kind.WORD) {
                found = tokens.get(i + 1).text();
            }
        }
        return found;
    }

    /** The index of the FORMAT or VALUES that ends the SQL of an INSERT with data, or -1. */
    private static int dataClause(List<Token> tokens) {
        if (tokens.isEmpty() || !tokens.get(0).is("INSERT")) {
            return -1;
        }
        int depth = 0;
        for (int i = afterTableName(tokens); i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += depthChange(token);
            if (depth != 0) {
                continue;
            }
            if (token.is("SELECT") || token.is("WITH") || token.is("FROM") || token.is("WATCH")) {
                return -1;
            }
            boolean formatNamed = token.is("FORMAT")
                    && i + 1 < tokens.size()
                    && tokens.get(i + 1).kind() == Kind.WORD;
            if (token.is("VALUES") || formatNamed) {
                return i;
            }
        }
        return -1;
    }

    private static int afterTableName(List<Token> tokens) {
        int i = 1;
        while (i < tokens.size() && (tokens.get(i).is("INTO") || tokens.get(i).is("TABLE"))) {
            i++;
        }
        i++;
        while (i + 1 < tokens.size() && tokens.get(i).isSign('.')) {
            i += 2;
        }
        return i;
    }

    /** After VALUES at once; after a format's name the blanks and one line end belong to the SQL. */
    private static int dataStart(String text, List<Token> tokens, int clause) {
        if (tokens.get(clause).is("VALUES")) {
            return tokens.get(clause).end();
        }
        int at = tokens.get(clause + 1).end();
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '\r') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '\n') {
            at++;
        }
        return at;
    }

    private static int depthChange(Token token) {
        return token.isSign('(') ? 1 : token.isSign(')') ? -1 : 0;
    }

    private static byte[] concat(byte[] left, byte[] right) {
        byte[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }
}
