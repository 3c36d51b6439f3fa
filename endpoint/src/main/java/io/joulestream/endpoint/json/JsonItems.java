package io.joulestream.endpoint.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Reads the objects of a request one by one, so that a bad one never stops the good ones. */
public final class JsonItems {
    /** The longest record that the log takes. */
    public static final int MAX_ITEM_BYTES = 1_000_000;

    /** The field that becomes the record's key, and is not repeated in its value. */
    private static final String KEY_FIELD = "series";

    static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(MAX_ITEM_BYTES)
                    .maxNumberLength(200)
                    .maxNestingDepth(64)
                    .build())
            .build();

    private JsonItems() {}

    /** Takes what was read. Indices count from 0, without blank lines. */
    public interface Sink<X extends Exception> {
        void item(int index, JsonItem item) throws X;

        void refused(int index, Rejection why) throws X;
    }

    /**
     * The items of a JSON array.
     *
     * @param body opens the same bytes anew: they are read twice, so that text that is no JSON array is refused before
     *     its first item is taken
     * @throws Rejection where the whole is not a JSON array
     */
    public static <X extends Exception> void array(Supplier<InputStream> body, Sink<X> sink)
            throws Rejection, IOException, X {
        BitSet tooLong = checkArray(body.get());
        try (JsonParser in = FACTORY.createParser(body.get())) {
            in.nextToken();
            for (int index = 0; in.nextToken() != JsonToken.END_ARRAY; index++) {
                if (tooLong.get(index)) {
                    in.skipChildren();
                    sink.refused(index, tooLong());
                    continue;
                }
                JsonItem item;
                try {
                    item = object(in);
                } catch (Rejection why) {
                    sink.refused(index, why);
                    continue;
                }
                sink.item(index, item);
            }
        }
    }

    private static BitSet checkArray(InputStream body) throws Rejection, IOException {
        var tooLong = new BitSet();
        try (JsonParser in = FACTORY.createParser(body)) {
            if (in.nextToken() != JsonToken.START_ARRAY) {
                throw new Rejection(Reason.RECORD_UNPARSABLE, "the body is not a JSON array");
            }
            for (int index = 0; in.nextToken() != JsonToken.END_ARRAY; index++) {
                long start = in.currentTokenLocation().getByteOffset();
                in.skipChildren();
                if (in.currentToken() == JsonToken.VALUE_STRING) {
                    in.finishToken();
                }
                if (in.currentLocation().getByteOffset() - start > MAX_ITEM_BYTES) {
                    tooLong.set(index);
                }
            }
            if (in.nextToken() != null) {
                throw new Rejection(Reason.RECORD_UNPARSABLE, "more text follows the JSON array");
            }
        } catch (JsonProcessingException e) {
            throw new Rejection(Reason.RECORD_UNPARSABLE, "the body is not JSON: " + describe(e));
        }
        return tooLong;
    }

    /** The items of a body with one JSON object a line. */
    public static <X extends Exception> void lines(InputStream body, Sink<X> sink) throws IOException, X {
        var lines = new Lines(body, MAX_ITEM_BYTES);
        for (int index = 0; lines.next(); index++) {
            JsonItem item;
            try {
                if (lines.tooLong()) {
                    throw tooLong();
                }
                item = single(lines.bytes(), lines.length());
            } catch (Rejection why) {
                sink.refused(index, why);
                continue;
            }
            sink.item(index, item);
        }
    }

    /** The one object that the bytes are. */
    public static JsonItem single(byte[] bytes, int length) throws Rejection, IOException {
        try (JsonParser in = FACTORY.createParser(bytes, 0, length)) {
            in.nextToken();
            JsonItem item = object(in);
            if (in.nextToken() != null) {
                throw new Rejection(Reason.RECORD_UNPARSABLE, "more text follows the JSON object");
            }
            return item;
        } catch (JsonProcessingException e) {
            throw new Rejection(Reason.RECORD_UNPARSABLE, "not JSON: " + describe(e));
        }
    }

    /** Ends at the value's last token, whether it could be used or not. */
    private static JsonItem object(JsonParser in) throws Rejection, IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            in.skipChildren();
            throw new Rejection(Reason.RECORD_UNPARSABLE, "an item is not a JSON object");
        }
        JsonStreamContext around = in.getParsingContext().getParent();
        try {
            return fields(in);
        } catch (Rejection why) {
            skipTo(around, in);
            throw why;
        }
    }

    private static void skipTo(JsonStreamContext around, JsonParser in) throws IOException {
        while (in.getParsingContext() != around) {
            in.nextToken();
        }
    }

    private static JsonItem fields(JsonParser in) throws Rejection, IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        var bytes = new ByteArrayOutputStream(160);
        var seen = new HashSet<String>();
        try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
            // An object cut short by an exception stays cut short.
            out.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
            out.writeStartObject();
            while (in.nextToken() != JsonToken.END_OBJECT) {
                String name = requireUnicode(in.currentName(), "name");
                if (!seen.add(name)) {
                    throw new Rejection(Reason.RECORD_UNPARSABLE, "field '" + name + "' is there twice");
                }
                boolean kept = !name.equals(KEY_FIELD);
                switch (in.nextToken()) {
                    case VALUE_STRING -> {
                        String text = requireUnicode(in.getText(), name);
                        fields.put(name, text);
                        if (kept) {
                            out.writeStringField(name, text);
                        }
                    }
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                        Object number = number(in);
                        fields.put(name, number);
                        if (kept && number instanceof BigDecimal) {
                            out.writeFieldName(name);
                            out.writeNumber(in.getText());
                        }
                    }
                    case VALUE_TRUE, VALUE_FALSE -> {
                        fields.put(name, in.getBooleanValue());
                        if (kept) {
                            out.writeBooleanField(name, in.getBooleanValue());
                        }
                    }
                    case START_OBJECT -> {
                        fields.put(name, Map.of());
                        in.skipChildren();
                    }
                    case START_ARRAY -> {
                        fields.put(name, List.of());
                        in.skipChildren();
                    }
                    default -> {} // null: the same as no field
                }
            }
            out.writeEndObject();
        }
        return new JsonItem(fields, bytes.toByteArray());
    }

    private static Object number(JsonParser in) throws Rejection, IOException {
        String text = in.getText();
        if (in.currentToken() == JsonToken.VALUE_NUMBER_FLOAT && in.isNaN()) {
            return text.startsWith("-")
                    ? Double.valueOf(Double.NEGATIVE_INFINITY)
                    : Double.valueOf(text.contains("I") ? Double.POSITIVE_INFINITY : Double.NaN);
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new Rejection(
                    Reason.VALUE_OUT_OF_RANGE, "number " + text + " of field '" + in.currentName() + "' is too large");
        }
    }

    /** JSON can escape half a character; UTF-8 cannot hold it. */
    private static String requireUnicode(String text, String field) throws Rejection {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                    throw new Rejection(Reason.RECORD_UNPARSABLE, "field '" + field + "' has half a character");
                }
                i++;
            }
        }
        return text;
    }

    private static Rejection tooLong() {
        return new Rejection(Reason.RECORD_TOO_LARGE, "longer than " + MAX_ITEM_BYTES + " bytes");
    }

    private static String describe(JsonProcessingException e) {
        String where = e instanceof StreamReadException && e.getLocation() != null
                ? " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr()
                : "";
        return e.getOriginalMessage() + where;
    }
}
