package io.joulestream.local.simulator;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An activity as it was.
 *
 * @param latMicros null indoors, with the longitude
 * @param heartRate null where the watch cannot measure it
 */
record Outing(
        String type,
        String name,
        long startMillis,
        @Nullable Integer latMicros,
        @Nullable Integer lonMicros,
        int distanceMetres,
        int movingSeconds,
        int elapsedSeconds,
        @Nullable Integer elevationMetres,
        @Nullable Integer heartRate) {

    long endMillis() {
        return startMillis + elapsedSeconds * 1000L;
    }

    boolean isPlaced() {
        return latMicros != null;
    }

    Outing named(String other) {
        return new Outing(
                type,
                other,
                startMillis,
                latMicros,
                lonMicros,
                distanceMetres,
                movingSeconds,
                elapsedSeconds,
                elevationMetres,
                heartRate);
    }

    Outing ofMetres(int metres) {
        return new Outing(
                type,
                name,
                startMillis,
                latMicros,
                lonMicros,
                metres,
                movingSeconds,
                elapsedSeconds,
                elevationMetres,
                heartRate);
    }

    Outing at(long millis, @Nullable Integer lat, @Nullable Integer lon) {
        return new Outing(
                type,
                name,
                millis,
                lat,
                lon,
                distanceMetres,
                movingSeconds,
                elapsedSeconds,
                elevationMetres,
                heartRate);
    }

    /** By the names of the wire. */
    Map<String, Object> fields() {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("type", type);
        fields.put("start", startMillis);
        if (latMicros != null && lonMicros != null) {
            fields.put("lat", degrees(latMicros));
            fields.put("lon", degrees(lonMicros));
        }
        fields.put("distance_m", distanceMetres);
        fields.put("moving_s", movingSeconds);
        fields.put("elapsed_s", elapsedSeconds);
        if (elevationMetres != null) {
            fields.put("elevation_m", elevationMetres);
        }
        if (heartRate != null) {
            fields.put("heart_rate", heartRate);
        }
        fields.put("name", name);
        return Collections.unmodifiableMap(fields);
    }

    private static BigDecimal degrees(int micros) {
        return BigDecimal.valueOf(micros / 10, 5);
    }
}
