package io.joulestream.jobs.activities;

import io.joulestream.core.weather.Bracket;
import java.util.ArrayList;
import java.util.List;

/**
 * An observation, or an answer of the weather services, on its way to a cell and day whose activities it may tell of.
 *
 * @param place as {@link PlacedActivity#place}
 * @param owner of an observation
 * @param tsMillis of an observation its time, of an answer the start of the day that was asked for
 * @param observation empty for a delete, and of an answer
 * @param isAnswer whether it is one
 * @param reason of an answer why there are no observations, empty where there are
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on the wire: never compared
public record PlacedWeather(
        String place, String owner, long tsMillis, byte[] observation, boolean isAnswer, String reason) {
    private static final byte[] NONE = {};

    /** To its own day, and to the one before or after that is nearer than a bracket is wide. */
    static List<PlacedWeather> of(LoggedObservation logged) {
        List<PlacedWeather> placed = new ArrayList<>(2);
        String last = "";
        for (long near = -Bracket.WIDEST_MILLIS; near <= Bracket.WIDEST_MILLIS; near += Bracket.WIDEST_MILLIS) {
            String place = PlacedActivity.place(logged.cell(), logged.tsMillis() + near);
            if (!place.equals(last)) {
                placed.add(
                        new PlacedWeather(place, logged.owner(), logged.tsMillis(), logged.observation(), false, ""));
                last = place;
            }
        }
        return placed;
    }

    /** To its own day, and to the one before, whose last hour's weather needs it too. */
    static List<PlacedWeather> of(WeatherAnswer answer) {
        String cell = PlacedActivity.cell(answer.place());
        long start = PlacedActivity.day(answer.place()).toEpochDay() * PlacedActivity.DAY_MILLIS;
        return List.of(
                new PlacedWeather(PlacedActivity.place(cell, start - 1), "", start, NONE, true, answer.reason()),
                new PlacedWeather(answer.place(), "", start, NONE, true, answer.reason()));
    }
}
