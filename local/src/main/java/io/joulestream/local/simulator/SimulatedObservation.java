package io.joulestream.local.simulator;

import io.joulestream.local.rest.Json;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One observation of a weather station, as it is sent.
 *
 * @param arrivalMillis when it gets to the log; never before the instant that it tells of
 * @param values by the names of the wire
 */
public record SimulatedObservation(
        Kind kind, long arrivalMillis, long millis, double lat, double lon, Map<String, BigDecimal> values) {

    /** Why it is sent. */
    public enum Kind {
        /** As it was observed, soon after. */
        FINAL,
        /** As it was observed, later than newer ones may be. */
        LATE,
        /** Not checked yet, and a little off. */
        PROVISIONAL,
        /** What a provisional one should have been. */
        REVISION
    }

    /** An item of {@code POST /v1/weather}. */
    public Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("lat", BigDecimal.valueOf(lat));
        fields.put("lon", BigDecimal.valueOf(lon));
        fields.put("ts", millis);
        fields.putAll(values);
        if (kind == Kind.PROVISIONAL) {
            fields.put("provisional", true);
        }
        return fields;
    }

    public String toJson() {
        return Json.line(fields());
    }
}
