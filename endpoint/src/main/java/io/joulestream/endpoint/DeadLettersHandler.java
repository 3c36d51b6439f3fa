package io.joulestream.endpoint;

import io.javalin.http.Context;
import io.joulestream.core.series.Reason;
import io.joulestream.endpoint.json.JsonOut;
import io.joulestream.endpoint.store.DeadLetterRow;
import io.joulestream.endpoint.store.Store;
import io.joulestream.endpoint.store.StoreUnavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/dead-letters}: records that could not be used, the latest first. */
final class DeadLettersHandler {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1000;
    private static final List<String> REASONS =
            Stream.of(Reason.values()).map(Reason::code).toList();
    private static final Pattern CURSOR = Pattern.compile("(\\d{1,15}),([A-Za-z0-9._-]{1,249}),(\\d{1,9}),(\\d{1,18})");

    private final Store store;
    private final Reads reads;
    private final Access access;

    DeadLettersHandler(Store store, Reads reads, Access access) {
        this.store = store;
        this.reads = reads;
        this.access = access;
    }

    void get(Context ctx) throws IOException, StoreUnavailable, InterruptedException {
        var parameters = Parameters.of(ctx, Set.of("reason", "limit", "cursor", Parameters.AFTER));
        Integer asked = parameters.count("limit", MAX_LIMIT);
        int limit = asked == null ? DEFAULT_LIMIT : asked;
        var query = new Store.DeadLetterQuery(
                Access.tenant(ctx),
                access.onlyTenant(),
                parameters.oneOf("reason", REASONS, ""),
                place(parameters.text("cursor")),
                limit);
        Answer answer = reads.begin(ctx, parameters);
        Store.Page<DeadLetterRow> page = store.deadLetters(query);
        answer.send(out -> {
            out.objects("dead_letters", page.rows(), DeadLettersHandler::write);
            out.text(
                    "next",
                    page.more() ? cursor(page.rows().get(page.rows().size() - 1).place()) : null);
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

    private static String cursor(DeadLetterRow.Place place) {
        String plain = place.receivedMillis() + "," + place.topic() + "," + place.partition() + "," + place.offset();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }

    private static DeadLetterRow.Place place(@Nullable String cursor) {
        if (cursor == null) {
            return DeadLetterRow.Place.FIRST;
        }
        try {
            var parts = CURSOR.matcher(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
            if (parts.matches()) {
                return new DeadLetterRow.Place(
                        Long.parseLong(parts.group(1)),
                        parts.group(2),
                        Integer.parseInt(parts.group(3)),
                        Long.parseLong(parts.group(4)));
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw Problem.parameter("cursor", cursor, "the 'next' of an earlier answer");
    }
}
