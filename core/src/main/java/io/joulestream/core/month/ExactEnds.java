package io.joulestream.core.month;

import io.joulestream.core.block.Blocks;
import io.joulestream.core.fold.Fold;
import io.joulestream.core.fold.FoldState;
import io.joulestream.core.fold.Span;
import io.joulestream.core.fold.Spans;
import io.joulestream.core.quantity.Wide;

/** Month ends by SEMANTICS 22. */
public final class ExactEnds {
    private final Blocks blocks;
    private final SiteMonths months;
    private final boolean signed;

    public ExactEnds(Blocks blocks, SiteMonths months, boolean signed) {
        this.blocks = blocks;
        this.months = months;
        this.signed = signed;
    }

    /**
     * The register where the next month starts; costs the block around it, outside the readings nothing.
     *
     * @param edges of the readings; settled
     */
    public MonthEnd at(int month, Fold fold, Edges edges, long horizonMillis) {
        long instant = months.end(month);
        if (!edges.present()) {
            return MonthEnd.MISSING;
        }
        if (instant < edges.firstTs()) {
            return edges.before(instant, horizonMillis);
        }
        if (instant > edges.lastTs()) {
            return edges.after(instant, horizonMillis);
        }
        FoldState state = new FoldState();
        Blocks.Walk walk = blocks.walk(instant, fold, state);
        walk.next(); // there is one: the last reading is not before the instant
        if (walk.tsMillis() == instant) {
            return MonthEnd.read(EndMethod.MEASURED, instant, walk.micros());
        }
        long leftTs = state.tsMillis();
        long leftMicros = state.micros();
        Wide value = Wide.of(signed ? leftMicros : state.mark());
        Spans spans = new Spans();
        fold.advance(state, walk.tsMillis(), walk.micros(), spans);
        Wide ignored = new Wide();
        for (int i = 0; i < spans.count() && spans.get(i).from() < instant; i++) {
            Span span = spans.get(i);
            span.addShare(span.from(), Math.min(instant, span.to()), 1, value, ignored);
        }
        return new MonthEnd(
                EndMethod.INTERPOLATED, value, new Wide(), leftTs, leftMicros, walk.tsMillis(), walk.micros());
    }

    /**
     * SEMANTICS 23.
     *
     * @param total what the month's window counted
     */
    public MonthRow row(int month, MonthEnd before, MonthEnd end, Wide total) {
        Wide consumption = null;
        if (before.known() && end.known()) {
            consumption = new Wide();
            consumption.set(total);
            consumption.add(end.growth());
            consumption.subtract(before.growth());
        }
        EndMethod quality = before.method().worse(end.method());
        return new MonthRow(MonthMode.EXACT, month, months.end(month), end, consumption, quality);
    }
}
