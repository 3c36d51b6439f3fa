package io.joulestream.endpoint.store;

import io.joulestream.core.series.SeriesDefinition;
import org.jspecify.annotations.Nullable;

/**
 * A definition in force and what is known of its readings.
 *
 * @param recomputing whether a changed definition is still being applied to the history
 */
public record SeriesRow(
        String series, SeriesDefinition definition, boolean recomputing, long revision, Readings readings) {

    /**
     * @param first null without readings, as {@code last}
     * @param lastDayQuality of the latest day that has a row; empty without one
     */
    public record Readings(
            long count,
            @Nullable ReadingRow first,
            @Nullable ReadingRow last,
            String lastDayQuality) {}
}
