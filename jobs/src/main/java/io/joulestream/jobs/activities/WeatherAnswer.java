package io.joulestream.jobs.activities;

import io.joulestream.core.input.Fields;
import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import io.joulestream.core.weather.CellWeather;
import io.joulestream.core.weather.GridCell;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;

/**
 * How the weather services answered for a cell and day: behind the observations, in the same log.
 *
 * @param place the cell and UTC day, as {@link PlacedActivity#place}
 * @param reason why there are no observations, empty where there are
 * @param againMillis when to ask again: a failure may have passed, or what is provisional be final; 0 for never
 */
public record WeatherAnswer(String place, String reason, long againMillis) {
    static final String OP = "answer";

    boolean isFailure() {
        return !reason.isEmpty();
    }

    /** Of a record of topic {@code weather} whose {@code op} is {@value #OP}: the job's own, which no tenant can write. */
    static WeatherAnswer of(String owner, GridCell cell, Map<String, ?> values) throws Rejection {
        if (!owner.equals(CellWeather.SHARED)) {
            throw new Rejection(Reason.OP_UNKNOWN, "op '" + OP + "' is not for tenants");
        }
        var fields = new Fields(values, Reason.OBSERVATION_INVALID);
        String day = fields.text("day", 20);
        try {
            long epochDay = LocalDate.parse(day).toEpochDay();
            return new WeatherAnswer(
                    PlacedActivity.place(cell.toString(), epochDay * PlacedActivity.DAY_MILLIS),
                    fields.text("reason", 100),
                    again(fields));
        } catch (DateTimeException e) {
            throw fields.refused("day", "a date such as 2024-01-31");
        }
    }

    private static long again(Fields fields) throws Rejection {
        var again = fields.number("again");
        return again == null ? 0 : again.longValue();
    }

    String json() {
        return "{\"op\":\"" + OP + "\",\"day\":\"" + PlacedActivity.day(place) + "\",\"reason\":\"" + reason
                + "\",\"again\":" + againMillis + "}";
    }
}
