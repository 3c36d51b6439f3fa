package io.joulestream.local.clickhouse;

import com.github.luben.zstd.ZstdOutputStream;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ClickHouse's HTTP interface over the embedded engine: {@code /ping}, and a query at {@code /}.
 *
 * <p>A result is complete in memory before its first byte is sent, so that an error always has an error's status. The
 * body of a request is read to its end before any answer, or drivers would see a broken connection instead of it.
 */
final class QueryHandler implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(QueryHandler.class);

    private final List<Account> accounts;
    private final ConnectionPool connections;
    private final QuerySlots slots;

    QueryHandler(List<Account> accounts, ConnectionPool connections, QuerySlots slots) {
        this.accounts = accounts;
        this.connections = connections;
        this.slots = slots;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean probe = exchange.getRequestURI().getPath().equals("/ping");
            if (probe) {
                answerText(exchange, 200, "Ok.\n");
                return;
            }
            try {
                QueryRequest request = new QueryRequest(exchange);
                Account account = authenticate(request);
                slots.enter();
                try {
                    answer(exchange, request, account);
                } finally {
                    slots.leave();
                }
            } catch (QueryException e) {
                answerError(exchange, e);
            } catch (RuntimeException e) {
                LOG.error("request failed", e);
                answerError(exchange, QueryException.of(1002, "UNKNOWN_EXCEPTION", "internal error, see the log"));
            }
        }
    }

    private Account authenticate(QueryRequest request) throws QueryException {
        String[] credentials = request.credentials();
        for (Account account : accounts) {
            if (account.matches(credentials[0], credentials[1])) {
                return account;
            }
        }
        throw QueryException.badPassword();
    }

    private void answer(HttpExchange exchange, QueryRequest request, Account account)
            throws IOException, QueryException {
        Statement statement;
        try {
            statement = Statement.read(request.sqlAndData());
        } catch (IOException e) {
            throw unreadable(e);
        }
        if (statement.tokens().isEmpty()) {
            throw QueryException.syntax("Empty query");
        }
        ConnectionPool.Key key = new ConnectionPool.Key(
                request.database(), account.settings(request.settings(), Guard.settings(statement)));
        ChdbConnection connection = connections.borrow(key);
        boolean reusable = false;
        try {
            StatementClass kind = connection.classify(statement.forClassification());
            Guard.check(statement, kind, account, request.database());
            try (ChdbResult result = run(connection, statement, request)) {
                reusable = kind != StatementClass.CONTROL;
                answerResult(exchange, request, statement, result);
            }
        } catch (QueryException e) {
            if (e.code() != QueryException.NO_DATA_TO_INSERT) {
                throw e;
            }
            answerText(exchange, 200, "");
        } finally {
            if (reusable) {
                connections.giveBack(key, connection);
            } else {
                connection.close();
            }
        }
    }

    private static ChdbResult run(ChdbConnection connection, Statement statement, QueryRequest request)
            throws QueryException {
        InputStream data = statement.data();
        String format = statement.format();
        if (data == null || format == null) {
            return connection.query(statement.sql(), request.defaultFormat(), request.parameters());
        }
        try {
            return connection.insert(statement.sql(), format, request.parameters(), data);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static QueryException unreadable(IOException e) {
        return QueryException.of(23, "CANNOT_READ_FROM_ISTREAM", "the body cannot be read: " + e.getMessage());
    }

    private static void answerResult(
            HttpExchange exchange, QueryRequest request, Statement statement, ChdbResult result) throws IOException {
        drain(exchange);
        Headers headers = exchange.getResponseHeaders();
        headers.set("X-ClickHouse-Format", statement.outputFormat(request.defaultFormat()));
        headers.set("X-ClickHouse-Query-Id", request.queryId());
        headers.set("X-ClickHouse-Timezone", request.settings().getOrDefault("session_timezone", "UTC"));
        headers.set("X-ClickHouse-Summary", result.summary());
        headers.set("X-ClickHouse-Server-Display-Name", "joulestream");
        headers.set("Content-Type", "application/octet-stream");
        headers.set("Keep-Alive", "timeout=10");
        String encoding = request.answerEncoding();
        if (encoding != null) {
            headers.set("Content-Encoding", encoding);
        }
        boolean plain = encoding == null && !request.compressAnswer();
        // 0 means chunked, -1 no body at all.
        long length = plain && result.length() == 0 ? -1 : plain ? result.length() : 0;
        exchange.sendResponseHeaders(200, length);
        try (OutputStream out = encoded(exchange.getResponseBody(), encoding, request.compressAnswer())) {
            result.writeTo(out);
        }
    }

    private static OutputStream encoded(OutputStream out, @Nullable String encoding, boolean blocks)
            throws IOException {
        OutputStream encoded = out;
        if (encoding != null) {
            encoded = switch (encoding) {
                case "gzip" -> new GZIPOutputStream(out, 64 * 1024);
                case "lz4" -> new LZ4FrameOutputStream(out);
                default -> new ZstdOutputStream(out);
            };
        }
        return blocks ? CompressedBlocks.writing(encoded) : encoded;
    }

    private static void answerError(HttpExchange exchange, QueryException e) throws IOException {
        drain(exchange);
        exchange.getResponseHeaders().set("X-ClickHouse-Exception-Code", Integer.toString(e.code()));
        if (e.httpStatus() == 503) {
            exchange.getResponseHeaders().set("Retry-After", "1");
        }
        answerText(exchange, e.httpStatus(), e.getMessage() + "\n");
    }

    private static void answerText(HttpExchange exchange, int status, String text) throws IOException {
        drain(exchange);
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=UTF-8");
        exchange.getResponseHeaders().set("Keep-Alive", "timeout=10");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static void drain(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
    }
}
