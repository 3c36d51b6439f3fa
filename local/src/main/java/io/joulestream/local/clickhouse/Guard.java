package io.joulestream.local.clickhouse;

import io.joulestream.local.clickhouse.SqlTokens.Kind;
import io.joulestream.local.clickhouse.SqlTokens.Token;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Refuses what reaches past the engine's tables and what no grant covers: {@code file()} as a function,
 * {@code INTO OUTFILE}, {@code FROM INFILE}, dictionaries over HTTP or programs, and VALUES that read. The engine's own
 * grants ({@link EngineFolder}) refuse the table functions and engines: file, url, s3 and the like.
 */
final class Guard {
    /** Whether VALUES may be expressions. */
    private static final Set<String> EXPRESSION_SETTINGS =
            Set.of("input_format_values_interpret_expressions", "input_format_values_deduce_templates_of_expressions");

    private static final Set<String> FORBIDDEN_CALLS = Set.of("file", "http", "executable", "executablepool", "disk");

    private Guard() {}

    /**
     * Settings that let VALUES be expressions where they read nothing, or are too long to be looked through: the job's dead
     * letters are, and only the writer may send VALUES at all.
     */
    static Map<String, String> settings(Statement statement) {
        List<Token> values = statement.values();
        String value = values == null || readNothing(values) ? "1" : "0";
        return EXPRESSION_SETTINGS.stream().collect(Collectors.toMap(name -> name, name -> value));
    }

    private static boolean readNothing(List<Token> values) {
        boolean nothing = !values.isEmpty();
        for (int i = 0; i < values.size(); i++) {
            boolean call = i + 1 < values.size() && values.get(i + 1).isSign('(');
            nothing &= !values.get(i).is("SELECT") && !(call && isForbiddenCall(values.get(i)));
        }
        return nothing;
    }

    /** @param database of the request, where names without one are looked up; empty: the default one */
    static void check(Statement statement, StatementClass kind, Account account, String database)
            throws QueryException {
        if (!account.mayWrite() && kind != StatementClass.READ_ONLY && kind != StatementClass.UNKNOWN) {
            throw QueryException.readonly(account + ": Cannot execute query in readonly mode.");
        }
        List<Token> tokens = statement.tokens();
        if (!account.onlyInto().isEmpty() && !insertsInto(account.onlyInto(), statement, database)) {
            throw QueryException.denied(account + " may only insert rows into " + account.onlyInto());
        }
        for (int i = 0; i + 1 < tokens.size(); i++) {
            Token token = tokens.get(i);
            Token next = tokens.get(i + 1);
            if ((next.is("OUTFILE") && token.is("INTO")) || (next.is("INFILE") && token.is("FROM"))) {
                throw QueryException.denied(token.text() + " " + next.text() + " is shut here: no files.");
            }
            if (next.isSign('=') && (EXPRESSION_SETTINGS.contains(token.text()) || isMasked(token))) {
                throw QueryException.denied(token.text() + " is shut here: it depends on the VALUES.");
            }
            if (next.isSign('(') && isForbiddenCall(token)) {
                throw QueryException.denied(token.text() + "() is shut here: no files, addresses or programs.");
            }
        }
    }

    /** Rows that come with the statement, as plain data without expressions, into a table of the default database. */
    private static boolean insertsInto(Set<String> tables, Statement statement, String database) {
        List<Token> tokens = statement.tokens();
        boolean qualified = tokens.size() > 3 && tokens.get(3).isSign('.');
        int name = qualified ? 4 : 2;
        String into = qualified ? tokens.get(2).text() : database;
        return statement.data() != null
                && !"Values".equalsIgnoreCase(statement.format())
                && tokens.size() > name
                && tokens.get(0).is("INSERT")
                && tokens.get(1).is("INTO")
                && (into.equals("default") || (into.isEmpty() && !qualified))
                && tables.contains(tokens.get(name).text())
                && tokens.stream().noneMatch(token -> token.is("SELECT") || token.is("WITH"));
    }

    private static boolean isForbiddenCall(Token token) {
        return (token.kind() == Kind.WORD || token.kind() == Kind.QUOTED)
                && (FORBIDDEN_CALLS.contains(token.text().toLowerCase(Locale.ROOT)) || isMasked(token));
    }

    /** A quoted name with an escape could spell anything. */
    private static boolean isMasked(Token token) {
        return token.kind() == Kind.QUOTED && token.text().contains("\\");
    }
}
