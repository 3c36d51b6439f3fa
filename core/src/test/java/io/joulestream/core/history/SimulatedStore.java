package io.joulestream.core.history;

import io.joulestream.core.calendar.Period;
import io.joulestream.core.completeness.DayCompleteness;
import io.joulestream.core.fold.Evidence;
import io.joulestream.core.histogram.Distribution;
import io.joulestream.core.month.MonthRow;
import io.joulestream.core.quantity.Micros;
import io.joulestream.core.quantity.Wide;
import io.joulestream.core.rollup.Quality;
import io.joulestream.core.rollup.WindowSums;
import io.joulestream.core.series.Kind;
import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.reference.MonthKey;
import io.joulestream.reference.ReferenceMonth;
import io.joulestream.reference.ReferenceRow;
import io.joulestream.reference.WindowKey;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What ClickHouse would hold: the row of the greatest revision wins, whatever comes first. */
final class SimulatedStore implements RowOutput {
    private record MonthVersion(long revision, @Nullable ReferenceMonth row) {}

    private record Version(long revision, @Nullable ReferenceRow row) {}

    private final Map<WindowKey, Version> rows = new HashMap<>();
    private final Map<Long, Long> deletedReadings = new HashMap<>();
    private final Map<MonthKey, MonthVersion> months = new HashMap<>();
    final Set<MonthKey> writtenMonths = new HashSet<>();
    final Set<WindowKey> written = new HashSet<>();
    final SimulatedDays days = new SimulatedDays();
    final SimulatedEvidence evidence = new SimulatedEvidence();
    final Set<Long> deletedMeterEvents = new HashSet<>();

    /** Shapes the rows that follow; null while the series is undefined. */
    @Nullable
    SeriesDefinition definition;

    @Override
    public void window(Period period, long start, long end, WindowSums sums, long revision) {
        WindowKey key = new WindowKey(period.iso(), start);
        written.add(key);
        Version known = rows.get(key);
        if (known != null && known.revision == revision) {
            throw new AssertionError(key + " written twice with revision " + revision);
        }
        if (known == null || known.revision < revision) {
            rows.put(key, new Version(revision, sums.isEmpty() ? null : row(sums, start, end)));
        }
    }

    @Override
    public void month(MonthRow row, long revision) {
        MonthKey key = new MonthKey(row.mode().wireName(), YearMonth.of(row.month() / 12, row.month() % 12 + 1));
        writtenMonths.add(key);
        MonthVersion known = months.get(key);
        if (known != null && known.revision == revision) {
            throw new AssertionError(key + " written twice with revision " + revision);
        }
        if (known == null || known.revision < revision) {
            months.put(key, new MonthVersion(revision, row.exists() ? month(row) : null));
        }
    }

    @Override
    public void distribution(long start, long end, Distribution values, long revision) {
        days.distribution(start, end, values, revision);
    }

    @Override
    public void completeness(long start, long end, @Nullable DayCompleteness day, long revision) {
        days.completeness(start, end, day, revision);
    }

    @Override
    public void evidence(long tsMillis, @Nullable Evidence newEvidence, long revision) {
        evidence.put(tsMillis, newEvidence, revision);
    }

    @Override
    public void meterEventDeleted(long tsMillis, long revision) {
        deletedMeterEvents.add(tsMillis);
    }

    @Override
    public void readingDeleted(long tsMillis, long micros, long revision) {
        deletedReadings.put(tsMillis, revision);
    }

    SortedMap<WindowKey, ReferenceRow> rows() {
        SortedMap<WindowKey, ReferenceRow> live = new TreeMap<>();
        rows.forEach((key, version) -> {
            if (version.row != null) {
                live.put(key, version.row);
            }
        });
        return live;
    }

    SortedMap<MonthKey, ReferenceMonth> months() {
        SortedMap<MonthKey, ReferenceMonth> live = new TreeMap<>();
        months.forEach((key, version) -> {
            if (version.row != null) {
                live.put(key, version.row);
            }
        });
        return live;
    }

    private static ReferenceMonth month(MonthRow row) {
        return new ReferenceMonth(
                row.endMillis(),
                row.end().method().wireName(),
                decimal(row.end().value()),
                row.end().leftTs(),
                Micros.toDecimal(row.end().leftMicros()),
                row.end().rightTs(),
                Micros.toDecimal(row.end().rightMicros()),
                row.consumption() == null ? null : decimal(row.consumption()),
                row.quality().wireName());
    }

    private ReferenceRow row(WindowSums sums, long start, long end) {
        SeriesDefinition shape = Objects.requireNonNull(definition, "a row needs a definition");
        boolean any = sums.count() > 0;
        boolean mean = shape.kind() == Kind.GAUGE && sums.coveredMillis() > 0;
        return new ReferenceRow(
                end,
                sums.count(),
                any ? sums.firstTsMillis() : null,
                any ? Micros.toDecimal(sums.firstMicros()) : null,
                any ? sums.lastTsMillis() : null,
                any ? Micros.toDecimal(sums.lastMicros()) : null,
                any ? Micros.toDecimal(sums.minMicros()) : null,
                any ? Micros.toDecimal(sums.maxMicros()) : null,
                any ? decimal(sums.sum()) : null,
                shape.hasTotals() ? decimal(sums.total()) : null,
                mean ? Micros.toDecimal(sums.meanMicros()) : null,
                sums.measuredMillis(),
                sums.interpolatedMillis(),
                Quality.of(sums, start, end).wireName());
    }

    private static BigDecimal decimal(Wide wide) {
        return new BigDecimal(wide.toBigInteger(), 6);
    }
}
