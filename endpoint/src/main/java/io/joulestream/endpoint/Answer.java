package io.joulestream.endpoint;

import io.javalin.http.Context;
import io.joulestream.endpoint.json.JsonOut;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A read's answer: one JSON object that starts with {@code completeThrough}, with a tag of everything but that instant,
 * which moves on by itself; a header has it, too, so that a 304 also says it.
 */
final class Answer {
    private static final String COMPLETE_THROUGH = "completeThrough";
    private static final String HEADER = "Joulestream-Complete-Through";

    private final Context ctx;
    private final @Nullable Long completeThroughMillis;

    Answer(Context ctx, @Nullable Long completeThroughMillis) {
        this.ctx = ctx;
        this.completeThroughMillis = completeThroughMillis;
    }

    /** Sends the fields; they are written twice, once for their tag. */
    void send(JsonOut.Content fields) throws IOException {
        var tag = new EntityTag();
        try (var digest = new DigestOutputStream(OutputStream.nullOutputStream(), tag.digest());
                var buffered = new BufferedOutputStream(digest)) {
            JsonOut.object(buffered, fields);
        }
        send(tag, fields);
    }

    /** @param tag of everything that the fields depend on */
    void send(EntityTag tag, JsonOut.Content fields) throws IOException {
        String text = tag.text();
        ctx.header("ETag", text);
        ctx.header("Cache-Control", "private, no-cache");
        ctx.header("Vary", "Accept, Accept-Encoding");
        if (completeThroughMillis != null) {
            ctx.header(HEADER, completeThroughMillis.toString());
        }
        if (EntityTag.matches(ctx.header("If-None-Match"), text)) {
            ctx.status(304);
            return;
        }
        ctx.contentType("application/json");
        JsonOut.object(ctx.outputStream(), out -> {
            out.number(COMPLETE_THROUGH, completeThroughMillis);
            fields.write(out);
        });
    }
}
