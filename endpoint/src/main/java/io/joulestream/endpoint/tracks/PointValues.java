package io.joulestream.endpoint.tracks;

import io.joulestream.core.input.Timestamps;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads the values of points, and counts those that cannot be used. No text is no value, and none that is unusable. */
final class PointValues {
    private static final double MOST_LATITUDE = 90;
    private static final double MOST_LONGITUDE = 180;
    /** From below the deepest mine to above the highest balloon. */
    private static final double LEAST_ELEVATION = -12_000;

    private static final double MOST_ELEVATION = 60_000;
    private static final double LEAST_HEART_RATE = 30;
    private static final double MOST_HEART_RATE = 250;
    private static final int LONGEST = 60;

    private int unusable;

    int unusable() {
        return unusable;
    }

    TrackPoint.@Nullable Place place(@Nullable String latitude, @Nullable String longitude) {
        Double lat = number(latitude, -MOST_LATITUDE, MOST_LATITUDE);
        Double lon = number(longitude, -MOST_LONGITUDE, MOST_LONGITUDE);
        return lat == null || lon == null ? null : new TrackPoint.Place(lat, lon);
    }

    @Nullable
    Double elevation(@Nullable String text) {
        return number(text, LEAST_ELEVATION, MOST_ELEVATION);
    }

    @Nullable
    Double heartRate(@Nullable String text) {
        return number(text, LEAST_HEART_RATE, MOST_HEART_RATE);
    }

    @Nullable
    Double positive(@Nullable String text) {
        return number(text, 0, Integer.MAX_VALUE);
    }

    /** Milliseconds of an xsd:dateTime; one without an offset is UTC, as both formats have it. */
    @Nullable
    Long millis(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            if (text.length() <= LONGEST) {
                Instant instant = instant(text.strip());
                if (!instant.isBefore(Instant.ofEpochMilli(Timestamps.EARLIEST_MILLIS))) {
                    return instant.toEpochMilli();
                }
            }
        } catch (DateTimeException | ArithmeticException e) {
            // Counted below.
        }
        unusable++;
        return null;
    }

    private static Instant instant(String text) {
        var time = DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        return time instanceof OffsetDateTime fixed
                ? fixed.toInstant()
                : LocalDateTime.from(time).toInstant(ZoneOffset.UTC);
    }

    private @Nullable Double number(@Nullable String text, double least, double most) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            double number = text.length() <= LONGEST ? new BigDecimal(text.strip()).doubleValue() : Double.NaN;
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Counted below.
        }
        unusable++;
        return null;
    }
}
