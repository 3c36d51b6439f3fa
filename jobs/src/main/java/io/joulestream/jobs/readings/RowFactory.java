package io.joulestream.jobs.readings;

import io.joulestream.core.calendar.Period;
import io.joulestream.core.calendar.SiteCalendar;
import io.joulestream.core.month.MonthEnd;
import io.joulestream.core.month.MonthRow;
import io.joulestream.core.quantity.Wide;
import io.joulestream.core.rollup.Quality;
import io.joulestream.core.rollup.WindowSums;
import io.joulestream.core.series.AmountInterval;
import io.joulestream.core.series.Kind;
import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.core.series.SeriesKey;
import io.joulestream.core.weather.Position;
import io.joulestream.jobs.clickhouse.MonthEndRow;
import io.joulestream.jobs.clickhouse.ReadingRow;
import io.joulestream.jobs.clickhouse.RollupRow;
import io.joulestream.jobs.clickhouse.SeriesRow;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the core says about a series, as rows of the tables. */
final class RowFactory {
    private RowFactory() {}

    /** @param shape the definition that the window follows; null for a tombstone of a deleted series */
    static RollupRow rollup(
            SeriesKey key,
            @Nullable SeriesDefinition shape,
            Period period,
            long start,
            long end,
            WindowSums sums,
            long revision) {
        boolean hasTotal = shape != null && shape.hasTotals();
        boolean hasMean = shape != null && shape.kind() == Kind.GAUGE && sums.coveredMillis() > 0;
        SiteCalendar calendar = SiteCalendar.of(shape == null ? ZoneOffset.UTC : shape.zone());
        return new RollupRow(
                key.tenant(),
                key.series(),
                period,
                start,
                end,
                calendar.localMillis(start),
                calendar.localMillis(end),
                sums.count(),
                sums.firstTsMillis(),
                sums.firstMicros(),
                sums.lastTsMillis(),
                sums.lastMicros(),
                sums.minMicros(),
                sums.maxMicros(),
                sums.sum().high(),
                sums.sum().low(),
                hasTotal,
                sums.total().high(),
                sums.total().low(),
                hasMean,
                hasMean ? sums.meanMicros() : 0,
                sums.measuredMillis(),
                sums.interpolatedMillis(),
                Quality.of(sums, start, end),
                revision,
                sums.isEmpty());
    }

    static MonthEndRow month(SeriesKey key, MonthRow row, long revision) {
        MonthEnd end = row.end();
        Wide consumption = row.consumption();
        return new MonthEndRow(
                key.tenant(),
                key.series(),
                row.mode(),
                row.firstDay(),
                row.endMillis(),
                end.value().high(),
                end.value().low(),
                end.method(),
                end.leftTs(),
                end.leftMicros(),
                end.rightTs(),
                end.rightMicros(),
                consumption != null,
                consumption == null ? 0 : consumption.high(),
                consumption == null ? 0 : consumption.low(),
                row.quality(),
                revision,
                !row.exists());
    }

    static ReadingRow deletedReading(SeriesKey key, long tsMillis, long revision) {
        return new ReadingRow(key.tenant(), key.series(), tsMillis, 0, "", "", "", revision, true);
    }

    private static String cell(@Nullable Position position) {
        return position == null ? "" : position.cell().toString();
    }

    static SeriesRow series(
            SeriesKey key, SeriesDefinition definition, boolean recomputing, long revision, boolean isDeleted) {
        AmountInterval interval = definition.interval();
        return new SeriesRow(
                key.tenant(),
                key.series(),
                definition.kind().wireName(),
                definition.unit().symbol(),
                definition.unit().dimension().canonicalUnit(),
                definition.quantity(),
                definition.zone().getId(),
                definition.name(),
                definition.maxGapMillis(),
                definition.expectedIntervalMillis(),
                definition.horizonMillis(),
                definition.modulusMicros(),
                definition.maxRateMicrosPerHour(),
                definition.signed(),
                interval == null ? "" : interval.iso(),
                interval == null ? "" : definition.stamp().name().toLowerCase(Locale.ROOT),
                definition.kind() == Kind.GAUGE ? definition.hold().name().toLowerCase(Locale.ROOT) : "",
                definition.levels(),
                definition.lat(),
                definition.lon(),
                cell(definition.position()),
                recomputing,
                revision,
                isDeleted);
    }
}
