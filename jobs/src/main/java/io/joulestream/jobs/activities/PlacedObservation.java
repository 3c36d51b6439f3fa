package io.joulestream.jobs.activities;

import io.joulestream.core.weather.Bracket;
import java.util.ArrayList;
import java.util.List;

/**
 * An observation on its way to a cell and day whose activities it may tell of.
 *
 * @param place as {@link PlacedActivity#place}
 * @param observation empty for a delete
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on the wire: never compared
public record PlacedObservation(String place, String owner, long tsMillis, byte[] observation) {

    /** To its own day, and to the one before or after that is nearer than a bracket is wide. */
    static List<PlacedObservation> of(LoggedObservation logged) {
        List<PlacedObservation> placed = new ArrayList<>(2);
        String last = "";
        for (long near = -Bracket.WIDEST_MILLIS; near <= Bracket.WIDEST_MILLIS; near += Bracket.WIDEST_MILLIS) {
            String place = PlacedActivity.place(logged.cell(), logged.tsMillis() + near);
            if (!place.equals(last)) {
                placed.add(new PlacedObservation(place, logged.owner(), logged.tsMillis(), logged.observation()));
                last = place;
            }
        }
        return placed;
    }
}
