package io.joulestream.endpoint.tracks;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gathers a document. Null says nothing. */
final class DocumentFields {
    private static final int LONGEST_NAME = 500;

    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final Set<Missing> missing = EnumSet.noneOf(Missing.class);

    DocumentFields(@Nullable String type) {
        fields.put("type", ActivityTypes.of(type));
    }

    void missing(Missing what) {
        missing.add(what);
    }

    void start(long millis) {
        fields.put("start", Instant.ofEpochMilli(millis).toString());
    }

    void text(String field, @Nullable String text) {
        if (text != null) {
            fields.put(field, text);
        }
    }

    /** Blanks around it are left out, and what is longer than a name may be. */
    void name(@Nullable String name) {
        if (name != null && !name.isBlank()) {
            String stripped = name.strip();
            // Not between the two halves of one character.
            int end = Math.min(stripped.length(), LONGEST_NAME);
            fields.put("name", stripped.substring(0, halves(stripped, end) ? end - 1 : end));
        }
    }

    private static boolean halves(String text, int at) {
        return at < text.length() && Character.isHighSurrogate(text.charAt(at - 1));
    }

    void number(String field, @Nullable BigDecimal number) {
        if (number != null) {
            fields.put(field, number);
        }
    }

    void number(String field, double number, int decimals) {
        fields.put(field, BigDecimal.valueOf(number).setScale(decimals, RoundingMode.HALF_EVEN));
    }

    /** Tells of what is missing by the fields that are not there. */
    void missingFields() {
        Map<String, Missing> said = Map.of(
                "start", Missing.NO_TIME,
                "lat", Missing.NO_POSITION,
                "distance_m", Missing.NO_DISTANCE,
                "elevation_m", Missing.NO_ELEVATION,
                "heart_rate", Missing.NO_HEART_RATE);
        said.forEach((field, what) -> {
            if (!fields.containsKey(field)) {
                missing.add(what);
            }
        });
    }

    TrackDocument document(int unusable) {
        return new TrackDocument(Collections.unmodifiableMap(fields), Collections.unmodifiableSet(missing), unusable);
    }
}
