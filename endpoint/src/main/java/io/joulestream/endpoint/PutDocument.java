package io.joulestream.endpoint;

import io.javalin.http.Context;
import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import io.joulestream.endpoint.json.JsonItem;
import io.joulestream.endpoint.json.JsonItems;
import io.joulestream.endpoint.json.JsonOut;
import io.joulestream.endpoint.log.EventLog;
import io.joulestream.endpoint.log.LogUnavailable;
import io.joulestream.endpoint.log.Token;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A single document of a PUT, judged and appended to the log. */
final class PutDocument {
    private static final int MAX_BODY = 100_000;

    private PutDocument() {}

    /** Refuses a document by its fields. */
    interface Judge {
        void check(Map<String, Object> fields) throws Rejection;
    }

    /**
     * The request's JSON object, accepted by the judge.
     *
     * @param what the document is, as {@code a definition}
     * @param reason of a field {@code op}, which is for the log alone
     */
    static JsonItem read(Context ctx, String what, Reason reason, Judge judge) throws IOException {
        Access.requireContentType(ctx, List.of("application/json"));
        byte[] body = ctx.req().getInputStream().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            throw new Problem(413, "body_too_large", what + " has at most " + MAX_BODY + " bytes")
                    .with("allowed", MAX_BODY)
                    .header("Connection", "close");
        }
        JsonItem item;
        try {
            item = JsonItems.single(body, body.length);
        } catch (Rejection e) {
            throw Problem.rejected(400, e).with("field", "body");
        }
        if (item.fields().containsKey("op")) {
            throw new Problem(400, reason.code(), what + " has no field 'op'").with("field", "op");
        }
        try {
            judge.check(item.fields());
        } catch (Rejection e) {
            throw Problem.rejected(422, e);
        }
        return item;
    }

    /** Appends one record and answers with its token. */
    static void append(Context ctx, EventLog.Append append, String recordKey, byte[] value)
            throws IOException, InterruptedException {
        Token token;
        try {
            append.add(recordKey, value);
            token = append.acknowledged();
        } catch (LogUnavailable e) {
            throw Problem.logAway(e);
        }
        ctx.status(202).contentType("application/json");
        JsonOut.object(ctx.outputStream(), out -> out.text("token", token.text()));
    }
}
