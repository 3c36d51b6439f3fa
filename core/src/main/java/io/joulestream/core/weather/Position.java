package io.joulestream.core.weather;

import io.joulestream.core.input.Fields;
import io.joulestream.core.input.Rejection;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A place on the earth in micro-degrees (WGS 84).
 *
 * @param lonMicros from -180 to below 180 degrees
 */
public record Position(int latMicros, int lonMicros) {
    private static final int HALF_TURN = 180_000_000;

    /** Of the fields {@code lat} and {@code lon}, both or none; null where there is neither. */
    public static @Nullable Position of(Fields fields) throws Rejection {
        Long lat = fields.micros("lat", GridCell.MOST_LATITUDE.negate(), GridCell.MOST_LATITUDE);
        Long lon = fields.micros("lon", GridCell.MOST_LONGITUDE.negate(), GridCell.MOST_LONGITUDE);
        if ((lat == null) != (lon == null)) {
            throw fields.refused(lat == null ? "lat" : "lon", "given with the other of lat and lon");
        }
        return lat == null || lon == null ? null : of(lat, lon);
    }

    /** Of degrees as a double gives them: rounded once, half-even, from the decimal that names the double. */
    public static Position ofDegrees(double lat, double lon) {
        return of(micros(lat), micros(lon));
    }

    private static long micros(double degrees) {
        return BigDecimal.valueOf(degrees)
                .movePointRight(6)
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    private static Position of(long lat, long lon) {
        return new Position((int) lat, (int) (lon == HALF_TURN ? -HALF_TURN : lon));
    }

    public GridCell cell() {
        return GridCell.of(latMicros, lonMicros);
    }
}
