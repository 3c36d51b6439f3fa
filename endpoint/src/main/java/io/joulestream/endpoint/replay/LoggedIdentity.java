package io.joulestream.endpoint.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.joulestream.core.input.Rejection;
import io.joulestream.core.replay.Identity;
import io.joulestream.core.series.SeriesEvent;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.endpoint.log.ReplayLog.Logged;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a record of the log is about, as the job's decoder takes it, which is less strict than the endpoint is with what it is
 * sent: of a field that is there twice the last one counts, for instance. Where the two should ever differ the job has the
 * last word on what is said to overtake a letter.
 */
public final class LoggedIdentity {
    /** 1 MB (API.md, Kafka). */
    private static final int LONGEST_VALUE = 1_000_000;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private LoggedIdentity() {}

    /** Null where the record is no event. */
    public static @Nullable Identity of(Logged record) {
        byte[] key = record.key();
        byte[] value = record.value();
        if (key == null || value == null || value.length > LONGEST_VALUE || looksLikeUtf16(value)) {
            return null;
        }
        try (JsonParser in = JSON.createParser(value)) {
            SeriesKey.parse(new String(key, StandardCharsets.UTF_8));
            Map<String, Object> fields = fields(in);
            // The zone matters to no identity.
            return fields == null ? null : Identity.of(SeriesEvent.of(fields, record.receivedMillis(), ZoneOffset.UTC));
        } catch (IOException | Rejection | NumberFormatException e) {
            return null;
        }
    }

    private static boolean looksLikeUtf16(byte[] value) {
        return value.length > 1 && (value[0] == 0 || value[1] == 0 || (value[0] & 0xfe) == 0xfe);
    }

    private static @Nullable Map<String, Object> fields(JsonParser in) throws IOException {
        if (in.nextToken() != JsonToken.START_OBJECT) {
            return null;
        }
        var fields = new HashMap<String, Object>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            Object value = value(in, in.nextToken());
            if (value == null) {
                fields.remove(name);
            } else {
                fields.put(name, value);
            }
        }
        return in.nextToken() == null ? fields : null;
    }

    private static @Nullable Object value(JsonParser in, JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> in.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                in.isNaN() ? (Object) in.getDoubleValue() : (Object) decimal(in);
            case VALUE_TRUE, VALUE_FALSE -> in.getBooleanValue();
            default -> {
                in.skipChildren();
                yield new Object(); // what no field that is read may be
            }
        };
    }

    private static BigDecimal decimal(JsonParser in) throws IOException {
        return in.getDecimalValue();
    }
}
