package io.joulestream.core.weather;

import io.joulestream.core.input.Fields;
import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cell of the weather grid, a tenth of a degree wide and high (SEMANTICS 29).
 *
 * @param south floor(10 latitude), -900 to 900: the pole itself is a cell of its own
 * @param west floor(10 longitude), -1800 to 1799
 */
public record GridCell(int south, int west) {
    /** Of a cell's side. */
    public static final int SIDE_MICROS = 100_000;

    /** Latitudes go from minus this to this. */
    public static final BigDecimal MOST_LATITUDE = BigDecimal.valueOf(90);

    /** Longitudes likewise; 180 is -180. */
    public static final BigDecimal MOST_LONGITUDE = BigDecimal.valueOf(180);

    private static final Pattern TEXT = Pattern.compile("(0|-?[1-9]\\d{0,3})_(0|-?[1-9]\\d{0,3})");

    public GridCell {
        if (south < -900 || south > 900 || west < -1800 || west > 1799) {
            throw new IllegalArgumentException("no cell of the grid: " + south + "_" + west);
        }
    }

    /** The cell of a place in micro-degrees, its longitude from -180 to below 180 degrees. */
    public static GridCell of(int latMicros, int lonMicros) {
        return new GridCell(Math.floorDiv(latMicros, SIDE_MICROS), Math.floorDiv(lonMicros, SIDE_MICROS));
    }

    /** The cell of a text as {@link #toString} gives it, as in the record keys of topic {@code weather}. */
    public static GridCell parse(String text) throws Rejection {
        Matcher matcher = TEXT.matcher(text);
        if (matcher.matches()) {
            try {
                return new GridCell(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
            } catch (IllegalArgumentException e) {
                // Said below.
            }
        }
        throw new Rejection(
                Reason.KEY_INVALID,
                "cell " + Fields.shown(text) + " is not floor(10 lat)_floor(10 lon), such as 403_-37");
    }

    /** The latitude of its middle, of the pole's cell that of the pole. */
    public int centreLatMicros() {
        return Math.min(south * SIDE_MICROS + SIDE_MICROS / 2, 90_000_000);
    }

    public int centreLonMicros() {
        return west * SIDE_MICROS + SIDE_MICROS / 2;
    }

    /** {@code 403_-37}. */
    @Override
    public String toString() {
        return south + "_" + west;
    }
}
