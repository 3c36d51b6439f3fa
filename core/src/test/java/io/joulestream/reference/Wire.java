package io.joulestream.reference;

import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Events as their JSON text. */
final class Wire {
    private Wire() {}

    static String toJson(Map<String, Object> event) {
        var unparsable = event.get(Reference.UNPARSABLE);
        if (unparsable != null) {
            return unparsable.toString();
        }
        return event.entrySet().stream()
                .map(field -> text(field.getKey()) + ":" + value(field.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String value(@Nullable Object value) {
        if (value instanceof Double number && !Double.isFinite(number)) {
            return text(number.toString()); // JSON has no such number
        }
        return value instanceof String string ? text(string) : String.valueOf(value);
    }

    private static String text(String string) {
        var json = new StringBuilder("\"");
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append("\\u%04x".formatted((int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
