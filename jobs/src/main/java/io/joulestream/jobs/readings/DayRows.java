package io.joulestream.jobs.readings;

import io.joulestream.core.calendar.SiteCalendar;
import io.joulestream.core.completeness.DayCompleteness;
import io.joulestream.core.histogram.Distribution;
import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.jobs.clickhouse.CompletenessRow;
import io.joulestream.jobs.clickhouse.DistributionRow;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** What the core says about a day of a series, as rows of the tables. */
final class DayRows {
    private static final DayCompleteness NONE = new DayCompleteness(0, 0, 0, 0, 0);

    private DayRows() {}

    static DistributionRow distribution(
            SeriesKey key, @Nullable SeriesDefinition shape, long start, long end, Distribution values, long revision) {
        SiteCalendar calendar = calendar(shape);
        return new DistributionRow(
                key.tenant(),
                key.series(),
                start,
                end,
                calendar.localMillis(start),
                calendar.localMillis(end),
                values.bounds(),
                values.counts(),
                values.coveredMillis(),
                revision,
                values.isEmpty());
    }

    /** @param day null: there is none */
    static CompletenessRow completeness(
            SeriesKey key,
            @Nullable SeriesDefinition shape,
            long start,
            long end,
            @Nullable DayCompleteness day,
            long revision) {
        DayCompleteness shown = day == null ? NONE : day;
        SiteCalendar calendar = calendar(shape);
        return new CompletenessRow(
                key.tenant(),
                key.series(),
                start,
                end,
                calendar.localMillis(start),
                calendar.localMillis(end),
                shown.lengthMillis(),
                shown.expected(),
                shown.actual(),
                shown.missing(),
                shown.longestGapMillis(),
                shown.measuredMillis(),
                revision,
                day == null);
    }

    private static SiteCalendar calendar(@Nullable SeriesDefinition shape) {
        return SiteCalendar.of(shape == null ? ZoneOffset.UTC : shape.zone());
    }
}
