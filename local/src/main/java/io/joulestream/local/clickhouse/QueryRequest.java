package io.joulestream.local.clickhouse;

import com.github.luben.zstd.ZstdInputStream;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a request of ClickHouse's HTTP interface says beside its SQL: URL parameters that are neither known here nor
 * begin with {@code param_} are settings; a header counts where the URL says nothing.
 */
final class QueryRequest {
    private static final Set<String> NO_SETTINGS = Set.of(
            "query",
            "query_id",
            "user",
            "password",
            "quota_key",
            "database",
            "default_format",
            "compress",
            "decompress",
            "session_id",
            "session_check",
            "session_timeout",
            "role",
            "wait_end_of_query",
            "buffer_size",
            "stacktrace",
            "client_protocol_version",
            "enable_http_compression");

    private final HttpExchange exchange;
    private final Map<String, String> url = new LinkedHashMap<>();
    private final Map<String, String> settings = new TreeMap<>();
    private final Map<String, String> parameters = new LinkedHashMap<>();

    QueryRequest(HttpExchange exchange) throws QueryException {
        this.exchange = exchange;
        String query = exchange.getRequestURI().getRawQuery();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (name.startsWith("param_")) {
                parameters.put(name.substring("param_".length()), value);
            } else if (NO_SETTINGS.contains(name)) {
                url.put(name, value);
            } else if (!name.isEmpty()) {
                settings.put(checkedName(name), value);
            }
        }
        if (!url.getOrDefault("session_id", "").isEmpty()) {
            throw QueryException.of(48, "NOT_IMPLEMENTED", "sessions are not kept here: leave session_id away");
        }
    }

    private static String decode(String text) throws QueryException {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw QueryException.of(36, "BAD_ARGUMENTS", "malformed URL parameter: " + text);
        }
    }

    /** Settings are put into a SET statement, so that a name must be a name. */
    private static String checkedName(String name) throws QueryException {
        if (!name.matches("[A-Za-z0-9_]+")) {
            throw QueryException.of(115, "UNKNOWN_SETTING", "Unknown setting '" + name + "'.");
        }
        return name;
    }

    Map<String, String> settings() {
        return settings;
    }

    Map<String, String> parameters() {
        return parameters;
    }

    String database() {
        return urlOrHeader("database", "X-ClickHouse-Database", "");
    }

    String defaultFormat() {
        return urlOrHeader("default_format", "X-ClickHouse-Format", "TabSeparated");
    }

    String queryId() {
        String id = urlOrHeader("query_id", "X-ClickHouse-Query-Id", "");
        return id.isEmpty() || id.chars().anyMatch(c -> c < ' ' || c > '~')
                ? UUID.randomUUID().toString()
                : id;
    }

    /** User and password, from ClickHouse's headers, the URL or Basic authentication. */
    String[] credentials() {
        String authorization = header("Authorization");
        if (authorization != null && authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            try {
                String pair = new String(
                        Base64.getDecoder().decode(authorization.substring(6).trim()), StandardCharsets.UTF_8);
                int colon = pair.indexOf(':');
                return colon < 0
                        ? new String[] {pair, ""}
                        : new String[] {pair.substring(0, colon), pair.substring(colon + 1)};
            } catch (IllegalArgumentException e) {
                return new String[] {"", ""};
            }
        }
        return new String[] {
            urlOrHeader("user", "X-ClickHouse-User", "default"), urlOrHeader("password", "X-ClickHouse-Key", "")
        };
    }

    boolean compressAnswer() {
        return "1".equals(url.get("compress"));
    }

    /** The content encoding that the client accepts, in ClickHouse's order, or null for none. */
    @Nullable
    String answerEncoding() {
        String accepted = header("Accept-Encoding");
        if (accepted == null || !"1".equals(url.get("enable_http_compression"))) {
            return null;
        }
        for (String encoding : new String[] {"gzip", "lz4", "zstd"}) {
            if (accepted.contains(encoding)) {
                return encoding;
            }
        }
        return null;
    }

    /** The SQL and what follows it: the URL's query, a line end, the body without its encodings. */
    InputStream sqlAndData() throws IOException, QueryException {
        InputStream body = new Unclosable(exchange.getRequestBody());
        String encoding = header("Content-Encoding");
        body = switch (encoding == null ? "" : encoding.toLowerCase(Locale.ROOT)) {
            case "", "identity" -> body;
            case "gzip" -> new GZIPInputStream(body, 64 * 1024);
            case "deflate" -> new InflaterInputStream(body);
            case "lz4" -> new LZ4FrameInputStream(body);
            case "zstd" -> new ZstdInputStream(body);
            default -> throw QueryException.of(48, "NOT_IMPLEMENTED", "Content-Encoding " + encoding + " is not known");
        };
        if ("1".equals(url.get("decompress"))) {
            body = CompressedBlocks.reading(body);
        }
        String query = url.getOrDefault("query", "").stripTrailing();
        return query.isEmpty()
                ? body
                : new SequenceInputStream(
                        new ByteArrayInputStream((query + "\n").getBytes(StandardCharsets.UTF_8)), body);
    }

    private String urlOrHeader(String name, String headerName, String otherwise) {
        String value = url.get(name);
        if (value == null) {
            value = header(headerName);
        }
        return value == null ? otherwise : value;
    }

    private @Nullable String header(String name) {
        Headers headers = exchange.getRequestHeaders();
        return headers.getFirst(name);
    }

    /** The exchange's body is drained before the answer, whatever closed the streams around it. */
    private static final class Unclosable extends FilterInputStream {
        Unclosable(InputStream in) {
            super(in);
        }

        @Override
        public void close() {}
    }
}
