package io.joulestream.endpoint;

import io.javalin.http.Context;
import io.joulestream.endpoint.json.JsonOut;
import io.joulestream.endpoint.store.DeadLetterRow;
import io.joulestream.endpoint.store.Store;
import io.joulestream.endpoint.store.StoreUnavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/dead-letters}: records that could not be used, the latest first. */
final class DeadLettersHandler {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;

    private final Store store;
    private final Reads reads;
    private final Access access;

    DeadLettersHandler(Store store, Reads reads, Access access) {
        this.store = store;
        this.reads = reads;
        this.access = access;
    }

    void get(Context ctx) throws IOException, StoreUnavailable, InterruptedException {
        var parameters = LetterFilter.parameters(ctx, Parameters.AFTER);
        Integer asked = parameters.count("limit", MAX_LIMIT);
        int limit = asked == null ? DEFAULT_LIMIT : asked;
        var query = new Store.DeadLetterQuery(
                LetterFilter.of(ctx, parameters, access.onlyTenant()),
                LetterFilter.place(parameters.text("cursor"), DeadLetterRow.Place.FIRST),
                limit);
        Answer answer = reads.begin(ctx, parameters);
        Store.Page<DeadLetterRow> page = store.deadLetters(query);
        answer.send(out -> {
            out.objects("dead_letters", page.rows(), DeadLettersHandler::write);
            out.text(
                    "next",
                    page.more()
                            ? LetterFilter.cursor(
                                    page.rows().get(page.rows().size() - 1).place())
                            : null);
        });
    }

    private static void write(JsonOut out, DeadLetterRow row) throws IOException {
        out.text("reason", row.reason());
        out.text("detail", row.detail());
        out.text("series", row.series().isEmpty() ? null : row.series());
        out.text("topic", row.place().topic());
        out.number("partition", row.place().partition());
        out.number("offset", row.place().offset());
        out.number("received", row.place().receivedMillis());
        String text = text(row.raw());
        if (text == null) {
            out.text("raw_base64", Base64.getEncoder().encodeToString(row.raw()));
        } else {
            out.text("raw", text);
        }
    }

    private static @Nullable String text(byte[] raw) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(raw))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
