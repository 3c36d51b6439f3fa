package io.joulestream.endpoint;

import io.joulestream.core.calendar.SiteCalendar;
import io.joulestream.core.month.EndMethod;
import io.joulestream.core.month.MonthEnd;
import io.joulestream.core.month.SiteMonths;
import io.joulestream.endpoint.store.MonthRow;
import io.joulestream.endpoint.store.Store;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Twelve months from the rows that there are: a missing one says so, and in mode compat the outermost lines go on. */
final class MonthsOfYear {
    private static final String EXTRAPOLATED = EndMethod.EXTRAPOLATED.wireName();
    private static final String MISSING = EndMethod.MISSING.wireName();

    private final TreeMap<Integer, MonthRow> rows = new TreeMap<>();
    private final SiteMonths months;
    private final boolean linesGoOn;

    /** @param linesGoOn whether the rows are all there are, and the outermost, where extrapolated, say how it goes on */
    MonthsOfYear(List<MonthRow> rows, ZoneId zone, boolean linesGoOn) {
        rows.forEach(row -> this.rows.put(row.month(), row));
        this.months = new SiteMonths(SiteCalendar.of(zone));
        this.linesGoOn = linesGoOn;
    }

    List<MonthRow> of(int year) {
        var twelve = new ArrayList<MonthRow>();
        for (int month = SiteMonths.january(year); month < SiteMonths.january(year + 1); month++) {
            MonthRow row = rows.get(month);
            MonthRow line = row == null ? line(month) : null;
            twelve.add(row != null ? row : line != null ? onLine(month, line) : missing(month));
        }
        return twelve;
    }

    /** The instants from the first month's start to the last one's end. */
    Store.Range range(int year) {
        return new Store.Range(months.start(SiteMonths.january(year)), months.start(SiteMonths.january(year + 1)));
    }

    /** The outermost row whose line passes through the month, if it is extrapolated. */
    private @Nullable MonthRow line(int month) {
        if (!linesGoOn || rows.isEmpty()) {
            return null;
        }
        MonthRow outermost = (month < rows.firstKey() ? rows.firstEntry() : rows.lastEntry()).getValue();
        return outermost.method().equals(EXTRAPOLATED) ? outermost : null;
    }

    private MonthRow onLine(int month, MonthRow line) {
        BigDecimal end = end(month, line);
        return new MonthRow(
                month,
                months.end(month),
                EXTRAPOLATED,
                end,
                line.leftTsMillis(),
                line.left(),
                line.rightTsMillis(),
                line.right(),
                end.subtract(end(month - 1, line)),
                EXTRAPOLATED,
                line.revision());
    }

    /** In micro-units, as the readings job computes it: the same integers give the same answer. */
    private BigDecimal end(int month, MonthRow line) {
        MonthEnd end = MonthEnd.onLine(
                EndMethod.EXTRAPOLATED,
                months.end(month) - 1,
                line.leftTsMillis(),
                micros(line.left()),
                line.rightTsMillis(),
                micros(line.right()));
        return new BigDecimal(end.value().toBigInteger(), 6);
    }

    private static long micros(BigDecimal value) {
        return value.movePointRight(6).longValueExact();
    }

    private MonthRow missing(int month) {
        return new MonthRow(
                month, months.end(month), MISSING, null, 0, BigDecimal.ZERO, 0, BigDecimal.ZERO, null, MISSING, 0);
    }
}
