package io.joulestream.core.history;

import io.joulestream.core.block.Blocks;
import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import io.joulestream.core.completeness.DayCompleteness;
import io.joulestream.core.fold.Fold;
import io.joulestream.core.fold.FoldState;
import io.joulestream.core.fold.Span;
import io.joulestream.core.fold.Spans;
import io.joulestream.core.histogram.Distribution;
import io.joulestream.core.rollup.WindowSums;
import io.joulestream.core.series.Kind;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a series' days beside their sums: the distribution of values of a gauge or delta (SEMANTICS 26), and the
 * completeness of a series with an expected interval (27). Only the open day's is kept; that of another one which an event
 * changed is read from the blocks once, when its row is written. So nothing of this grows with the history.
 *
 * <p>A row changed where an event added something to it that it did not take away again; so a day need not be read to know
 * whether it changed.
 */
final class DayDetails {
    /** The position of no reading. */
    static final long NOWHERE = Long.MIN_VALUE;

    private final boolean values;
    private final boolean gauge;
    private final @Nullable Long expectedIntervalMillis;
    private final Blocks blocks;
    private Fold fold;

    /** Where the last reading of the series is, and where what it tells ends. */
    private long lastPosition = NOWHERE;

    private long lastEnd = NOWHERE;

    DayDetails(Shape shape, Blocks blocks) {
        Kind kind = shape.definition().kind();
        this.values = kind != Kind.COUNTER;
        this.gauge = kind == Kind.GAUGE;
        this.expectedIntervalMillis = shape.definition().expectedIntervalMillis();
        this.blocks = blocks;
        this.fold = shape.fold();
    }

    /** Whether days have any detail. */
    boolean any() {
        return values || expectedIntervalMillis != null;
    }

    boolean hasValues() {
        return values;
    }

    boolean hasCompleteness() {
        return expectedIntervalMillis != null;
    }

    void follow(Fold newFold) {
        fold = newFold;
    }

    /** The last reading is this one, or there is none. */
    void setLast(FoldState last) {
        if (hasCompleteness()) {
            lastPosition = last.present() ? fold.position(last.tsMillis()) : NOWHERE;
            lastEnd = last.present() ? fold.end(last.tsMillis()) : NOWHERE;
        }
    }

    long lastPosition() {
        return lastPosition;
    }

    /** The end of what counts of a day: that of the running one is where its last reading is. */
    long countedEnd(WindowEntry day) {
        boolean running = lastPosition >= day.start && lastPosition < day.end;
        return running ? Math.min(day.end, lastEnd) : day.end;
    }

    /** The detail of a day that comes into the table; of an empty one everything is known. */
    DayDetail create(boolean isEmpty) {
        DayDetail detail = new DayDetail();
        if (isEmpty) {
            detail.values = values ? new Distribution() : null;
            detail.longestGapMillis = 0;
        }
        return detail;
    }

    /** Adds a span behind all others. */
    void append(WindowEntry day, Span span) {
        DayDetail detail = of(day);
        if (gauge) {
            Distribution known = detail.values;
            if (known != null) {
                known.add(span.levelMicros(), 0, covered(day, span));
            }
            detail.valuesChanged = true;
        }
        detail.completenessChanged = hasCompleteness();
    }

    /** Adds spans behind all others, which lie in the day. */
    void append(WindowEntry day, Spans spans) {
        for (int i = 0; i < spans.count(); i++) {
            append(day, spans.get(i));
        }
    }

    /** Adds a reading behind all others; the day's sums do not have it yet. */
    void appendReading(WindowEntry day, long position, long micros) {
        DayDetail detail = of(day);
        if (values) {
            if (detail.values != null) {
                detail.values.add(micros, 1, 0);
            }
            detail.valuesChanged = true;
        }
        if (hasCompleteness()) {
            if (detail.longestGapMillis != DayDetail.UNKNOWN) {
                detail.longestGapMillis = Math.max(detail.longestGapMillis, position - lastPositionIn(day));
            }
            detail.completenessChanged = true;
        }
    }

    /** Adds or takes away a span, as part of the current event. */
    void change(WindowEntry day, Span span, int sign) {
        if (gauge) {
            change(of(day), span.levelMicros(), 0, sign * covered(day, span));
        }
    }

    /** Adds or takes away a reading, as part of the current event. */
    void changeReading(WindowEntry day, long micros, int sign) {
        if (values) {
            change(of(day), micros, sign, 0);
        }
    }

    private static void change(DayDetail detail, long micros, int readings, long millis) {
        detail.difference.add(micros, readings, millis);
        if (detail.values != null) {
            detail.values.add(micros, readings, millis);
        }
    }

    void changeCompleteness(WindowEntry day) {
        of(day).completenessChanged = true;
    }

    /** Ends the current event for a day that it touched; returns whether a row of it waits to be written. */
    boolean endEvent(WindowEntry day, WindowSums before) {
        DayDetail detail = of(day);
        if (!detail.difference.isEmpty()) {
            detail.valuesChanged = true;
            detail.difference.clear();
        }
        boolean moved = before.count() != day.sums.count();
        if (moved) {
            detail.longestGapMillis = DayDetail.UNKNOWN;
        }
        detail.completenessChanged |= hasCompleteness()
                && (moved
                        || before.measuredMillis() != day.sums.measuredMillis()
                        || before.isEmpty() != day.sums.isEmpty());
        return detail.valuesChanged || detail.completenessChanged;
    }

    /** Writes the rows that changed. */
    void emit(WindowEntry day, RowOutput output, long revision) {
        DayDetail detail = of(day);
        if (detail.valuesChanged || detail.completenessChanged) {
            know(day);
        }
        if (detail.valuesChanged) {
            output.distribution(day.start, day.end, values(day), revision);
            detail.valuesChanged = false;
        }
        if (detail.completenessChanged) {
            output.completeness(day.start, day.end, completeness(day), revision);
            detail.completenessChanged = false;
        }
    }

    /** The values of a day that is known. */
    Distribution values(WindowEntry day) {
        return Objects.requireNonNull(of(day).values, "a day that is known");
    }

    /** The completeness of a day that is known; null where the day has no row. */
    @Nullable
    DayCompleteness completeness(WindowEntry day) {
        if (expectedIntervalMillis == null || day.sums.isEmpty()) {
            return null;
        }
        long end = countedEnd(day);
        long gap = Math.max(of(day).longestGapMillis, end - lastPositionIn(day));
        return DayCompleteness.of(
                end - day.start, expectedIntervalMillis, day.sums.count(), gap, day.sums.measuredMillis());
    }

    private long lastPositionIn(WindowEntry day) {
        return day.sums.count() == 0 ? day.start : fold.position(day.sums.lastTsMillis());
    }

    /** Reads the day's readings where something about them is not known. */
    void know(WindowEntry day) {
        DayDetail detail = of(day);
        boolean needsValues = values && detail.values == null;
        boolean needsGap = hasCompleteness() && detail.longestGapMillis == DayDetail.UNKNOWN;
        if (needsValues || needsGap) {
            read(day, detail);
        }
    }

    private void read(WindowEntry day, DayDetail detail) {
        Distribution found = new Distribution();
        long[] gap = {0, day.start};
        WindowScan.scan(day, blocks, fold, new WindowScan.Visitor() {
            @Override
            public void span(Span span) {
                long covered = covered(day, span);
                if (gauge && covered > 0) {
                    found.add(span.levelMicros(), 0, covered);
                }
            }

            @Override
            public void reading(long tsMillis, long position, long micros) {
                gap[0] = Math.max(gap[0], position - gap[1]);
                gap[1] = position;
                if (values) {
                    found.add(micros, 1, 0);
                }
            }
        });
        detail.values = found;
        detail.longestGapMillis = gap[0];
    }

    private static long covered(WindowEntry day, Span span) {
        return Math.min(day.end, span.to()) - Math.max(day.start, span.from());
    }

    /** About how many bytes of heap the details of the days in the table take: that of the latest one, which stays. */
    long estimatedBytes(NavigableMap<Long, WindowEntry> days) {
        Map.Entry<Long, WindowEntry> latest = any() ? days.lastEntry() : null;
        Distribution known = latest == null ? null : of(latest.getValue()).values;
        return latest == null ? 0 : 150 + (known == null ? 0 : known.estimatedBytes());
    }

    /** Writes what is known of the open day. */
    void write(ByteSink out, WindowEntry day) {
        if (!any()) {
            return;
        }
        know(day);
        if (values) {
            values(day).write(out);
        }
        if (hasCompleteness()) {
            out.writeUnsigned(of(day).longestGapMillis);
        }
    }

    void read(ByteSource in, WindowEntry day) {
        if (any()) {
            DayDetail detail = of(day);
            detail.values = values ? Distribution.read(in) : null;
            detail.longestGapMillis = hasCompleteness() ? in.readUnsigned() : DayDetail.UNKNOWN;
        }
    }

    static DayDetail of(WindowEntry day) {
        return Objects.requireNonNull(day.detail, "a day of a series that has details");
    }
}
