package io.joulestream.endpoint.imports;

import io.joulestream.core.input.Reason;
import io.joulestream.core.input.Rejection;
import io.joulestream.core.input.Timestamps;
import io.joulestream.core.quantity.Unit;
import io.joulestream.core.series.SeriesEvent;
import io.joulestream.endpoint.imports.ColumnRole.Meaning;
import io.joulestream.endpoint.imports.Layout.ValueColumn;
import io.joulestream.endpoint.imports.TimeText.Time;
import io.joulestream.endpoint.store.StoreUnavailable;
import io.joulestream.endpoint.tabular.Fault;
import io.joulestream.endpoint.tabular.Refusal;
import io.joulestream.endpoint.tabular.TableRow;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes readings of rows, in their order, with the checks that the readings job makes: what passes here is no dead letter
 * there.
 */
final class RowJudge {
    private static final long DAY = 86_400_000;

    private final ImportOptions options;
    private final Layout layout;
    private final Conventions conventions;
    private final Targets targets;
    private final long nowMillis;

    /** How times and numbers of a file are written, once that is decided. */
    record Conventions(TimeFormat timeFormat, char decimal) {}

    /** Takes what a row comes to: any number of these. */
    interface Verdicts {
        void reading(Reading reading);

        void empty();

        void refused(Refusal why);
    }

    /**
     * A reading that the job will accept.
     *
     * @param first whether no row before it has its time for certain
     */
    record Reading(Target target, long ts, long micros, String note, String source, boolean first) {}

    RowJudge(ImportOptions options, Layout layout, Conventions conventions, Targets targets, long nowMillis) {
        this.options = options;
        this.layout = layout;
        this.conventions = conventions;
        this.targets = targets;
        this.nowMillis = nowMillis;
    }

    /** Looks up the series that the options name; a refusal is one of the whole file. */
    void prepare() throws Refusal, StoreUnavailable {
        for (ValueColumn column : layout.values()) {
            String series = column.series().isEmpty() ? options.series() : column.series();
            boolean named = !column.series().isEmpty() || layout.place(Meaning.SERIES) == Layout.NONE;
            boolean unitLater = column.traits().unit() == null && layout.place(Meaning.UNIT) != Layout.NONE;
            if (named && !unitLater) {
                targets.find(series, column.traits(), "", layout.row(), column.header());
            }
        }
    }

    /** The text of a row's time, date and time of day together; empty where there is none. */
    static String timeText(Layout layout, TableRow row) {
        int ts = layout.place(Meaning.TS);
        if (ts != Layout.NONE) {
            return row.field(ts);
        }
        String date = row.field(layout.place(Meaning.DATE));
        int time = layout.place(Meaning.TIME);
        return time == Layout.NONE || date.isEmpty() ? date : date + " " + row.field(time);
    }

    /** Takes note of a row's local time, where it has one. */
    void observe(TableRow row) throws StoreUnavailable {
        Time time = TimeText.parse(timeText(layout, row), conventions.timeFormat());
        if (time == null || time.sort() != Time.Sort.LOCAL) {
            return;
        }
        for (ValueColumn column : layout.values()) {
            try {
                LocalTimes times = target(column, row, unitText(row)).times();
                if (times != null) {
                    times.observe(midnight(time).millis());
                }
            } catch (Refusal e) {
                // It will be refused when it is judged.
            }
        }
    }

    /** Throws before the first verdict, so that it may be called again. */
    void judge(TableRow row, Verdicts out) throws StoreUnavailable {
        if (layout.place(Meaning.SERIES) != Layout.NONE || layout.place(Meaning.UNIT) != Layout.NONE) {
            lookUp(row);
        }
        try {
            requireWidth(row);
            Time time = time(row);
            for (ValueColumn column : layout.values()) {
                String text = row.field(column.index());
                boolean missing = NumberText.isMissing(text, options.missing());
                if (missing && layout.values().size() > 1 && column.series().isEmpty()) {
                    // One of several columns that a row may have its value in.
                    out.empty();
                    continue;
                }
                Target target;
                try {
                    target = target(column, row, unitText(row));
                } catch (Refusal e) {
                    out.refused(e);
                    continue;
                }
                long ts = instant(time, target, row) + column.traits().shiftMillis();
                try {
                    Timestamps.check(ts, nowMillis);
                } catch (Rejection e) {
                    throw Refusal.of(row.line(), layout.timeHeader(), e);
                }
                if (missing && !options.accumulate()) {
                    out.empty();
                    continue;
                }
                try {
                    out.reading(reading(column, target, ts, row, text, missing));
                } catch (Refusal e) {
                    out.refused(e);
                }
            }
        } catch (Refusal e) {
            out.refused(e);
        }
    }

    private void lookUp(TableRow row) throws StoreUnavailable {
        for (ValueColumn column : layout.values()) {
            if (!NumberText.isMissing(row.field(column.index()), options.missing())) {
                try {
                    target(column, row, unitText(row));
                } catch (Refusal e) {
                    // Said when the row is judged.
                }
            }
        }
    }

    private void requireWidth(TableRow row) throws Refusal {
        int width = layout.headers().size();
        int fields = row.fields().length;
        if (fields < width && !options.shortRows()) {
            throw Refusal.of(
                    row.line(),
                    layout.headers().get(fields),
                    Fault.FIELDS_MISSING,
                    fields + " fields; the header has " + width + "; shortRows=true allows rows that end early");
        }
        for (int i = width; i < fields; i++) {
            if (!row.fields()[i].isEmpty()) {
                throw Refusal.of(
                        row.line(),
                        "",
                        Fault.FIELDS_EXTRA,
                        fields + " fields; the header has " + width + "; the first beyond is "
                                + Refusal.shown(row.fields()[i]));
            }
        }
    }

    private Time time(TableRow row) throws Refusal {
        String text = timeText(layout, row);
        Time time = TimeText.parse(text, conventions.timeFormat());
        if (time == null) {
            throw invalidTime(
                    row,
                    text.isEmpty()
                            ? "ts is missing"
                            : "ts " + Refusal.shown(text) + " is no time in format "
                                    + conventions.timeFormat().text());
        }
        return midnight(time);
    }

    private Time midnight(Time time) {
        boolean start = Math.floorMod(time.millis(), DAY) == 0;
        return options.midnightEnds() && time.sort() == Time.Sort.LOCAL && start
                ? new Time(Time.Sort.LOCAL, time.millis() + DAY)
                : time;
    }

    private Refusal invalidTime(TableRow row, String detail) {
        return Refusal.of(row.line(), layout.timeHeader(), new Rejection(Reason.TIMESTAMP_INVALID, detail));
    }

    private long instant(Time time, Target target, TableRow row) throws Refusal {
        if (time.sort() == Time.Sort.INSTANT) {
            return time.millis();
        }
        LocalTimes times = target.times();
        if (times == null) {
            throw Refusal.of(
                    row.line(),
                    layout.timeHeader(),
                    Fault.ZONE_UNKNOWN,
                    "ts " + Refusal.shown(timeText(layout, row))
                            + " is a local time: say zone=, such as Europe/Madrid");
        }
        try {
            return time.sort() == Time.Sort.DATE
                    ? times.startOfDay(time.millis()) + period(row)
                    : times.resolve(time.millis());
        } catch (LocalTimes.Impossible e) {
            throw Refusal.of(row.line(), layout.timeHeader(), e.fault(), String.valueOf(e.getMessage()));
        }
    }

    /** What has passed of the day when the row's period starts. */
    private long period(TableRow row) throws Refusal {
        int place = layout.place(Meaning.PERIOD);
        if (place == Layout.NONE) {
            return 0;
        }
        String text = row.field(place);
        // The longest day has 25 hours.
        long most = DAY * 25 / 24 / layout.periodMillis();
        if (!text.matches("\\d{1,6}") || Long.parseLong(text) < 1 || Long.parseLong(text) > most) {
            throw Refusal.of(
                    row.line(),
                    layout.headers().get(place),
                    new Rejection(
                            Reason.TIMESTAMP_INVALID, "period " + Refusal.shown(text) + " is not from 1 to " + most));
        }
        return (Long.parseLong(text) - 1) * layout.periodMillis();
    }

    private String unitText(TableRow row) {
        int place = layout.place(Meaning.UNIT);
        return place == Layout.NONE ? "" : row.field(place);
    }

    private Target target(ValueColumn column, TableRow row, String unit) throws Refusal, StoreUnavailable {
        int place = layout.place(Meaning.SERIES);
        if (!column.series().isEmpty() || place == Layout.NONE) {
            String series = column.series().isEmpty() ? options.series() : column.series();
            return targets.find(series, column.traits(), unit, row.line(), column.header());
        }
        return targets.find(
                row.field(place),
                column.traits(),
                unit,
                row.line(),
                layout.headers().get(place));
    }

    private Reading reading(ValueColumn column, Target target, long ts, TableRow row, String text, boolean missing)
            throws Refusal {
        BigDecimal number = missing ? null : number(column, row, text);
        if (options.accumulate()) {
            number = accumulated(column, target, ts, row, number, missing);
        }
        try {
            Unit unit = unit(column, row);
            String note = optional(row, Meaning.NOTE);
            String source = optional(row, Meaning.SOURCE);
            source = source.isEmpty() ? options.source() : source;
            SeriesEvent event = event(ts, number, text, unit, note, source);
            long micros = target.definition.microsOf(event);
            return new Reading(target, ts, micros, note, source, target.isNew(ts));
        } catch (Rejection e) {
            String header = e.reason() == Reason.UNIT_UNKNOWN ? layout.header(Meaning.UNIT) : column.header();
            throw Refusal.of(row.line(), header, e);
        }
    }

    private @Nullable BigDecimal number(ValueColumn column, TableRow row, String text) throws Refusal {
        BigDecimal number = NumberText.parse(text, conventions.decimal());
        if (number == null) {
            // A word may be a level, or infinite; what has a digit in it can only be a number written another way.
            if (text.chars().noneMatch(c -> c >= '0' && c <= '9')) {
                return null;
            }
            throw Refusal.of(
                    row.line(),
                    column.header(),
                    new Rejection(
                            Reason.VALUE_INVALID,
                            "value " + Refusal.shown(text) + " is not a number with a decimal "
                                    + (conventions.decimal() == '.' ? "dot" : "comma")
                                    + "; separators of thousands and units are not read"));
        }
        BigDecimal scale = column.traits().scale();
        return scale == null || number.scale() > 1000 || number.scale() < -1000 ? number : number.multiply(scale);
    }

    private BigDecimal accumulated(
            ValueColumn column, Target target, long ts, TableRow row, @Nullable BigDecimal amount, boolean missing)
            throws Refusal {
        if (ts <= target.lastTs()) {
            throw Refusal.of(
                    row.line(),
                    layout.timeHeader(),
                    Fault.ROWS_UNORDERED,
                    "amounts are added up in the order of time, and this row is not after the one before");
        }
        BigDecimal sum = amount == null && !missing ? null : target.accumulate(amount);
        if (sum == null || (amount != null && (amount.precision() > 40 || Math.abs(amount.scale()) > 40))) {
            throw Refusal.of(
                    row.line(),
                    column.header(),
                    new Rejection(
                            Reason.VALUE_INVALID,
                            "this amount, or the one before, is missing: no sum goes on after it"));
        }
        return sum;
    }

    private @Nullable Unit unit(ValueColumn column, TableRow row) throws Rejection {
        String text = unitText(row);
        if (text.isEmpty()) {
            return column.traits().unit();
        }
        Unit unit = Unit.find(text);
        if (unit == null) {
            throw new Rejection(
                    Reason.UNIT_UNKNOWN, "unit " + Refusal.shown(text) + " is not one of " + Unit.symbols());
        }
        return unit;
    }

    private String optional(TableRow row, Meaning meaning) {
        int place = layout.place(meaning);
        return place == Layout.NONE ? "" : row.field(place);
    }

    private SeriesEvent event(
            long ts, @Nullable BigDecimal number, String text, @Nullable Unit unit, String note, String source)
            throws Rejection {
        boolean fits = number != null && number.unscaledValue().bitLength() <= 63;
        if (number != null && fits && note.isEmpty() && source.isEmpty()) {
            return SeriesEvent.reading(ts, number.unscaledValue().longValue(), number.scale(), unit);
        }
        var fields = new LinkedHashMap<String, Object>();
        fields.put("ts", BigDecimal.valueOf(ts));
        fields.put("value", number == null ? text : number);
        if (unit != null) {
            fields.put("unit", unit.symbol());
        }
        fields.put("note", note);
        fields.put("source", source);
        // Its zone is that of a definition, and this is none.
        return SeriesEvent.of(fields, nowMillis, java.time.ZoneOffset.UTC);
    }
}
