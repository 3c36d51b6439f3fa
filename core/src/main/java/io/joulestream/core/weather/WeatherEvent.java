package io.joulestream.core.weather;

import io.joulestream.core.input.Fields;
import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event of topic {@code weather}: an observation, or with {@code op} delete that there is none.
 *
 * @param cell where
 * @param observation null for a delete
 */
public record WeatherEvent(
        GridCell cell, long tsMillis, @Nullable Observation observation) {

    /**
     * The event of these fields of the wire, or the first thing that is wrong with them; unknown fields are ignored.
     *
     * @param fields flat JSON: String, BigDecimal, Boolean
     * @param receivedMillis the instant at which the log received the record
     */
    public static WeatherEvent of(Map<String, ?> fields, long receivedMillis) throws Rejection {
        var record = new Fields(fields, Reason.OBSERVATION_INVALID);
        String op = record.text("op");
        if (op != null && !op.equals("delete")) {
            throw new Rejection(
                    Reason.OP_UNKNOWN, "op " + Fields.shown(op) + " is not delete; without op: an observation");
        }
        Position position = Position.of(record);
        if (position == null) {
            throw record.refused("lat", "a latitude, with lon");
        }
        long ts = record.instant("ts", receivedMillis);
        Observation observation =
                op == null ? new Observation(ts, record.flag("provisional"), Weather.of(record)) : null;
        return new WeatherEvent(position.cell(), ts, observation);
    }
}
