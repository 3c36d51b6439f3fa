package io.joulestream.jobs.activities;

import io.joulestream.core.weather.GridCell;
import io.joulestream.core.weather.Position;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;

/** A place on the earth, and what is known of it without a gazetteer or a grid ({@link PlacesTest} for the cities). */
record Spot(int latMicros, int lonMicros, String city, String country, ZoneId zone) {
    Position position() {
        return new Position(latMicros, lonMicros);
    }

    BigDecimal lat() {
        return BigDecimal.valueOf(latMicros, 6);
    }

    BigDecimal lon() {
        return BigDecimal.valueOf(lonMicros, 6);
    }

    GridCell cell() {
        return new GridCell(tenths(lat()), tenths(lon()));
    }

    private static int tenths(BigDecimal degrees) {
        return degrees.movePointRight(1).setScale(0, RoundingMode.FLOOR).intValueExact();
    }
}
