package io.joulestream.local.clickhouse;

import io.joulestream.local.clickhouse.SqlTokens.Kind;
import io.joulestream.local.clickhouse.SqlTokens.Token;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses what reaches past the engine's tables and what no grant covers: {@code file()} as a function,
 * {@code INTO OUTFILE}, {@code FROM INFILE}, dictionaries over HTTP or programs. The engine's own grants
 * ({@link EngineFolder}) refuse the table functions and engines: file, url, s3 and the like.
 */
final class Guard {
    private static final Set<String> FORBIDDEN_CALLS = Set.of("file", "http", "executable", "executablepool", "disk");

    private Guard() {}

    static void check(Statement statement, StatementClass kind, Account account) throws QueryException {
        if (!account.mayWrite() && kind != StatementClass.READ_ONLY && kind != StatementClass.UNKNOWN) {
            throw QueryException.readonly(account + ": Cannot execute query in readonly mode.");
        }
        List<Token> tokens = statement.tokens();
        if (!account.onlyInto().isEmpty() && !insertsInto(account.onlyInto(), statement)) {
            throw QueryException.denied(account + " may only insert rows into " + account.onlyInto());
        }
        for (int i = 0; i + 1 < tokens.size(); i++) {
            Token token = tokens.get(i);
            Token next = tokens.get(i + 1);
            if ((next.is("OUTFILE") && token.is("INTO")) || (next.is("INFILE") && token.is("FROM"))) {
                throw QueryException.denied(token.text() + " " + next.text() + " is shut here: no files.");
            }
            if (next.isSign('(') && isForbiddenCall(token)) {
                throw QueryException.denied(token.text() + "() is shut here: no files, addresses or programs.");
            }
        }
    }

    /** Rows that come with the statement, not from a query, into a table of the default database. */
    private static boolean insertsInto(Set<String> tables, Statement statement) {
        List<Token> tokens = statement.tokens();
        int name = tokens.size() > 3 && tokens.get(3).isSign('.') ? 4 : 2;
        return statement.data() != null
                && tokens.size() > name
                && tokens.get(0).is("INSERT")
                && tokens.get(1).is("INTO")
                && (name == 2 || tokens.get(2).text().equals("default"))
                && tables.contains(tokens.get(name).text());
    }

    private static boolean isForbiddenCall(Token token) {
        // A quoted name with an escape could spell anything.
        return (token.kind() == Kind.WORD || token.kind() == Kind.QUOTED)
                && (FORBIDDEN_CALLS.contains(token.text().toLowerCase(Locale.ROOT))
                        || (token.kind() == Kind.QUOTED && token.text().contains("\\")));
    }
}
