package io.joulestream.endpoint;

import io.javalin.http.Context;
import io.joulestream.core.input.Rejection;
import io.joulestream.endpoint.json.JsonOut;
import io.joulestream.endpoint.log.LogUnavailable;
import io.joulestream.endpoint.store.StoreUnavailable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer other than the one asked for, as application/problem+json (RFC 9457). The reason is a code for programs,
 * the detail is for people; both are fit for a client.
 */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;
    static final String CONTENT_TYPE = "application/problem+json";
    private static final String RETRY_AFTER_SECONDS = "2";

    private final int status;
    private final String reason;
    private final transient Map<String, Object> members = new LinkedHashMap<>();
    private final transient Map<String, String> headers = new LinkedHashMap<>();
    private transient JsonOut.Content more = out -> {};

    Problem(int status, String reason, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.reason = reason;
    }

    /** A parameter, header or field whose value is not allowed. */
    static Problem parameter(String field, String value, String allowed) {
        return new Problem(400, "parameter_invalid", "'" + field + "' must be " + allowed)
                .with("field", field)
                .with("value", value.length() > 200 ? value.substring(0, 200) + "…" : value)
                .with("allowed", allowed);
    }

    static Problem rejected(int status, Rejection why) {
        return new Problem(status, why.reason().code(), why.detail());
    }

    static Problem logAway(LogUnavailable e) {
        return new Problem(503, "log_unavailable", "Kafka does not take the write: " + e.getMessage())
                .header("Retry-After", RETRY_AFTER_SECONDS);
    }

    static Problem storeAway(StoreUnavailable e) {
        return e.timeout()
                ? new Problem(504, "store_timeout", String.valueOf(e.getMessage()))
                : new Problem(503, "store_unavailable", String.valueOf(e.getMessage()))
                        .header("Retry-After", RETRY_AFTER_SECONDS);
    }

    static Problem busy(String detail) {
        return new Problem(503, "busy", detail).header("Retry-After", RETRY_AFTER_SECONDS);
    }

    static Problem unknownSeries(String series) {
        return new Problem(404, "series_unknown", "there is no series '" + series + "'").with("value", series);
    }

    /** @param value a text, a number, a boolean or a list of texts */
    Problem with(String name, Object value) {
        members.put(name, value);
        return this;
    }

    Problem with(JsonOut.Content fields) {
        more = fields;
        return this;
    }

    Problem header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    int status() {
        return status;
    }

    void answer(Context ctx) {
        headers.forEach(ctx::header);
        ctx.status(status).contentType(CONTENT_TYPE).result(json());
    }

    byte[] json() {
        var bytes = new ByteArrayOutputStream();
        try {
            JsonOut.object(bytes, out -> {
                out.text("type", "urn:joulestream:problem:" + reason);
                out.text("title", title(status));
                out.number("status", status);
                out.text("reason", reason);
                out.text("detail", getMessage());
                for (Map.Entry<String, Object> member : members.entrySet()) {
                    out.any(member.getKey(), member.getValue());
                }
                more.write(out);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "Bad request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not found"),
            Map.entry(405, "Method not allowed"),
            Map.entry(406, "Not acceptable"),
            Map.entry(409, "Conflict"),
            Map.entry(413, "Content too large"),
            Map.entry(415, "Unsupported media type"),
            Map.entry(422, "Unprocessable content"),
            Map.entry(429, "Too many requests"),
            Map.entry(431, "Request header fields too large"),
            Map.entry(500, "Internal error"),
            Map.entry(503, "Unavailable"),
            Map.entry(504, "Timeout"),
            Map.entry(507, "Insufficient storage"));

    private static String title(int status) {
        return TITLES.getOrDefault(
                status, List.of("Bad request", "Internal error").get(status < 500 ? 0 : 1));
    }
}
