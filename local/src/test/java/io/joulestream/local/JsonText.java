package io.joulestream.local;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as maps, lists, text, booleans, {@code Long} and {@code BigDecimal}: no digit is lost. */
final class JsonText {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    /** The object that the text is; anything else is an IllegalArgumentException. */
    @SuppressWarnings("unchecked") // an object's keys are texts
    static Map<String, Object> object(String text) {
        try (var parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == JsonToken.START_OBJECT && value(parser) instanceof Map<?, ?> object) {
                return (Map<String, Object>) object;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(text.substring(0, Math.min(200, text.length())), e);
        }
        throw new IllegalArgumentException("no JSON object: " + text.substring(0, Math.min(200, text.length())));
    }

    private static @Nullable Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                var object = new LinkedHashMap<String, @Nullable Object>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    var name = parser.currentName();
                    parser.nextToken();
                    object.put(name, value(parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<@Nullable Object> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser));
                }
                yield array;
            }
            case VALUE_NUMBER_INT ->
                parser.getBigIntegerValue().bitLength() < 64
                        ? (Object) parser.getLongValue()
                        : parser.getDecimalValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> parser.getText();
        };
    }
}
