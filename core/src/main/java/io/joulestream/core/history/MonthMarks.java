package io.joulestream.core.history;

import io.joulestream.core.month.MonthMode;
import io.joulestream.core.month.SiteMonths;
import java.util.BitSet;
import java.util.function.ObjIntConsumer;

/** The month rows that wait to be written; to mark one costs nothing where it is marked already. */
final class MonthMarks {
    private final BitSet exact = new BitSet();
    private final BitSet compat = new BitSet();
    private int count;

    void mark(MonthMode mode, int month) {
        if (month >= SiteMonths.FIRST && month <= SiteMonths.LAST && !isMarked(mode, month)) {
            of(mode).set(month - SiteMonths.FIRST);
            count++;
        }
    }

    boolean isMarked(MonthMode mode, int month) {
        return month >= SiteMonths.FIRST && of(mode).get(month - SiteMonths.FIRST);
    }

    int count() {
        return count;
    }

    /** From the earliest month on, first of the one mode, then of the other. */
    void takeAll(ObjIntConsumer<MonthMode> action) {
        if (count > 0) {
            take(MonthMode.EXACT, action);
            take(MonthMode.COMPAT, action);
            count = 0;
        }
    }

    private void take(MonthMode mode, ObjIntConsumer<MonthMode> action) {
        BitSet marked = of(mode);
        for (int i = marked.nextSetBit(0); i >= 0; i = marked.nextSetBit(i + 1)) {
            action.accept(mode, SiteMonths.FIRST + i);
        }
        marked.clear();
    }

    private BitSet of(MonthMode mode) {
        return mode == MonthMode.EXACT ? exact : compat;
    }
}
