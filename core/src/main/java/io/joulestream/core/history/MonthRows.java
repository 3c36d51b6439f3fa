package io.joulestream.core.history;

import io.joulestream.core.bytes.ByteSink;
import io.joulestream.core.bytes.ByteSource;
import io.joulestream.core.fold.Fold;
import io.joulestream.core.fold.FoldState;
import io.joulestream.core.month.CompatEnds;
import io.joulestream.core.month.Edges;
import io.joulestream.core.month.EndMethod;
import io.joulestream.core.month.ExactEnds;
import io.joulestream.core.month.MonthEnd;
import io.joulestream.core.month.MonthMode;
import io.joulestream.core.month.MonthRow;
import io.joulestream.core.month.SiteMonths;
import io.joulestream.core.quantity.Wide;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a counter's months as they are. The ends from which the last reading's month starts are remembered: with them,
 * the rows that each reading changes need no block.
 */
final class MonthRows {
    private static final int NO_MONTH = Integer.MIN_VALUE;

    private final SiteMonths months;
    private final ExactEnds exact;
    private final CompatEnds compat;
    private final WindowTable windows;

    /** The month before the last reading's, and what is known of its end. */
    private int passed = NO_MONTH;

    private @Nullable MonthEnd passedExact;
    private @Nullable MonthEnd passedCompat;
    /** The end before it, for the days in which each reading is the nearest to its own. */
    private @Nullable MonthEnd olderCompat;

    /** The end of the row asked for last, from which the next month starts, while the last reading is this one. */
    private int recent = NO_MONTH;

    private @Nullable MonthEnd recentExact;
    private long recentLastTs;

    MonthRows(SiteMonths months, ExactEnds exact, CompatEnds compat, WindowTable windows) {
        this.months = months;
        this.exact = exact;
        this.compat = compat;
        this.windows = windows;
    }

    /** The row of the month, or that there is none. */
    MonthRow row(MonthMode mode, int month, Fold fold, Edges edges, long horizonMillis) {
        int before = edges.present() ? months.of(edges.lastTs()) - 1 : NO_MONTH;
        if (before != passed) {
            forget();
            passed = before;
        }
        if (edges.lastTs() != recentLastTs) {
            recent = NO_MONTH;
            recentLastTs = edges.lastTs();
        }
        MonthRow row = mode == MonthMode.EXACT ? exact(month, fold, edges, horizonMillis) : compat(month, edges);
        return row.exists() ? row : MonthRow.none(mode, month, months.end(month));
    }

    private MonthRow exact(int month, Fold fold, Edges edges, long horizonMillis) {
        MonthEnd end = exact.at(month, fold, edges, horizonMillis);
        MonthEnd before = month - 1 == recent ? recentExact : month - 1 == passed ? passedExact : null;
        recent = month;
        recentExact = end;
        if (month == passed) {
            rememberExact(end, edges);
        }
        if (!end.known()) {
            return MonthRow.none(MonthMode.EXACT, month, months.end(month));
        }
        if (before == null) {
            before = exact.at(month - 1, fold, edges, horizonMillis);
            if (month - 1 == passed) {
                rememberExact(before, edges);
            }
        }
        return exact.row(month, before, end, total(month, edges));
    }

    /** An end before the first reading hangs on others than those around it. */
    private void rememberExact(MonthEnd end, Edges edges) {
        passedExact = months.end(passed) >= edges.firstTs() ? end : null;
    }

    private Wide total(int month, Edges edges) {
        boolean outside = months.end(month) <= edges.firstTs() || months.start(month) >= edges.lastTs();
        return outside ? new Wide() : windows.monthTotal(months.start(month));
    }

    private MonthRow compat(int month, Edges edges) {
        if (!compat.inTable(month, edges)) {
            return MonthRow.none(MonthMode.COMPAT, month, months.end(month));
        }
        MonthEnd end = compat.at(month, edges);
        if (month == passed) {
            passedCompat = end;
        }
        if (!end.known()) {
            return MonthRow.none(MonthMode.COMPAT, month, months.end(month));
        }
        MonthEnd before = month - 1 == passed ? passedCompat : month == passed ? olderCompat : null;
        if (before == null) {
            before = compat.at(month - 1, edges);
            if (month - 1 == passed) {
                passedCompat = before;
            } else if (month == passed) {
                olderCompat = before;
            }
        }
        return compat.row(month, before, end, edges);
    }

    /** A correction came between. */
    void interrupt(MonthChange change) {
        recent = NO_MONTH;
        olderCompat = null;
        if (change.touches(passed)) {
            forget();
        }
    }

    void forget() {
        recent = NO_MONTH;
        olderCompat = null;
        passedExact = null;
        passedCompat = null;
    }

    /** @param last the state after the last reading */
    void write(ByteSink out, FoldState last) {
        if (!last.present()) {
            return;
        }
        boolean here = passed == months.of(last.tsMillis()) - 1;
        out.writeByte(code(here ? passedExact : null));
        MonthEnd end = here ? passedCompat : null;
        Wide rest = new Wide();
        if (end != null) {
            rest.set(end.value());
            rest.add(-last.micros());
        }
        end = rest.fitsLong() ? end : null;
        out.writeByte(code(end));
        if (end != null) {
            out.writeSigned(rest.low());
        }
    }

    void read(ByteSource in, FoldState last) {
        forget();
        if (!last.present()) {
            return;
        }
        passed = months.of(last.tsMillis()) - 1;
        EndMethod method = EndMethod.ofCode(in.readByte());
        passedExact = method == null ? null : MonthEnd.known(method, new Wide());
        method = EndMethod.ofCode(in.readByte());
        if (method != null) {
            Wide value = Wide.of(last.micros());
            value.add(in.readSigned());
            passedCompat = MonthEnd.known(method, value);
        }
    }

    private static int code(@Nullable MonthEnd end) {
        return end == null ? 0 : end.method().code();
    }
}
