package io.joulestream.jobs.activities;

import io.joulestream.core.weather.GridCell;
import java.time.LocalDate;

/**
 * An activity comes to the weather of its start's cell and day, or goes from there.
 *
 * @param place the cell and UTC day, as {@link #place}
 * @param key {@code tenant/source/id}
 * @param version counts the changes of the activity
 * @param activity empty where it goes
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on the wire: never compared
public record PlacedActivity(String place, String key, long version, byte[] activity) {
    static final long DAY_MILLIS = 86_400_000;

    /** {@code 403_-37@19723}: the cell and the days from 1970-01-01, in UTC, to the instant. */
    static String place(GridCell cell, long millis) {
        return place(cell.toString(), millis);
    }

    static String place(String cell, long millis) {
        return cell + "@" + Math.floorDiv(millis, DAY_MILLIS);
    }

    /** The cell of a place. */
    static String cell(String place) {
        return place.substring(0, place.indexOf('@'));
    }

    /** The UTC day of a place. */
    static LocalDate day(String place) {
        return LocalDate.ofEpochDay(Long.parseLong(place.substring(place.indexOf('@') + 1)));
    }
}
