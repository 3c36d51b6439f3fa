package io.joulestream.core.history;

import io.joulestream.core.calendar.Period;
import io.joulestream.core.fold.Span;
import io.joulestream.core.fold.Spans;
import io.joulestream.core.rollup.Contribution;
import io.joulestream.core.rollup.WindowSums;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Readings in order that lie, with their spans, in the very windows of the reading before them: summed up once, and added to
 * each of the windows when one is asked for. Exact, as whole spans add up alike in every window that holds them. Of hours and
 * longer periods: a shorter one ends before much could be summed up.
 */
final class InOrderRun {
    private static final Period FINEST = Period.HOUR;

    private final List<WindowEntry> windows = new ArrayList<>(4);
    private final WindowSums sums = new WindowSums();
    /** What all windows have in common; nothing while the run is closed. */
    private long from;

    private long to;
    private @Nullable WindowEntry detailed;

    static boolean isOf(Period period) {
        return period != Period.MINUTE && period != Period.QUARTER_HOUR;
    }

    /** Whether all windows hold the reading and take its spans whole. */
    boolean holds(Spans spans, long position) {
        if (position < from || position >= to) {
            return false;
        }
        for (int i = 0; i < spans.count(); i++) {
            Span span = spans.get(i);
            if (span.from() < from || span.to() > to || !Contribution.counts(span.lengthMillis(), FINEST)) {
                return false;
            }
        }
        return true;
    }

    /** Starts with the windows that hold the position; each has been marked as changed. */
    void open(PeriodWindows[] coarseToFine, long position) {
        from = Long.MIN_VALUE;
        to = Long.MAX_VALUE;
        for (PeriodWindows period : coarseToFine) {
            if (isOf(period.period)) {
                WindowEntry window =
                        Objects.requireNonNull(period.find(position), "a reading has just been added to it");
                from = Math.max(from, window.start);
                to = Math.min(to, window.end);
                detailed = window.detail == null ? detailed : window;
                windows.add(window);
            }
        }
    }

    /** Adds a reading that it holds. */
    void add(Spans spans, long tsMillis, long micros) {
        for (int i = 0; i < spans.count(); i++) {
            sums.addSpan(spans.get(i), from, to, 1);
        }
        sums.addReading(tsMillis, micros);
    }

    /** The day, where details of it are kept. */
    @Nullable
    WindowEntry detailed() {
        return detailed;
    }

    /** Adds the sums to the windows and lets go of them. */
    void close() {
        if (sums.count() > 0) {
            windows.forEach(window -> window.sums.merge(sums));
            sums.clear();
        }
        windows.clear();
        from = 0;
        to = 0;
        detailed = null;
    }
}
