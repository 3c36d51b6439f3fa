package io.joulestream.core.weather;

import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import io.joulestream.core.input.Fields;
import io.joulestream.core.input.Rejection;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the weather is like, each in millionths of its unit, null where it is not known.
 *
 * @param temperature in degrees Celsius
 * @param humidity relative, in percent
 * @param pressure at sea level, in hPa
 * @param windSpeed in m/s
 * @param windDirection where it comes from, in degrees clockwise from north, 0 to below 360
 * @param precipitation in mm; of an observation, that of the hour that ends with it
 */
public record Weather(
        @Nullable Long temperature,
        @Nullable Long humidity,
        @Nullable Long pressure,
        @Nullable Long windSpeed,
        @Nullable Long windDirection,
        @Nullable Long precipitation) {
    /** A full turn of the wind's direction. */
    static final long TURN = 360_000_000;

    /** Of the fields of the wire (SEMANTICS 30); at least one must be there. */
    static Weather of(Fields fields) throws Rejection {
        Long direction = number(fields, "wind_direction", 0, 360);
        Weather weather = new Weather(
                number(fields, "temperature", -60, 60),
                number(fields, "humidity", 0, 100),
                number(fields, "pressure", 800, 1200),
                number(fields, "wind_speed", 0, 150),
                direction != null && direction == TURN ? Long.valueOf(0) : direction,
                number(fields, "precipitation", 0, 500));
        if (weather.values().stream().allMatch(value -> value == null)) {
            throw fields.refused(
                    "temperature",
                    "given, nor are humidity, pressure, wind_speed, wind_direction or precipitation: one of them must be");
        }
        return weather;
    }

    private static @Nullable Long number(Fields fields, String field, int least, int most) throws Rejection {
        return fields.micros(field, BigDecimal.valueOf(least), BigDecimal.valueOf(most));
    }

    private List<@Nullable Long> values() {
        List<@Nullable Long> values = new ArrayList<>(6);
        values.add(temperature);
        values.add(humidity);
        values.add(pressure);
        values.add(windSpeed);
        values.add(windDirection);
        values.add(precipitation);
        return values;
    }

    void write(ByteSink out) {
        for (Long value : values()) {
            out.writeByte(value == null ? 0 : 1);
            if (value != null) {
                out.writeSigned(value);
            }
        }
    }

    static Weather read(ByteSource in) {
        return new Weather(value(in), value(in), value(in), value(in), value(in), value(in));
    }

    private static @Nullable Long value(ByteSource in) {
        return in.readByte() == 0 ? null : Long.valueOf(in.readSigned());
    }
}
