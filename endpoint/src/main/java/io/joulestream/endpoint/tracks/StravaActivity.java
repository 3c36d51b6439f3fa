package io.joulestream.endpoint.tracks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.joulestream.core.input.Fields;
import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An activity as Strava's API v3 answers it, detailed or as a summary.
 *
 * @param id Strava's
 */
public record StravaActivity(String id, TrackDocument document) {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(16 << 20)
                    .maxNumberLength(100)
                    .maxNestingDepth(64)
                    .build())
            .build();

    /**
     * Reads one JSON object. What it says is taken as it is; whether its numbers are an activity's is for the log to
     * judge.
     *
     * @throws Rejection where it is not JSON, has no id, or a field that is wanted has another type
     */
    public static StravaActivity read(InputStream in) throws Rejection, IOException {
        Map<String, Object> values;
        try (JsonParser json = JSON.createParser(in)) {
            values = values(json);
        } catch (JsonProcessingException e) {
            throw new Rejection(Reason.RECORD_UNPARSABLE, "the activity is not JSON: " + e.getOriginalMessage());
        }
        var fields = new Fields(values, Reason.ACTIVITY_INVALID);
        BigDecimal id = fields.number("id");
        if (id == null || id.signum() < 0 || id.scale() != 0 || id.precision() > 20) {
            throw fields.refused("id", "Strava's number of the activity");
        }
        return new StravaActivity(id.toPlainString(), document(fields));
    }

    private static TrackDocument document(Fields fields) throws Rejection {
        String sport = fields.text("sport_type");
        var document = new DocumentFields(sport == null ? fields.text("type") : sport);
        document.text("start", fields.text("start_date"));
        if (fields.any("start_latlng") instanceof List<?> place
                && place.size() == 2
                && place.get(0) instanceof BigDecimal lat
                && place.get(1) instanceof BigDecimal lon) {
            document.number("lat", lat);
            document.number("lon", lon);
        }
        document.number("distance_m", fields.number("distance"));
        document.number("moving_s", fields.number("moving_time"));
        document.number("elapsed_s", fields.number("elapsed_time"));
        document.number("elevation_m", fields.number("total_elevation_gain"));
        document.number("heart_rate", fields.number("average_heartrate"));
        document.name(fields.text("name"));
        document.missingFields();
        return document.document(0);
    }

    /** Texts, numbers and lists of numbers at the top; whatever else is there is passed over. */
    private static Map<String, Object> values(JsonParser json) throws IOException, Rejection {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new Rejection(Reason.RECORD_UNPARSABLE, "the activity is not a JSON object");
        }
        var values = new HashMap<String, Object>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            Object value = value(json, json.nextToken());
            if (value != null) {
                values.put(name, value);
            }
        }
        if (json.nextToken() != null) {
            throw new Rejection(Reason.RECORD_UNPARSABLE, "more text follows the activity");
        }
        return values;
    }

    private static @Nullable Object value(JsonParser json, JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDecimalValue();
            case START_ARRAY -> list(json);
            default -> {
                json.skipChildren();
                yield null;
            }
        };
    }

    private static List<BigDecimal> list(JsonParser json) throws IOException {
        var numbers = new ArrayList<BigDecimal>();
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (token.isNumeric()) {
                numbers.add(json.getDecimalValue());
            }
            json.skipChildren();
        }
        return numbers;
    }
}
