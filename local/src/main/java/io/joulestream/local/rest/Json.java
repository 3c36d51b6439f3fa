package io.joulestream.local.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value as read: maps, lists, strings, numbers, booleans, null. Asking for what is not there gives an empty
 * value, never an exception, because answers of other systems differ between versions.
 */
public record Json(@Nullable Object value) {

    private static final JsonFactory FACTORY = new JsonFactory();

    public static Json parse(String text) throws IOException {
        try (var parser = FACTORY.createParser(text)) {
            parser.nextToken();
            return new Json(read(parser));
        }
    }

    /** Writes maps, lists, strings, numbers, booleans and null. */
    public static String write(Map<String, ?> object) throws IOException {
        var text = new StringWriter();
        try (var generator = FACTORY.createGenerator(text)) {
            generator.writeStartObject();
            for (var field : object.entrySet()) {
                generator.writeFieldName(field.getKey());
                write(generator, field.getValue());
            }
            generator.writeEndObject();
        }
        return text.toString();
    }

    /** As {@link #write}, without a line break: an item of NDJSON. */
    public static String line(Map<String, ?> object) {
        try {
            return write(object);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // nothing is written anywhere
        }
    }

    private static void write(JsonGenerator generator, @Nullable Object value) throws IOException {
        if (value == null) {
            generator.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            generator.writeStartObject();
            for (var field : map.entrySet()) {
                generator.writeFieldName(String.valueOf(field.getKey()));
                write(generator, field.getValue());
            }
            generator.writeEndObject();
        } else if (value instanceof List<?> list) {
            generator.writeStartArray();
            for (var item : list) {
                write(generator, item);
            }
            generator.writeEndArray();
        } else if (value instanceof Number number) {
            generator.writeNumber(number.toString());
        } else if (value instanceof Boolean truth) {
            generator.writeBoolean(truth);
        } else {
            generator.writeString(String.valueOf(value));
        }
    }

    public Json get(String field) {
        return new Json(value instanceof Map<?, ?> map ? map.get(field) : null);
    }

    public List<Json> items() {
        return value instanceof List<?> list ? list.stream().map(Json::new).toList() : List.of();
    }

    public Optional<String> text() {
        return Optional.ofNullable(value).map(String::valueOf);
    }

    public Optional<Long> number() {
        return value instanceof Number number ? Optional.of(number.longValue()) : Optional.empty();
    }

    private static @Nullable Object read(JsonParser parser) throws IOException {
        var token = parser.currentToken();
        if (token == null) {
            return null;
        }
        return switch (token) {
            case START_OBJECT -> readObject(parser);
            case START_ARRAY -> readArray(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static Map<String, @Nullable Object> readObject(JsonParser parser) throws IOException {
        var map = new LinkedHashMap<String, @Nullable Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            var name = parser.currentName();
            parser.nextToken();
            map.put(name, read(parser));
        }
        return map;
    }

    private static List<@Nullable Object> readArray(JsonParser parser) throws IOException {
        var list = new ArrayList<@Nullable Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(read(parser));
        }
        return list;
    }
}
