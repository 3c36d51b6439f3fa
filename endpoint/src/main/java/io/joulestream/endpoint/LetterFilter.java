package io.joulestream.endpoint;

import io.javalin.http.Context;
import io.joulestream.core.input.Reason;
import io.joulestream.endpoint.store.DeadLetterRow;
import io.joulestream.endpoint.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which dead letters a request is about. */
final class LetterFilter {
    private static final List<String> NAMES = List.of("reason", "series", "from", "to", "limit", "cursor");
    private static final List<String> REASONS =
            Stream.of(Reason.values()).map(Reason::code).toList();
    /** Of years that no clock shows. */
    private static final long LAST_MILLIS = 4_102_444_800_000L;

    private static final Pattern CURSOR =
            Pattern.compile("(\\d{1,15}),([A-Za-z0-9._/-]{1,249}),(-?\\d{1,9}),(\\d{1,19})");

    private LetterFilter() {}

    static Parameters parameters(Context ctx, String... others) {
        var known = new TreeSet<>(NAMES);
        known.addAll(List.of(others));
        return Parameters.of(ctx, known);
    }

    /** @param onlyTenant whether it is shown records without a readable tenant, too */
    static Store.LetterFilter of(Context ctx, Parameters parameters, boolean onlyTenant) {
        String series = parameters.text("series");
        Long from = parameters.instant("from");
        Long to = parameters.instant("to");
        if (from != null && to != null && from >= to) {
            throw Problem.parameter("to", String.valueOf(to), "after 'from', " + from);
        }
        String tenant = Access.tenant(ctx);
        return new Store.LetterFilter(
                tenant,
                onlyTenant,
                parameters.oneOf("reason", REASONS, ""),
                series == null ? "" : Parameters.series(series, tenant).series(),
                clamp(from == null ? 0 : from),
                clamp(to == null ? LAST_MILLIS : to));
    }

    private static long clamp(long millis) {
        return Math.max(0, Math.min(LAST_MILLIS, millis));
    }

    static String cursor(DeadLetterRow.Place place) {
        String plain = place.receivedMillis() + "," + place.topic() + "," + place.partition() + "," + place.offset();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }

    /** @param absent where there is no cursor */
    static DeadLetterRow.Place place(@Nullable String cursor, DeadLetterRow.Place absent) {
        if (cursor == null) {
            return absent;
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
