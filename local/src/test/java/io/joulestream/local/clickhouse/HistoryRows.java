package io.joulestream.local.clickhouse;

import io.joulestream.core.block.MemoryBlockStore;
import io.joulestream.core.calendar.CalendarVersions;
import io.joulestream.core.calendar.Period;
import io.joulestream.core.calendar.SiteCalendar;
import io.joulestream.core.completeness.DayCompleteness;
import io.joulestream.core.fold.Evidence;
import io.joulestream.core.histogram.Distribution;
import io.joulestream.core.history.Outcome;
import io.joulestream.core.history.Revisions;
import io.joulestream.core.history.RowOutput;
import io.joulestream.core.history.SeriesHistory;
import io.joulestream.core.input.Rejection;
import io.joulestream.core.month.MonthRow;
import io.joulestream.core.quantity.Micros;
import io.joulestream.core.quantity.Wide;
import io.joulestream.core.rollup.Quality;
import io.joulestream.core.rollup.WindowSums;
import io.joulestream.core.series.Kind;
import io.joulestream.core.series.MeterEvent;
import io.joulestream.core.series.SeriesDefinition;
import io.joulestream.core.series.SeriesEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The rows of one series that the core makes of its events, as values of inserts. */
final class HistoryRows implements RowOutput {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private final String name;
    private final ZoneId defaultZone;
    private final SeriesHistory history =
            SeriesHistory.create(new MemoryBlockStore(), new Revisions(1), new CalendarVersions());
    private final Map<String, StringJoiner> values = new HashMap<>();
    private @Nullable SeriesDefinition shape;

    HistoryRows(String name, ZoneId defaultZone) {
        this.name = name;
        this.defaultZone = defaultZone;
    }

    /** Applies an event as the operator would; what the definition refuses has no effect. */
    void apply(Map<String, Object> fields, long receivedMillis) {
        try {
            shape = history.definition();
            var event = SeriesEvent.of(numbers(fields), receivedMillis, defaultZone);
            var outcome = history.apply(event, defaultZone, this);
            shape = history.definition();
            while (history.recomputing()) {
                history.recompute(1_000, this);
            }
            sent(event, outcome);
        } catch (Rejection e) {
            // A dead letter is no row here.
        }
    }

    private void sent(SeriesEvent event, Outcome outcome) {
        boolean meter = event.op() == SeriesEvent.Op.METER || event.op() == SeriesEvent.Op.METER_DELETE;
        switch (outcome) {
            case ACCEPTED, REPLACED, METER_EVENT -> {
                if (meter) {
                    meterEvent(Objects.requireNonNull(history.meterEvent(event.tsMillis())));
                } else {
                    add(
                            "reading (ts, value",
                            time(event.tsMillis()),
                            decimal(history.appliedMicros()),
                            history.nextRevision(),
                            0);
                }
            }
            case DELETED -> {
                if (meter) {
                    meterEventDeleted(event.tsMillis(), history.nextRevision());
                } else {
                    readingDeleted(event.tsMillis(), 0, history.nextRevision());
                }
            }
            case DUPLICATE, NOTHING_TO_DELETE, DEFINITION, SERIES_DELETED, SUPERSEDED -> {}
        }
        series();
    }

    private void meterEvent(MeterEvent event) {
        add(
                "meter_event (ts, event",
                time(event.tsMillis()),
                "'" + event.type().wireName() + "'",
                history.nextRevision(),
                0);
    }

    private void series() {
        SeriesDefinition now = history.definition();
        if (now == null) {
            add("series (kind", "''", history.nextRevision(), 1);
            return;
        }
        var interval = now.interval();
        add(
                "series (kind, unit, canonical_unit, zone, max_gap_ms, expected_interval_ms, modulus, max_rate, signed, interval, stamp",
                "'" + now.kind().wireName() + "'",
                "'" + now.unit().symbol() + "'",
                "'" + now.unit().dimension().canonicalUnit() + "'",
                "'" + now.zone() + "'",
                now.maxGapMillis(),
                now.expectedIntervalMillis(),
                nullable(now.modulusMicros()),
                nullable(now.maxRateMicrosPerHour()),
                now.signed() ? 1 : 0,
                interval == null ? "''" : "'" + interval.iso() + "'",
                interval == null ? "''" : "'" + now.stamp().wireName() + "'",
                history.nextRevision(),
                0);
    }

    @Override
    public void month(MonthRow row, long revision) {
        var end = row.end();
        var consumption = row.consumption();
        add(
                "month_end (mode, month, end, end_reading, method, left_ts, left, right_ts, right, consumption, quality",
                "'" + row.mode().wireName() + "'",
                "toDate(" + row.firstDay() + ")",
                time(row.endMillis()),
                wide(end.value()),
                "'" + end.method().wireName() + "'",
                time(end.leftTs()),
                decimal(end.leftMicros()),
                time(end.rightTs()),
                decimal(end.rightMicros()),
                consumption == null ? null : wide(consumption),
                "'" + row.quality().wireName() + "'",
                revision,
                row.exists() ? 0 : 1);
    }

    @Override
    public void window(Period period, long start, long end, WindowSums sums, long revision) {
        boolean any = sums.count() > 0;
        boolean mean = shape != null && shape.kind() == Kind.GAUGE && sums.coveredMillis() > 0;
        boolean total = shape != null && shape.hasTotals();
        var calendar = calendar();
        add(
                "rollup (period, start, end, local_start, local_end, count, first_ts, first, last_ts, last, min, max, sum, total, mean,"
                        + " measured_ms, interpolated_ms, quality",
                "'" + period.iso() + "'",
                time(start),
                time(end),
                time(calendar.localMillis(start)),
                time(calendar.localMillis(end)),
                sums.count(),
                any ? time(sums.firstTsMillis()) : null,
                any ? decimal(sums.firstMicros()) : null,
                any ? time(sums.lastTsMillis()) : null,
                any ? decimal(sums.lastMicros()) : null,
                any ? decimal(sums.minMicros()) : null,
                any ? decimal(sums.maxMicros()) : null,
                any ? wide(sums.sum()) : null,
                total ? wide(sums.total()) : null,
                mean ? decimal(sums.meanMicros()) : null,
                sums.measuredMillis(),
                sums.interpolatedMillis(),
                "'" + Quality.of(sums, start, end).wireName() + "'",
                revision,
                sums.isEmpty() ? 1 : 0);
    }

    @Override
    public void distribution(long start, long end, Distribution values, long revision) {
        var buckets = new StringJoiner(", ", "[", "]");
        var counts = new StringJoiner(", ", "[", "]");
        var covered = new StringJoiner(", ", "[", "]");
        for (int i = 0; i < values.size(); i++) {
            buckets.add(String.valueOf(values.bound(i)));
            counts.add(String.valueOf(values.count(i)));
            covered.add(String.valueOf(values.coveredMillis(i)));
        }
        var calendar = calendar();
        add(
                "distribution (start, end, local_start, local_end, bucket, count, covered_ms",
                time(start),
                time(end),
                time(calendar.localMillis(start)),
                time(calendar.localMillis(end)),
                buckets,
                counts,
                covered,
                revision,
                values.isEmpty() ? 1 : 0);
    }

    @Override
    public void completeness(long start, long end, @Nullable DayCompleteness day, long revision) {
        var calendar = calendar();
        add(
                "completeness (start, end, local_start, local_end, length_ms, expected, actual, missing, longest_gap_ms, measured_ms",
                time(start),
                time(end),
                time(calendar.localMillis(start)),
                time(calendar.localMillis(end)),
                day == null ? 0 : day.lengthMillis(),
                day == null ? 0 : day.expected(),
                day == null ? 0 : day.actual(),
                day == null ? 0 : day.missing(),
                day == null ? 0 : day.longestGapMillis(),
                day == null ? 0 : day.measuredMillis(),
                revision,
                day == null ? 1 : 0);
    }

    @Override
    public void evidence(long tsMillis, @Nullable Evidence evidence, long revision) {
        if (evidence == null) {
            add("counter_evidence (ts", time(tsMillis), revision, 1);
            return;
        }
        add(
                "counter_evidence (ts, from_ts, mark, previous, value, rule, source, events, increment",
                time(tsMillis),
                time(evidence.fromMillis()),
                decimal(evidence.markMicros()),
                decimal(evidence.previousMicros()),
                decimal(evidence.micros()),
                "'" + evidence.rule().name().toLowerCase(Locale.ROOT) + "'",
                "'" + evidence.rule().source().name().toLowerCase(Locale.ROOT) + "'",
                "'" + evidence.events() + "'",
                "'" + new BigDecimal(evidence.incrementMicros(), 6).toPlainString() + "'",
                revision,
                0);
    }

    @Override
    public void meterEventDeleted(long tsMillis, long revision) {
        add("meter_event (ts, event", time(tsMillis), "''", revision, 1);
    }

    @Override
    public void readingDeleted(long tsMillis, long micros, long revision) {
        add("reading (ts, value", time(tsMillis), decimal(micros), revision, 1);
    }

    private SiteCalendar calendar() {
        return SiteCalendar.of(shape == null ? ZoneId.of("UTC") : shape.zone());
    }

    /** Everything so far; the windows too. */
    void insertInto(UnmergedStore store) throws Exception {
        shape = history.definition();
        history.emit(this);
        for (var table : values.entrySet()) {
            store.write("INSERT INTO " + table.getKey().replace(" (", " (tenant, series, ")
                    + ", revision, is_deleted) VALUES " + table.getValue());
        }
        values.clear();
    }

    private void add(String columns, @Nullable Object... row) {
        var text = new StringJoiner(", ", "('t', '" + name + "', ", ")");
        for (Object value : row) {
            text.add(String.valueOf(value).equals("null") ? "NULL" : String.valueOf(value));
        }
        values.computeIfAbsent(columns, key -> new StringJoiner(", ")).add(text.toString());
    }

    private static String time(long millis) {
        return "'" + TIME.format(Instant.ofEpochMilli(millis)) + "'"; // a number would pass through a double
    }

    private static String wide(Wide micros) {
        return "'" + new BigDecimal(micros.toBigInteger(), 6).toPlainString() + "'";
    }

    private static String decimal(long micros) {
        return "'" + Micros.toDecimal(micros).toPlainString() + "'";
    }

    private static @Nullable String nullable(@Nullable Long micros) {
        return micros == null ? null : decimal(micros);
    }

    private static Map<String, Object> numbers(Map<String, Object> fields) {
        var converted = new HashMap<>(fields);
        converted.replaceAll((field, value) ->
                value instanceof Number number && !(value instanceof BigDecimal) && !(value instanceof Double)
                        ? new BigDecimal(number.toString())
                        : value);
        return converted;
    }
}
