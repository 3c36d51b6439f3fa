package io.joulestream.endpoint;

import io.joulestream.endpoint.store.Activities;
import io.joulestream.endpoint.store.ActivityRow;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a page of activities ended. Opaque to clients; what comes or goes before that place does not move it. */
record ActivityCursor(Activities.Place place) {
    private static final Pattern TEXT = Pattern.compile("(-?\\d{1,18}) ([^ ]{1,63}) ([^ ]{1,128})");
    private static final int LONGEST = 500;

    /** The parameter {@code cursor}; without one the start. */
    static ActivityCursor of(Parameters parameters) {
        String text = parameters.text("cursor");
        if (text == null) {
            return new ActivityCursor(Activities.Place.START);
        }
        try {
            if (text.length() <= LONGEST) {
                Matcher plain =
                        TEXT.matcher(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII));
                if (plain.matches()) {
                    return new ActivityCursor(
                            new Activities.Place(Long.parseLong(plain.group(1)), plain.group(2), plain.group(3)));
                }
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw Problem.parameter("cursor", text, "the 'next' of an earlier answer");
    }

    static ActivityCursor after(ActivityRow row) {
        return new ActivityCursor(new Activities.Place(row.startMillis(), row.source(), row.id()));
    }

    String text() {
        String plain = place.startMillis() + " " + place.source() + " " + place.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
    }
}
