package io.joulestream.jobs.providers;

import io.joulestream.core.weather.GridCell;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** What is asked for at once: the full hours of a UTC day, 00:00 to 23:00, in the middle of a cell. */
public record CellDay(GridCell cell, LocalDate day) {
    static final int HOURS = 24;

    public Instant start() {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** @param index 0 to 23 */
    Instant hour(int index) {
        return start().plus(Duration.ofHours(index));
    }

    /** How many of its hours have come: a later one would be a forecast, which is no observation. */
    int hoursUntil(Instant now) {
        long hours = Duration.between(start(), now).toSeconds();
        return (int) Math.max(0, Math.min(HOURS, Math.floorDiv(hours, 3600) + 1));
    }

    /** Whether an instant is one of the full hours that have come. */
    boolean hasHour(Instant instant, Instant now) {
        Duration since = Duration.between(start(), instant);
        return since.toMillis() % 3_600_000 == 0 && since.toHours() >= 0 && since.toHours() < hoursUntil(now);
    }
}
