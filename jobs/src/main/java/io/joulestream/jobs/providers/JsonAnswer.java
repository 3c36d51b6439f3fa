package io.joulestream.jobs.providers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.joulestream.core.input.Fields;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object of an answer. What has another type than is asked for is malformed, by its path; null counts as absent. An
 * answer's memory is bounded by that of its bytes, and so is the work that any number in it can cause.
 */
final class JsonAnswer {
    private static final int DEEPEST = 20;
    private static final int MOST_SCALE = 100;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    private final String path;
    private final Map<?, ?> fields;

    private JsonAnswer(String path, Map<?, ?> fields) {
        this.path = path;
        this.fields = fields;
    }

    /** The whole of it must be one JSON object. */
    static JsonAnswer of(String body) throws MalformedAnswer {
        try (JsonParser parser = FACTORY.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedAnswer("the answer is no JSON object");
            }
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw new MalformedAnswer("the answer goes on after its end");
            }
            return new JsonAnswer("", (Map<?, ?>) value);
        } catch (IOException e) {
            // Its message would quote the answer, and who knows what that repeats.
            throw new MalformedAnswer("the answer is cut short or no JSON");
        }
    }

    private static Object value(JsonParser parser) throws IOException, MalformedAnswer {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw new MalformedAnswer("the answer is cut short or no JSON");
        };
    }

    private static BigDecimal number(JsonParser parser) throws IOException, MalformedAnswer {
        BigDecimal number = parser.getDecimalValue();
        // To add to such a number would take as many digits as its exponent says.
        if (Math.abs((long) number.scale()) > MOST_SCALE) {
            throw new MalformedAnswer("the answer has a number of " + number.scale() + " decimals");
        }
        return number;
    }

    private static Map<String, @Nullable Object> object(JsonParser parser) throws IOException, MalformedAnswer {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            fields.put(name, parser.nextToken() == JsonToken.VALUE_NULL ? null : value(parser));
        }
        return fields;
    }

    private static List<@Nullable Object> array(JsonParser parser) throws IOException, MalformedAnswer {
        List<@Nullable Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(parser.currentToken() == JsonToken.VALUE_NULL ? null : value(parser));
        }
        return values;
    }

    @Nullable
    String text(String field) throws MalformedAnswer {
        return typed(field, String.class, "a text");
    }

    @Nullable
    BigDecimal number(String field) throws MalformedAnswer {
        return typed(field, BigDecimal.class, "a number");
    }

    /** An array; null where there is none. */
    @Nullable
    List<?> list(String field) throws MalformedAnswer {
        return typed(field, List.class, "an array");
    }

    /** The object of a field; null where there is none. */
    @Nullable
    JsonAnswer find(String field) throws MalformedAnswer {
        Map<?, ?> value = typed(field, Map.class, "an object");
        return value == null ? null : new JsonAnswer(path + field + ".", value);
    }

    /** The object of a field that must be there. */
    JsonAnswer get(String field) throws MalformedAnswer {
        JsonAnswer value = find(field);
        if (value == null) {
            throw new MalformedAnswer(path + field + " is missing");
        }
        return value;
    }

    /** The only element, an object, of the array of a field. */
    JsonAnswer only(String field) throws MalformedAnswer {
        List<?> list = list(field);
        if (list == null || list.size() != 1 || !(list.get(0) instanceof Map<?, ?> element)) {
            throw new MalformedAnswer(path + field + " is no array of one object");
        }
        return new JsonAnswer(path + field + "[0].", element);
    }

    private <T> @Nullable T typed(String field, Class<T> type, String allowed) throws MalformedAnswer {
        Object value = fields.get(field);
        if (value != null && !type.isInstance(value)) {
            throw new MalformedAnswer(path + field + " " + Fields.shown(value) + " is not " + allowed);
        }
        return type.cast(value);
    }
}
