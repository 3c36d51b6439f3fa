package io.joulestream.local.simulator;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One event of a series, as it is sent.
 *
 * @param arrivalMillis when it gets to the log; never before the instant that it tells of
 * @param millis the identity of the reading that it adds, replaces or deletes
 * @param value null for a delete
 * @param note empty where there is none
 */
public record SimulatedEvent(
        String series,
        Kind kind,
        long arrivalMillis,
        long millis,
        @Nullable BigDecimal value,
        String note) {

    /** Why it is sent. */
    public enum Kind {
        /** A reading as it was taken, at once. */
        READING,
        /** A reading as it was taken, later than newer ones may be. */
        LATE,
        /** A reading with a wrong value. */
        MISTAKE,
        /** The right value for a mistake. */
        CORRECTION,
        /** A reading that nobody took. */
        STRAY,
        /** The end of a stray one. */
        DELETE
    }

    /** An item of {@code POST /v1/readings}. */
    public String toJson() {
        if (kind == Kind.DELETE) {
            return "{\"op\":\"delete\",\"series\":\"%s\",\"ts\":%d}".formatted(series, millis);
        }
        var json = new StringBuilder("{\"series\":\"")
                .append(series)
                .append("\",\"ts\":")
                .append(millis)
                .append(",\"value\":")
                .append(Objects.requireNonNull(value).toPlainString());
        if (!note.isEmpty()) {
            json.append(",\"note\":\"").append(note).append('"');
        }
        return json.append('}').toString();
    }
}
