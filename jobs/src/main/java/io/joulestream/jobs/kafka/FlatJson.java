package io.joulestream.jobs.kafka;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/** A flat JSON object by the book: its fields as core judges them. Not thread-safe. */
public final class FlatJson {
    /** NaN and Infinity are read only to be refused by their own reason. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private final Map<String, Object> fields = new HashMap<>();

    /**
     * The fields of the document: String, BigDecimal, Boolean; Double only for a number that is not finite; for an array or
     * object something that no field may be. Valid until the next call. Null counts as absent; of a field that is there
     * twice the last one counts.
     */
    public Map<String, ?> read(byte[] document) throws Rejection {
        fields.clear();
        if (looksLikeUtf16(document)) {
            throw unparsable("another encoding"); // which the parser would take
        }
        try (JsonParser parser = JSON.createParser(document)) {
            readObject(parser);
        } catch (JsonProcessingException e) {
            throw unparsable(e.getOriginalMessage());
        } catch (IOException e) {
            throw unparsable(String.valueOf(e.getMessage())); // invalid UTF-8: there is no other input or output
        }
        return fields;
    }

    /** Zeros, or a byte order mark of bytes that UTF-8 never has. */
    private static boolean looksLikeUtf16(byte[] document) {
        return document.length > 1 && (document[0] == 0 || document[1] == 0 || (document[0] & 0xfe) == 0xfe);
    }

    private void readObject(JsonParser parser) throws IOException, Rejection {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw unparsable("not an object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (token == JsonToken.VALUE_NULL) {
                fields.remove(name);
            } else {
                fields.put(name, value(name, parser, token));
            }
        }
        if (parser.nextToken() != null) {
            throw unparsable("something follows the object");
        }
    }

    private static Object value(String name, JsonParser parser, JsonToken token) throws IOException, Rejection {
        return switch (token) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                parser.isNaN() ? (Object) parser.getDoubleValue() : decimal(name, parser);
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            default -> {
                parser.skipChildren();
                yield new Nested(token == JsonToken.START_ARRAY ? "[…]" : "{…}");
            }
        };
    }

    private static BigDecimal decimal(String name, JsonParser parser) throws IOException, Rejection {
        try {
            return parser.getDecimalValue();
        } catch (NumberFormatException e) {
            throw new Rejection(
                    Reason.VALUE_OUT_OF_RANGE, "the number of field '" + name + "' has too large an exponent");
        }
    }

    /** What no field that is read may be; shown in the refusal. */
    private record Nested(String shown) {
        @Override
        public String toString() {
            return shown;
        }
    }

    private static Rejection unparsable(String detail) {
        return new Rejection(Reason.RECORD_UNPARSABLE, "not a JSON object in UTF-8: " + detail);
    }
}
